package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.closing.DayVerdict.Part;
import dev.tillbridge.hub.closing.DayVerdict.Point;
import dev.tillbridge.hub.closing.DayVerdict.Sum;
import dev.tillbridge.hub.closing.DayVerdict.Topic;
import dev.tillbridge.model.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether what tills say they took is what the ledger has in the accounts for it: cash, cards, and what is
 * owed. What came through other gateways is compared with their reports.
 */
final class TenderCheck implements DayCheck {

  private static final String BOTH = """
      with done as (
        select 'SALE' as cause, s.id as own, s.id::text as cause_id, s.location, s.receipt_number,
               s.currency, 1 as sign
          from sale s where s.business_day = :day and s.channel = 'COUNTER'
        union all
        select 'REFUND', r.id, coalesce(r.sale_id || '|', '') || r.id, r.location, r.receipt_number,
               r.currency, -1
          from sale_refund r where r.business_day = :day),
      known as (
        select d.* from done d
         where exists (select 1 from entry e where e.cause = d.cause and e.cause_id = d.cause_id)),
      told as (
        select k.*, t.kind as role, t.amount as here, 0::bigint as there
          from known k join tender t on t.sale_id = k.own
         where k.cause = 'SALE' and t.kind in ('CASH', 'CARD', 'ON_ACCOUNT')
        union all
        select k.*, t.kind, -t.amount, 0
          from known k join sale_refund_tender t on t.refund_id = k.own
         where k.cause = 'REFUND' and t.kind in ('CASH', 'CARD', 'ON_ACCOUNT')
        union all
        select k.*, case l.role when 'RECEIVABLE' then 'ON_ACCOUNT' else l.role end, 0, l.amount
          from known k
          join entry e on e.cause = k.cause and e.cause_id = k.cause_id
          join entry_line l on l.entry_id = e.id and l.currency = k.currency
         where l.role in ('CASH', 'CARD', 'RECEIVABLE')),
      -- Added up instead of joined: a join of two such lists looks at each pair of receipts.
      both_sides as (
        select location, receipt_number, currency, role, sum(here)::bigint as here,
               sum(there)::bigint as there
          from told group by cause, cause_id, location, receipt_number, currency, role)
      """;

  private final JdbcClient jdbc;

  TenderCheck(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Part of(Asked asked) {
    var sums = jdbc.sql(BOTH + """
            select location, role, currency, sum(here)::bigint as here, sum(there)::bigint as there
              from both_sides group by location, role, currency
            having sum(here) <> 0 or sum(there) <> 0 order by location, role desc, currency
            """)
        .param("day", asked.day())
        .query((row, _) -> new Sum(
            words(row.getString("role")) + " at " + row.getString("location"),
            Money.of(row.getLong("here"), row.getString("currency")),
            Money.of(row.getLong("there"), row.getString("currency"))))
        .list();
    var points = jdbc.sql(BOTH + """
            select receipt_number, role, currency, here, there from both_sides
             where here <> there order by receipt_number, role limit 1000
            """)
        .param("day", asked.day())
        .query((row, _) -> {
          var here = Money.of(row.getLong("here"), row.getString("currency"));
          var there = Money.of(row.getLong("there"), row.getString("currency"));
          return new Point(
              Topic.TENDERS,
              row.getString("receipt_number"),
              "%s: the till says %s, the ledger has %s."
                  .formatted(words(row.getString("role")), here, there),
              here.minus(there),
              false,
              "Compare the receipt with its entries and have the operator look: this should not"
                  + " happen.");
        })
        .list();
    return DayCheck.part(Topic.TENDERS, sums, points);
  }

  private static String words(String role) {
    return switch (role) {
      case "CASH" -> "Cash";
      case "CARD" -> "Cards";
      default -> "On account";
    };
  }
}
