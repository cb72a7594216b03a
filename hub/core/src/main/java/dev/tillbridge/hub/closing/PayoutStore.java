package dev.tillbridge.hub.closing;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.closing.PayoutMatch.Line;
import dev.tillbridge.hub.closing.PayoutMatch.Parted;
import dev.tillbridge.hub.closing.PayoutMatch.Sent;
import dev.tillbridge.hub.closing.Payouts.BankLine;
import dev.tillbridge.hub.closing.Payouts.Payout;
import dev.tillbridge.model.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Payouts and lines of the bank as rows. Every method joins the caller's transaction. */
final class PayoutStore {

  private static final String SELECT = """
      select p.id, p.gateway, p.account, p.remote_id, p.amount, p.currency, p.day, p.told,
             coalesce(parts.sum, 0) as parts, coalesce(parts.count, 0) as count, m.matched_by,
             m.difference, b.id as bank_id, b.account as bank_account, b.line_id,
             b.day as bank_day, b.amount as bank_amount, b.currency as bank_currency, b.words
        from payout p
        left join payout_match m on m.payout = p.id
        left join bank_line b on b.id = m.bank_line
        left join lateral (
          select sum(coalesce(l.settled, l.amount) - coalesce(l.fee, 0))::bigint as sum, count(*) as count
            from gateway_work w
            join gateway_line l on l.gateway = w.gateway and l.account = w.account and l.id = w.id
             and l.version = w.version
           where l.gateway = p.gateway and l.account = p.account and l.payout = p.remote_id
             and l.kind <> 'PAYOUT' and not l.pending
             and coalesce(l.settled_currency, l.currency) = p.currency) parts on true
      """;

  private final JdbcClient jdbc;

  PayoutStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Matchings take turns, so that none sees half of another's; before any payout is locked. */
  void alone() {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('match payouts', 0))")
        .query((_, _) -> 0)
        .list();
  }

  /** What was sent since then and is no line of the bank yet. */
  List<Sent> unmatched(LocalDate since) {
    return jdbc.sql("""
            select id, remote_id, amount, currency, day from payout p
             where day >= :since and amount <> 0 and not due
               and not exists (select 1 from payout_match m where m.payout = p.id)
             order by day, id
            """)
        .param("since", since)
        .query((row, _) -> new Sent(
            row.getObject("id", UUID.class),
            row.getString("remote_id"),
            Money.of(row.getLong("amount"), row.getString("currency")),
            row.getObject("day", LocalDate.class)))
        .list();
  }

  /** Lines of the bank since then that are no payout yet. */
  List<Line> free(LocalDate since) {
    return jdbc.sql("""
            select id, amount, currency, day, words from bank_line b
             where day >= :since and amount <> 0
               and not exists (select 1 from payout_match m where m.bank_line = b.id)
             order by day, id
            """)
        .param("since", since)
        .query((row, _) -> new Line(
            row.getObject("id", UUID.class),
            Money.of(row.getLong("amount"), row.getString("currency")),
            row.getObject("day", LocalDate.class),
            row.getString("words")))
        .list();
  }

  Set<Parted> parted(LocalDate since) {
    return jdbc
        .sql("""
            select payout, bank_line from payout_parted join payout p on p.id = payout
             where p.day >= :since
            """)
        .param("since", since)
        .query((row, _) ->
            new Parted(row.getObject("payout", UUID.class), row.getObject("bank_line", UUID.class)))
        .list()
        .stream()
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Up to which day the bank has told of anything; empty when it never has. */
  Optional<LocalDate> bankThrough() {
    return jdbc.sql("select max(day) as day from bank_line having max(day) is not null")
        .query((row, _) -> row.getObject("day", LocalDate.class))
        .optional();
  }

  /** Returns false when one of them is another's. */
  boolean match(
      UUID payout, UUID line, @Nullable PayoutDifference difference, String by, Instant now) {
    return jdbc.sql("""
                insert into payout_match (payout, bank_line, difference, matched_by, matched_at)
                values (:payout, :line, :difference, :by, :now) on conflict do nothing
                """)
            .param("payout", payout)
            .param("line", line)
            .param("difference", difference == null ? null : difference.name())
            .param("by", by)
            .param("now", now.atOffset(UTC))
            .update()
        == 1;
  }

  void unmatch(UUID payout) {
    jdbc.sql("delete from payout_match where payout = :id").param("id", payout).update();
  }

  void part(UUID payout, UUID line, String by, Instant now) {
    jdbc.sql("""
            insert into payout_parted (payout, bank_line, parted_by, parted_at)
            values (:payout, :line, :by, :now) on conflict do nothing
            """)
        .param("payout", payout)
        .param("line", line)
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .update();
  }

  List<Payout> between(LocalDate from, LocalDate through) {
    return jdbc.sql(
            SELECT + " where p.day between :from and :through order by p.day desc, p.id limit 500")
        .param("from", from)
        .param("through", through)
        .query((row, _) -> payout(row))
        .list();
  }

  List<Payout> all(LocalDate from, LocalDate through) {
    return jdbc.sql(SELECT + " where p.day between :from and :through order by p.day, p.id")
        .param("from", from)
        .param("through", through)
        .query((row, _) -> payout(row))
        .list();
  }

  Optional<Payout> find(UUID id) {
    return jdbc.sql(SELECT + " where p.id = :id")
        .param("id", id)
        .query((row, _) -> payout(row))
        .optional();
  }

  boolean isDue(UUID id) {
    return jdbc.sql("select due from payout where id = :id")
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  Optional<BankLine> bankLine(UUID id) {
    return jdbc.sql("""
            select id as bank_id, account as bank_account, line_id, day as bank_day,
                   amount as bank_amount, currency as bank_currency, words
              from bank_line where id = :id
            """).param("id", id).query((row, _) -> bank(row)).optional();
  }

  private static Payout payout(ResultSet row) throws SQLException {
    var currency = row.getString("currency");
    var difference = row.getString("difference");
    return new Payout(
        row.getObject("id", UUID.class),
        Gateway.valueOf(row.getString("gateway")),
        row.getString("account"),
        row.getString("remote_id"),
        Money.of(row.getLong("amount"), currency),
        row.getObject("day", LocalDate.class),
        row.getBoolean("told"),
        Money.of(row.getLong("parts"), currency),
        row.getInt("count"),
        row.getString("line_id") == null ? null : bank(row),
        difference == null ? null : PayoutDifference.valueOf(difference),
        row.getString("matched_by"));
  }

  private static BankLine bank(ResultSet row) throws SQLException {
    return new BankLine(
        row.getObject("bank_id", UUID.class),
        row.getString("bank_account"),
        row.getString("line_id"),
        row.getObject("bank_day", LocalDate.class),
        Money.of(row.getLong("bank_amount"), row.getString("bank_currency")),
        row.getString("words"));
  }
}
