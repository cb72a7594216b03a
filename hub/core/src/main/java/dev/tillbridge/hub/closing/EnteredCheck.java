package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.closing.DayVerdict.Part;
import dev.tillbridge.hub.closing.DayVerdict.Point;
import dev.tillbridge.hub.closing.DayVerdict.Sum;
import dev.tillbridge.hub.closing.DayVerdict.Topic;
import dev.tillbridge.model.money.Money;
import java.time.Duration;
import java.util.ArrayList;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether everything that was sold or given back on the day is in the ledger. */
final class EnteredCheck implements DayCheck {

  /** What came longer ago than this should have been entered with it. */
  private static final Duration AT_ONCE = Duration.ofMinutes(2);

  /** Everything that has a price, and whether it is in the ledger. */
  private static final String DONE = """
      with done as (
        select 'SALE' as cause, s.id::text as cause_id, s.channel, s.location, s.receipt_number,
               s.currency, s.total + s.rounding as amount, s.recorded_at,
               (s.subtotal = 0 and s.tax = 0
                and not exists (select 1 from sale_line l
                                 where l.sale_id = s.id and l.unit_price > 0)) as free
          from sale s where s.business_day = :day
        union all
        select 'REFUND', coalesce(r.sale_id || '|', '') || r.id, 'COUNTER', r.location,
               r.receipt_number, r.currency, -(r.amount - r.rounding), r.recorded_at, r.amount = 0
          from sale_refund r where r.business_day = :day),
      judged as (
        select d.*, exists (select 1 from entry e
                             where e.cause = d.cause and e.cause_id = d.cause_id) as entered
          from done d where not d.free)
      """;

  private final JdbcClient jdbc;

  EnteredCheck(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Part of(Asked asked) {
    var sums = jdbc.sql(DONE + """
            select cause, channel, location, currency, sum(amount)::bigint as here,
                   coalesce(sum(amount) filter (where entered), 0)::bigint as there
              from judged group by cause, channel, location, currency
             order by cause desc, channel, location, currency
            """)
        .param("day", asked.day())
        .query((row, _) -> new Sum(
            words(row.getString("cause"), row.getString("channel"), row.getString("location")),
            Money.of(row.getLong("here"), row.getString("currency")),
            Money.of(row.getLong("there"), row.getString("currency"))))
        .list();
    var points = new ArrayList<Point>();
    jdbc.sql(DONE + """
            select j.*, c.detail from judged j
              left join open_case c on c.kind = 'not-in-the-ledger' and c.closed_at is null
               and c.subject = split_part(j.cause_id, '|', 1)
             where not j.entered order by j.recorded_at, j.cause_id limit 1000
            """).param("day", asked.day()).query(row -> {
      var recorded = row.getTimestamp("recorded_at").toInstant();
      var why = row.getString("detail");
      boolean soon = why == null && recorded.plus(AT_ONCE).isAfter(asked.now());
      points.add(new Point(
          Topic.ENTERED,
          row.getString("receipt_number"),
          why == null ? "It is not in the ledger yet." : why,
          Money.of(row.getLong("amount"), row.getString("currency")),
          soon,
          soon
              ? "Wait: it is entered within minutes."
              : "Open the cases: one says what keeps it out of the ledger."));
    });
    return DayCheck.part(Topic.ENTERED, sums, points);
  }

  private static String words(String cause, String channel, String location) {
    if (channel.equals("WEB")) {
      return "Sold online, from " + location;
    }
    return (cause.equals("SALE") ? "Sold at " : "Given back at ") + location;
  }
}
