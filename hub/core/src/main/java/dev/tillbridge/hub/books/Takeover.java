package dev.tillbridge.hub.books;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.books.EntryStore.Placed;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Enters what was changed in other books, on the very accounts on which it is there: no rule applies to
 * it, and nobody is told of it, because they have it already. Joins the caller's transaction.
 */
public final class Takeover {

  private final JdbcClient jdbc;

  public Takeover(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The last day that is closed here; null when none is. */
  public @Nullable LocalDate closedThrough() {
    return Locks.through(jdbc);
  }

  /**
   * Enters it, once for each id.
   *
   * @param amounts debits above zero; they add up to nothing, and there is at least one
   * @return the entry's id; empty when it was entered before
   */
  public Optional<Long> enter(
      String id,
      LocalDate day,
      String words,
      Currency currency,
      Map<BookAccount, Long> amounts,
      Instant now) {
    var placed = new ArrayList<Placed>();
    amounts.forEach((account, minor) -> placed.add(new Placed(
        new DraftLine(role(account), "", account.part(), new Money(minor, currency)),
        account.code(),
        null)));
    var today = now.atZone(UTC).toLocalDate();
    var event = new Event(
        Cause.BOOKS_CHANGE, id, day, today.isBefore(day) ? day : today, now, null, null, null);
    // A draft that does not balance throws.
    var draft = new Draft(event, words, placed.stream().map(Placed::line).toList());
    return new EntryStore(jdbc).write(draft.event(), draft.words(), placed, now);
  }

  /** What usually goes there; the account is what counts. */
  private static Role role(BookAccount account) {
    return account.part().isEmpty()
        ? Arrays.stream(Role.values())
            .filter(role -> role != Role.SHOP && role.account().equals(account.code()))
            .findFirst()
            .orElse(Role.UNCLEAR)
        : Role.SHOP;
  }
}
