package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.closing.DayVerdict.Part;
import dev.tillbridge.hub.closing.DayVerdict.Point;
import dev.tillbridge.hub.closing.DayVerdict.Sum;
import dev.tillbridge.hub.closing.DayVerdict.Topic;
import dev.tillbridge.model.money.Money;
import java.util.ArrayList;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether the day's debits are its credits, and the sums of its accounts are those of their entries. */
final class LedgerCheck implements DayCheck {

  private static final String NEXT =
      "Write the ledger out with ops/export and have the operator look: this should not happen.";

  private final JdbcClient jdbc;

  LedgerCheck(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Part of(Asked asked) {
    var sums = jdbc.sql("""
            select currency, sum(debit)::bigint as here, sum(credit)::bigint as there
              from account_movement where day = :day group by currency order by currency
            """)
        .param("day", asked.day())
        .query((row, _) -> new Sum(
            "Debits and credits",
            Money.of(row.getLong("here"), row.getString("currency")),
            Money.of(row.getLong("there"), row.getString("currency"))))
        .list();
    var points = new ArrayList<Point>();
    sums.stream()
        .filter(sum -> !sum.agrees())
        .forEach(sum -> points.add(new Point(
            Topic.LEDGER,
            sum.here().currency().getCurrencyCode(),
            "Debits of %s and credits of %s are not the same.".formatted(sum.here(), sum.there()),
            sum.here().minus(sum.there()),
            false,
            NEXT)));
    points.addAll(jdbc.sql("""
            with lines as (
              select l.account, l.currency, sum(l.amount) as amount
                from entry e join entry_line l on l.entry_id = e.id
               where e.day = :day group by 1, 2),
            sums as (
              select account, currency, sum(debit - credit) as amount
                from account_movement where day = :day group by 1, 2)
            select account, currency, coalesce(s.amount, 0)::bigint as here,
                   coalesce(l.amount, 0)::bigint as there
              from sums s full join lines l using (account, currency)
             where coalesce(s.amount, 0) <> coalesce(l.amount, 0) order by account, currency
            """)
        .param("day", asked.day())
        .query((row, _) -> {
          var here = Money.of(row.getLong("here"), row.getString("currency"));
          var there = Money.of(row.getLong("there"), row.getString("currency"));
          return new Point(
              Topic.LEDGER,
              row.getString("account"),
              "Its sum is %s, its entries come to %s.".formatted(here, there),
              here.minus(there),
              false,
              NEXT);
        })
        .list());
    return DayCheck.part(Topic.LEDGER, sums, points);
  }
}
