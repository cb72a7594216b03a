package dev.tillbridge.hub.closing;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.books.Adjustments;
import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.DraftLine;
import dev.tillbridge.hub.books.Event;
import dev.tillbridge.hub.books.GatewayRecipe;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.model.money.Money;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Money on its way from gateways to the bank, and the lines of the bank that it becomes. */
public final class Payouts {

  /** The case about a payout that does not appear at the bank; its subject is the payout. */
  static final String MISSING = "payout-not-at-bank";

  /** Who matches when nobody does. */
  static final String HUB = "hub";

  /** So far back unmatched payouts are looked at. */
  private static final int DAYS = 120;

  /** Somebody who reads the bank's lines has read them by then. */
  private static final int DAYS_PATIENT = 2 * PayoutMatch.DAYS_AFTER;

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Cases cases;
  private final PayoutStore store;
  private final Adjustments adjustments;

  public Payouts(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Cases cases) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.cases = cases;
    this.store = new PayoutStore(jdbc);
    this.adjustments = new Adjustments(jdbc, new Books(jdbc, clock));
  }

  /**
   * A payout.
   *
   * @param told the gateway said what it sent; otherwise it is the sum of its movements
   * @param parts what its movements come to
   * @param count how many there are
   * @param bank the line of the bank that it is, or null
   * @param difference why that is another amount; null when it is not
   * @param matchedBy {@code hub} or a person, or null
   */
  public record Payout(
      UUID id,
      Gateway gateway,
      String account,
      String remoteId,
      Money amount,
      LocalDate day,
      boolean told,
      Money parts,
      int count,
      @Nullable BankLine bank,
      @Nullable PayoutDifference difference,
      @Nullable String matchedBy) {

    /** Its name in the ledger. */
    String causeId() {
      return "%s|%s|%s|%s".formatted(gateway, account, Movement.safe(remoteId), amount.currency());
    }
  }

  /** A line of the bank. */
  public record BankLine(
      UUID id, String account, String lineId, LocalDate day, Money amount, String words) {}

  /**
   * A payout that is no line of the bank yet: why, and what it could be.
   *
   * @param overdue whether it should be there
   */
  public record Unclear(
      Payout payout, String why, boolean overdue, List<PayoutMatch.Candidate> candidates) {
    public Unclear {
      candidates = List.copyOf(candidates);
    }
  }

  /** Matches what is certain; of what should have come by now there is a case. */
  void match() {
    tx.executeWithoutResult(_ -> {
      store.alone();
      for (var finding : findings()) {
        var line = finding.line();
        var payout = finding.sent();
        if (line != null) {
          store.match(payout.id(), line.id(), null, HUB, clock.instant());
          cases.close(MISSING, payout.id().toString(), HUB);
        } else if (isOverdue(payout.day())) {
          cases.openOnce(
              MISSING,
              payout.id().toString(),
              "%s of %s is not at the bank".formatted(payout.amount(), payout.day()),
              "The gateway says that it sent %s as %s on %s; %s. Look at the bank whether it came as something else, and match them by hand under Books, Payouts; or ask the gateway."
                  .formatted(payout.amount(), payout.name(), payout.day(), finding.why()));
        }
      }
    });
  }

  /** The bank has told of later days, or somebody who reads its lines should have read them by now. */
  private boolean isOverdue(LocalDate day) {
    return store
        .bankThrough()
        .filter(through -> day.plusDays(PayoutMatch.DAYS_AFTER).isBefore(through)
            || day.plusDays(DAYS_PATIENT).isBefore(today()))
        .isPresent();
  }

  private LocalDate today() {
    return clock.instant().atOffset(UTC).toLocalDate();
  }

  private List<PayoutMatch.Finding> findings() {
    var since = today().minusDays(DAYS);
    return PayoutMatch.of(
        store.unmatched(since),
        store.free(since.minusDays(PayoutMatch.DAYS_BEFORE)),
        store.parted(since));
  }

  /**
   * A person says which line of the bank a payout is; the same again is the same. If the amounts differ
   * the difference is entered as what it is said to be.
   *
   * @param difference null when they are the same
   * @throws BadInput when the difference is not explained, or not like this
   * @throws WrongState when one of them is another's
   */
  public Payout choose(UUID payout, UUID line, @Nullable PayoutDifference difference, String by) {
    return Objects.requireNonNull(tx.execute(_ -> {
      store.alone();
      var now = get(payout);
      var bank = store.bankLine(line).orElseThrow(() -> new NotFound("bank line " + line));
      var known = now.bank();
      if (known != null && known.id().equals(line) && now.difference() == difference) {
        return now;
      }
      PayoutDifference.check(difference, now.amount(), bank.amount());
      if (store.isDue(payout)) {
        throw new WrongState("the payout is being summed up; look again in a moment");
      }
      if (known != null || !store.match(payout, bank.id(), difference, by, clock.instant())) {
        throw new WrongState("the payout or the line of the bank is matched with another");
      }
      explain(
          now,
          bank.day(),
          difference == null
              ? List.of()
              : GatewayRecipe.payoutDifference(
                  now.amount(), bank.amount(), difference == PayoutDifference.FEE));
      cases.close(MISSING, payout.toString(), by);
      return get(payout);
    }));
  }

  /** A person says that a match was none; they are not matched by themselves again. */
  public Payout part(UUID payout, String by) {
    return Objects.requireNonNull(tx.execute(_ -> {
      store.alone();
      var now = get(payout);
      var bank = now.bank();
      if (bank != null) {
        store.part(payout, bank.id(), by, clock.instant());
        unmatch(now);
      }
      return get(payout);
    }));
  }

  /** It came to something else since it was matched: all begins anew. The caller is alone. */
  void changed(UUID payout) {
    var now = get(payout);
    if (now.bank() != null) {
      unmatch(now);
    }
    cases.close(MISSING, payout.toString(), HUB);
  }

  /** Takes its turn among those who match; before the payout is locked. */
  void alone() {
    store.alone();
  }

  private void unmatch(Payout payout) {
    store.unmatch(payout.id());
    explain(payout, today(), List.of());
  }

  /** What there shall be in the ledger about the difference. */
  private void explain(Payout payout, LocalDate day, List<DraftLine> lines) {
    var zone = Times.zone(jdbc);
    var heard = clock.instant().atZone(zone).toLocalDate();
    adjustments.bring(
        new Event(
            Cause.PAYOUT_DIFFERENCE,
            payout.causeId(),
            heard.isBefore(day) ? heard : day,
            heard,
            clock.instant(),
            null,
            null,
            null),
        "What the bank got of %s from %s instead"
            .formatted(payout.remoteId(), payout.gateway().title()),
        lines);
  }

  /** What a person must look at, or will come. */
  public List<Unclear> unclear() {
    return findings().stream()
        .filter(finding -> finding.line() == null)
        .map(finding -> new Unclear(
            get(finding.sent().id()),
            finding.why(),
            isOverdue(finding.sent().day()),
            finding.candidates()))
        .toList();
  }

  /** Lines of the bank that are no payout, the newest first; at most 200. */
  public List<PayoutMatch.Line> free() {
    return store.free(today().minusDays(DAYS)).reversed().stream().limit(200).toList();
  }

  /** Of these days, the newest first; at most 500. */
  public List<Payout> between(LocalDate from, LocalDate through) {
    return store.between(from, through);
  }

  /** All of these days, the oldest first. */
  public List<Payout> sent(LocalDate from, LocalDate through) {
    return store.all(from, through);
  }

  /**
   * The payout.
   *
   * @throws NotFound when there is none
   */
  public Payout get(UUID id) {
    return store.find(id).orElseThrow(() -> new NotFound("payout " + id));
  }
}
