package dev.tillbridge.hub.closing;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.books.Adjustments;
import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.DraftLine;
import dev.tillbridge.hub.books.Event;
import dev.tillbridge.hub.books.GatewayRecipe;
import dev.tillbridge.hub.books.GatewayRecipe.Known;
import dev.tillbridge.hub.closing.Explaining.Found;
import dev.tillbridge.hub.closing.Movement.State;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.SettlementLine;
import dev.tillbridge.model.payment.SettlementLine.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Enters movements into the ledger, each in a transaction of its own: one that cannot be entered waits
 * and tells why, and the others go on. Several hubs may do so at once.
 */
final class MovementBooks {

  /** After that nothing here will explain it any more by itself. */
  private static final Duration HOPE = Duration.ofDays(60);

  private static final int AT_ONCE = 200;
  private static final Duration SOON = Duration.ofMinutes(10);
  private static final Duration PAUSE_MOST = Duration.ofDays(1);
  private static final Logger LOG = LoggerFactory.getLogger(MovementBooks.class);

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Explaining explaining;
  private final Adjustments adjustments;
  private final Conversions conversions;

  MovementBooks(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.explaining = new Explaining(jdbc);
    this.adjustments = new Adjustments(jdbc, new Books(jdbc, clock));
    this.conversions = new Conversions(jdbc);
  }

  /** Which movement, by its name. */
  private record Due(String gateway, String account, String id, int attempts) {}

  /** Works on everything that is due, payments before what is about them; returns how many were entered. */
  int work() {
    int done = 0;
    while (true) {
      var due = due();
      int before = done;
      for (var one : due) {
        done += one(one) ? 1 : 0;
      }
      // What is left is being worked on by others, or waits.
      if (due.size() < AT_ONCE || done == before) {
        return done;
      }
    }
  }

  private List<Due> due() {
    return jdbc.sql("""
            select w.gateway, w.account, w.id, w.attempts
              from gateway_work w join gateway_line l using (gateway, account, id, version)
             where w.state <> 'DONE' and w.next_at <= :now
             order by w.next_at, l.kind <> 'CHARGE', w.id limit :most
            """)
        .param("most", AT_ONCE)
        .param("now", clock.instant().atOffset(UTC))
        .query((row, _) -> new Due(
            row.getString("gateway"),
            row.getString("account"),
            row.getString("id"),
            row.getInt("attempts")))
        .list();
  }

  private boolean one(Due due) {
    try {
      return Boolean.TRUE.equals(tx.execute(_ -> locked(due).map(this::entered).orElse(false)));
    } catch (RuntimeException no) {
      LOG.error("{} cannot be entered into the ledger", due, no);
      later(due, String.valueOf(no.getMessage()));
      return false;
    }
  }

  /** The movement, if nobody else works on it and it is still to be done. */
  private Optional<Movement> locked(Due due) {
    return jdbc.sql("select " + Movement.COLUMNS + Movement.NOW + """
                 where w.gateway = :gateway and w.account = :account and w.id = :id
                   and w.state <> 'DONE' and w.next_at <= :now
                 for update of w skip locked
                """)
        .param("gateway", due.gateway())
        .param("account", due.account())
        .param("id", due.id())
        .param("now", clock.instant().atOffset(UTC))
        .query((row, _) -> Movement.of(row))
        .optional();
  }

  private boolean entered(Movement movement) {
    var found = explaining.find(movement);
    long explains = explains(movement, found);
    var line = movement.line();
    var known = new Known(
        movement.gateway().name(),
        movement.gateway().clearing(),
        movement.gateway().key(movement.account()),
        explains,
        found.otherwise(),
        line.kind() == Kind.DISPUTE_LOST ? held(movement) : 0);
    var wanted = GatewayRecipe.of(line, known);
    long feeOff = 0;
    for (var cause : GatewayRecipe.CAUSES) {
      if (cause == Cause.FEE && saysNothingOfFees(line)) {
        continue;
      }
      var lines = wanted.getOrDefault(cause, List.of());
      var id = cause == Cause.FEE ? movement.feeId() : movement.causeId();
      var brought = adjustments.bring(event(movement, found, cause, id), words(movement), lines);
      if (cause == Cause.FEE && brought.before()) {
        feeOff = brought.added().stream()
            .filter(l -> l.role() == Role.GATEWAY_FEE)
            .mapToLong(l -> l.amount().minor())
            .sum();
      }
    }
    if (line.settled() != null) {
      exchange(movement, found);
    }
    if (line.kind() == Kind.CONVERSION || line.kind() == Kind.REFUND) {
      convert(movement, found);
    }
    settle(movement, found, explains, feeOff);
    return true;
  }

  /** A fee that was entered when the money was taken stays until something else is told of it. */
  private static boolean saysNothingOfFees(SettlementLine line) {
    return switch (line.kind()) {
      case CHARGE, REFUND -> line.pending() || line.fee() == null;
      case FEE, DISPUTE, DISPUTE_FEE, DISPUTE_WON, DISPUTE_LOST, PAYOUT, CONVERSION, OTHER -> false;
    };
  }

