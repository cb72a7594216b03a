package dev.tillbridge.hub.books;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.books.EntryStore.Placed;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was on the accounts when the books were opened. What does not balance is the merchant's own
 * capital, and goes to the account of opening balances.
 *
 * @param day from which on it counts
 */
public record Opening(LocalDate day, List<Line> lines) {

  /** More accounts than any chart has. */
  public static final int LINES_MOST = 500;

  /** What is on an account: a debit above zero, a credit below. */
  public record Line(String account, Money amount) {}

  public Opening {
    lines = List.copyOf(lines);
  }

  /** Everything it says, for comparing. */
  String content() {
    return day + " "
        + lines.stream()
            .map(line -> line.account() + "=" + line.amount())
            .collect(Collectors.joining(","));
  }

  /** Throws when it cannot be entered. */
  void check(JdbcClient jdbc, Instant now) {
    var errors = new ArrayList<FieldError>();
    var closed = Locks.through(jdbc);
    if (closed != null && !day.isAfter(closed)) {
      errors.add(new FieldError("day", "is closed"));
    }
    if (day.isAfter(now.atZone(UTC).toLocalDate())) {
      errors.add(new FieldError("day", "has not come yet"));
    }
    var known =
        new Ledger(jdbc).accounts().stream().map(AccountView::code).collect(Collectors.toSet());
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      var field = "lines[" + i + "].";
      if (!known.contains(line.account()) || line.account().equals(Role.OPENING.account())) {
        errors.add(new FieldError(field + "account", "there is no account to open with this code"));
      }
      if (line.account().equals(Role.STOCK.account())) {
        errors.add(
            new FieldError(field + "account", "is entered with the cost of goods, SKU by SKU"));
      }
      if (line.amount().isZero() || Math.abs(line.amount().minor()) > Money.MOST_BOOKED) {
        errors.add(new FieldError(field + "amount", "must not be zero, nor have above 15 digits"));
      }
    }
    if (!errors.isEmpty()) {
      throw new BadInput(errors);
    }
  }

  /** Enters it; joins the caller's transaction. */
  void enter(JdbcClient jdbc, UUID batch, String words, Instant now) {
    var placed = new ArrayList<Placed>();
    Map<Currency, Long> left = new HashMap<>();
    for (var line : lines) {
      placed.add(placed(line));
      left.merge(line.amount().currency(), -line.amount().minor(), Math::addExact);
    }
    left.forEach((currency, minor) -> {
      if (minor != 0) {
        placed.add(placed(new Line(Role.OPENING.account(), new Money(minor, currency))));
      }
    });
    var today = now.atZone(UTC).toLocalDate();
    var event = new Event(
        Cause.OPENING_BALANCE,
        batch.toString(),
        day,
        today,
        day.atStartOfDay(UTC).toInstant(),
        null,
        null,
        null);
    new EntryStore(jdbc).write(event, words, placed, batch, now);
  }

  private static Placed placed(Line line) {
    return new Placed(new DraftLine(Role.OPENING, "", "", line.amount()), line.account(), null);
  }
}
