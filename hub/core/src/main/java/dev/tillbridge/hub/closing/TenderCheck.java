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
      said as (
        select d.cause, d.cause_id, case t.kind when 'ON_ACCOUNT' then 'RECEIVABLE' else t.kind end as role,
               sum(t.amount) as amount
          from done d join tender t on t.sale_id = d.own
         where d.cause = 'SALE' and t.kind in ('CASH', 'CARD', 'ON_ACCOUNT') group by 1, 2, 3
        union all
        select d.cause, d.cause_id, case t.kind when 'ON_ACCOUNT' then 'RECEIVABLE' else t.kind end,
               -sum(t.amount)
          from done d join sale_refund_tender t on t.refund_id = d.own
         where d.cause = 'REFUND' and t.kind in ('CASH', 'CARD', 'ON_ACCOUNT') group by 1, 2, 3),
      entered as (
        select d.cause, d.cause_id, l.role, sum(l.amount) as amount
          from done d
          join entry e on e.cause = d.cause and e.cause_id = d.cause_id
          join entry_line l on l.entry_id = e.id and l.currency = d.currency
         where l.role in ('CASH', 'CARD', 'RECEIVABLE') group by 1, 2, 3),
      known as (
        select distinct d.cause, d.cause_id from done d
          join entry e on e.cause = d.cause and e.cause_id = d.cause_id),
      both_sides as (
        select d.location, d.receipt_number, d.currency, role, coalesce(s.amount, 0)::bigint as here,
               coalesce(n.amount, 0)::bigint as there
          from said s full join entered n using (cause, cause_id, role)
          join known k using (cause, cause_id)
          join done d using (cause, cause_id))
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
