package dev.tillbridge.hub.closing;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.SettlementLine;
import dev.tillbridge.model.payment.SettlementLine.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Movements at gateways that are not done with: what nothing here explains, and disputes. */
public final class OpenMovements {

  private static final String HELD = """
      select l.gateway, l.account, coalesce(l.about, l.id) as about, l.currency,
             -sum(l.amount) as held, min(l.at) as since, max(l.reference) as reference
      """ + Movement.NOW + """
       where l.kind in ('DISPUTE', 'DISPUTE_WON') and not l.pending
         and not exists (
           select 1 from gateway_work lw join gateway_line lost using (gateway, account, id, version)
            where lost.gateway = l.gateway and lost.account = l.account and lost.kind = 'DISPUTE_LOST'
              and lost.amount = 0 and lost.currency = l.currency
              and lost.about = coalesce(l.about, l.id))
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final MovementStore store;
  private final MovementBooks books;

  public OpenMovements(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.store = new MovementStore(jdbc);
    this.books = new MovementBooks(jdbc, tx, clock);
  }

  /** A movement and why it is open, in words. */
  public record Open(Movement movement, String why) {}

  /**
   * Money that is held back.
   *
   * @param about the gateway's id of the payment, or else of the dispute
   * @param held above zero
   */
  public record Dispute(
      Gateway gateway,
      String account,
      String about,
      Money held,
      Instant since,
      @Nullable String reference) {}

  /** What nothing here explains, or could not be entered, the oldest first; at most 200. */
  public List<Open> all() {
    return jdbc
        .sql("select " + Movement.COLUMNS + Movement.NOW + """
                 where w.state = 'WAITING' or (w.state = 'DUE' and w.note is not null)
                 order by l.at, l.gateway, l.account, l.id limit 200
                """)
        .query((row, _) -> Movement.of(row))
        .list()
        .stream()
        .map(movement -> new Open(movement, why(movement)))
        .toList();
  }

  private static String why(Movement movement) {
    var note = movement.note();
    if (note != null) {
      return "It could not be entered: " + note;
    }
    var line = movement.line();
    if (!movement.explains().isZero()) {
      return "Only %s of it is known here; the rest stands as unclear money"
          .formatted(movement.explains());
    }
    var named = line.reference() == null
        ? "It has no reference"
        : "The reference " + line.reference() + " is not known here";
    return line.kind() == Kind.REFUND
        ? named + ", so it stands as money given back before it was known why, or as unclear"
        : named + ", so it stands as unclear money";
  }

  /**
   * Looks now whether something here explains it, or it can be entered.
   *
   * @throws NotFound when there is no such movement
   */
  public Movement again(Gateway gateway, String account, String id) {
    jdbc.sql("""
            update gateway_work set next_at = :now
             where gateway = :gateway and account = :account and id = :id and state <> 'DONE'
            """)
        .param("now", clock.instant().atOffset(UTC))
        .param("gateway", gateway.name())
        .param("account", account)
        .param("id", id)
        .update();
    books.work();
    return find(gateway, account, id)
        .orElseThrow(() -> new NotFound("movement " + id + " of " + gateway.title()));
  }

  private Optional<Movement> find(Gateway gateway, String account, String id) {
    return jdbc.sql("select " + Movement.COLUMNS + Movement.NOW + """
                 where w.gateway = :gateway and w.account = :account and w.id = :id
                """)
        .param("gateway", gateway.name())
        .param("account", account)
        .param("id", id)
        .query((row, _) -> Movement.of(row))
        .optional();
  }

  /** Disputes whose money is held back, the oldest first; at most 200. */
  public List<Dispute> disputes() {
    return jdbc.sql(HELD + """
             group by 1, 2, 3, 4 having -sum(l.amount) > 0 order by since, about limit 200
            """).query((row, _) -> dispute(row)).list();
  }

  private static Dispute dispute(ResultSet row) throws SQLException {
    return new Dispute(
        Gateway.valueOf(row.getString("gateway")),
        row.getString("account"),
        row.getString("about"),
        Money.of(row.getLong("held"), row.getString("currency")),
        Objects.requireNonNull(row.getTimestamp("since")).toInstant(),
        row.getString("reference"));
  }

  /**
   * A person says that a dispute is lost: most gateways move no money then, and tell nothing. If it is
   * won after all, the gateway's word counts.
   *
   * @throws WrongState when nothing is held back for it
   */
  public void lost(Gateway gateway, String account, String about, String by) {
    tx.executeWithoutResult(_ -> {
      jdbc.sql("select pg_advisory_xact_lock(hashtextextended('dispute ' || :about, 0))")
          .param("about", about)
          .query((_, _) -> 0)
          .list();
      var held = jdbc.sql(HELD + """
               and l.gateway = :gateway and l.account = :account and coalesce(l.about, l.id) = :about
             group by 1, 2, 3, 4 having -sum(l.amount) > 0
            """)
          .param("gateway", gateway.name())
          .param("account", account)
          .param("about", about)
          .query((row, _) -> dispute(row))
          .list();
      if (held.isEmpty()) {
        throw new WrongState("nothing is held back for " + about);
      }
      var now = clock.instant();
      for (var one : held) {
        store.put(gateway, account, List.of(end(one, by, now)), null, now);
      }
    });
    books.work();
  }

  private static SettlementLine end(Dispute dispute, String by, Instant now) {
    var currency = dispute.held().currency();
    return new SettlementLine(
        cut(dispute.about()) + " lost in " + currency,
        Kind.DISPUTE_LOST,
        false,
        Money.zero(currency),
        null,
        null,
        dispute.reference(),
        dispute.about(),
        null,
        now,
        "Lost, as " + by + " says");
  }

  private static String cut(String id) {
    return id.substring(0, Math.min(id.length(), 180));
  }
}