  /** As much as is left of what was entered for it, and never more than it is. */
  private long explains(Movement movement, Found found) {
    var matched = found.matched();
    if (matched == null || movement.line().pending()) {
      return 0;
    }
    // Two movements of one sale take turns.
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('money ' || :matched, 0))")
        .param("matched", matched)
        .query((_, _) -> 0)
        .list();
    long left = Math.max(0, found.most() - explaining.taken(movement, matched));
    long amount = movement.line().amount().minor();
    return Long.signum(amount) * Math.min(Math.abs(amount), left);
  }

  /** What is still held back for the payment that a dispute was about. */
  private long held(Movement movement) {
    return jdbc.sql("select coalesce(-sum(l.amount), 0)::bigint" + Movement.NOW + """
                 where w.gateway = :gateway and w.account = :account
                   and coalesce(l.about, l.id) = :about
                   and l.kind in ('DISPUTE', 'DISPUTE_WON') and not l.pending
                   and l.currency = :currency
                """)
        .param("gateway", movement.gateway().name())
        .param("account", movement.account())
        .param("about", movement.root())
        .param("currency", movement.line().amount().currency().getCurrencyCode())
        .query(Long.class)
        .single();
  }

  /** When all foreign money of a payment is gone again, what is left at home was won or lost. */
  private void exchange(Movement movement, Found found) {
    record Left(long foreign, long home) {}
    var settled = movement.line().settled();
    if (settled == null) {
      return;
    }
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('exchange ' || :root, 0))")
        .param("root", movement.root())
        .query((_, _) -> 0)
        .list();
    var left = jdbc.sql("select coalesce(sum(l.amount), 0)::bigint as foreign_left,"
            + " coalesce(sum(l.settled), 0)::bigint as home"
            + Movement.NOW
            + """
                   where w.gateway = :gateway and w.account = :account
                     and (l.id = :root or l.about = :root) and not l.pending
                     and l.currency = :currency and l.settled_currency = :home
                  """)
        .param("gateway", movement.gateway().name())
        .param("account", movement.account())
        .param("root", movement.root())
        .param("currency", movement.line().amount().currency().getCurrencyCode())
        .param("home", settled.currency().getCurrencyCode())
        .query((row, _) -> new Left(row.getLong("foreign_left"), row.getLong("home")))
        .single();
    var lines = left.foreign() == 0
        ? GatewayRecipe.closed(new Money(left.home(), settled.currency()))
        : List.<DraftLine>of();
    var id = movement.gateway() + "|" + movement.account() + "|" + Movement.safe(movement.root())
        + "|closed";
    adjustments.bring(
        event(movement, found, Cause.CURRENCY, id),
        "Won or lost by the exchange of " + movement.root(),
        lines);
  }

  /** The same of money that was exchanged in movements of its own. */
  private void convert(Movement movement, Found found) {
    var exchanged = conversions.around(movement);
    if (!exchanged.any()) {
      return;
    }
    var root = exchanged.root();
    var id =
        movement.gateway() + "|" + movement.account() + "|" + Movement.safe(root) + "|converted";
    adjustments.bring(
        event(movement, found, Cause.CURRENCY, id),
        "Won or lost by the exchange of " + root,
        exchanged.wonOrLost().map(GatewayRecipe::closed).orElse(List.of()));
  }

  private Event event(Movement movement, Found found, Cause cause, String id) {
    var at = movement.line().at();
    var day = at.atZone(found.zone()).toLocalDate();
    var heard = clock.instant().atZone(found.zone()).toLocalDate();
    return new Event(
        cause,
        id,
        day,
        heard.isBefore(day) ? day : heard,
        at,
        found.location(),
        found.channel(),
        null);
  }

  private static String words(Movement movement) {
    var line = movement.line();
    return "%s reports %s %s: %s"
        .formatted(
            movement.gateway().title(),
            line.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            line.id(),
            line.words());
  }

  private void settle(Movement movement, Found found, long explains, long feeOff) {
    var line = movement.line();
    boolean open = switch (line.kind()) {
      case CHARGE, REFUND -> !line.pending() && explains != line.amount().minor();
      case FEE, DISPUTE, DISPUTE_FEE, DISPUTE_WON, DISPUTE_LOST, PAYOUT, CONVERSION, OTHER -> false;
    };
    var now = clock.instant();
    boolean hope = open && now.isBefore(line.at().plus(HOPE));
    jdbc.sql("""
            update gateway_work
               set state = :state, matched = :matched, explains = :explains,
                   fee_off = fee_off + :feeOff, attempts = attempts + 1, note = null,
                   next_at = :now + least(:most * interval '1 second',
                                          :soon * interval '1 second' * 2 ^ least(attempts, 10))
             where gateway = :gateway and account = :account and id = :id
            """)
        .param("state", (hope ? State.WAITING : State.DONE).name())
        .param("matched", explains == 0 ? null : found.matched())
        .param("explains", explains)
        .param("feeOff", feeOff)
        .param("now", now.atOffset(UTC))
        .param("most", PAUSE_MOST.toSeconds())
        .param("soon", SOON.toSeconds())
        .param("gateway", movement.gateway().name())
        .param("account", movement.account())
        .param("id", line.id())
        .update();
  }

  private void later(Due due, String why) {
    Instant next = clock.instant().plusSeconds(1L << Math.min(due.attempts() + 1, 12));
    jdbc.sql("""
            update gateway_work
               set attempts = attempts + 1, next_at = :next, note = :why, state = 'DUE'
             where gateway = :gateway and account = :account and id = :id and state <> 'DONE'
            """)
        .param("next", next.atOffset(UTC))
        .param("why", why)
        .param("gateway", due.gateway())
        .param("account", due.account())
        .param("id", due.id())
        .update();
  }
}
