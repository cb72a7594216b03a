package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.closing.DayVerdict.Part;
import dev.tillbridge.hub.closing.DayVerdict.Point;
import dev.tillbridge.hub.closing.DayVerdict.Sum;
import dev.tillbridge.hub.closing.DayVerdict.Topic;
import dev.tillbridge.model.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether what was counted in a drawer at the end of its shift is what the ledger had in it. A difference
 * that is entered is no difference any more; one beyond the limit is to do as long as its case is open.
 */
final class CountedCheck implements DayCheck {

  /** So long may a till take to send what it has told of. */
  private static final int DAYS = 3;

  private static final String SHIFTS = """
      select z.shift_id, z.register, z.number, z.currency, z.counted,
             -- As the last report of the shift has it.
             (select l.expected from shift_report l where l.shift_id = z.shift_id
               order by length(l.suffix) desc, l.suffix desc limit 1) as expected,
             (select coalesce(sum(case when l.role = 'CASH' then l.amount else 0 end), 0)
                from entry e join entry_line l on l.entry_id = e.id
               where (e.cause = 'DRAWER' and e.cause_id in
                        (select d.id::text from drawer_event d where d.shift_id = z.shift_id))
                  or (e.cause = 'SALE' and e.cause_id in
                        (select i.id::text from shift_report_item i
                           join shift_report r on r.id = i.report_id
                          where r.shift_id = z.shift_id and i.kind = 'SALE'))
                  or (e.cause = 'REFUND' and e.cause_id in
                        (select coalesce(f.sale_id || '|', '') || f.id from shift_report_item i
                           join shift_report r on r.id = i.report_id
                           join sale_refund f on f.id = i.id
                          where r.shift_id = z.shift_id and i.kind = 'REFUND')))::bigint as booked,
             (select coalesce(sum(l.amount), 0) from entry e join entry_line l on l.entry_id = e.id
               where e.cause = 'SHIFT' and l.role = 'CASH_DIFFERENCE' and e.cause_id in
                     (select r.id::text from shift_report r where r.shift_id = z.shift_id))::bigint as off,
             (select coalesce(sum(i.cash), 0) from shift_report_item i
               where i.report_id = z.id and i.awaited
                 and not exists (select 1 from sale s where s.id = i.id)
                 and not exists (select 1 from sale_refund f where f.id = i.id)
                 and not exists (select 1 from drawer_event d where d.id = i.id))::bigint as awaited,
             (select string_agg(i.number, ', ' order by i.number) from shift_report_item i
               where i.report_id = z.id and i.awaited
                 and not exists (select 1 from sale s where s.id = i.id)
                 and not exists (select 1 from sale_refund f where f.id = i.id)
                 and not exists (select 1 from drawer_event d where d.id = i.id)) as numbers,
             exists (select 1 from open_case c join shift_report r
                         on r.shift_id = z.shift_id
                        and c.subject = r.register || ' Z-' || to_char(r.number, 'FM999990000')
                                        || case r.suffix when '' then '' else '-' || r.suffix end
                      where c.kind = 'drawer-off' and c.closed_at is null) as asked
        from shift_report z
       where z.business_day = :day and z.suffix = '' order by z.register, z.number
      """;

  private final JdbcClient jdbc;

  CountedCheck(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A shift that has ended.
   *
   * @param booked what the ledger has put into the drawer
   * @param off what it has entered as a difference; above zero when the drawer was short
   * @param awaited cash that its till has told of and not sent
   * @param numbers of what it has not sent, or empty
   * @param asked whether the case about its difference is open
   */
  private record Ended(
      String register,
      int number,
      Money counted,
      Money expected,
      Money booked,
      Money off,
      Money awaited,
      String numbers,
      boolean asked) {

    String name() {
      return "Drawer of %s, %s".formatted(register, String.format(Locale.ROOT, "Z-%04d", number));
    }

    Money there() {
      return booked.minus(off);
    }

    String difference() {
      var more = counted.minus(expected);
      if (more.isZero()) {
        return "";
      }
      return more.isNegative() ? ", short by " + expected.minus(counted) : ", over by " + more;
    }
  }

  @Override
  public Part of(Asked asked) {
    var ended = jdbc.sql(SHIFTS)
        .param("day", asked.day())
        .query((row, _) -> {
          var currency = row.getString("currency");
          var numbers = row.getString("numbers");
          return new Ended(
              row.getString("register"),
              row.getInt("number"),
              Money.of(row.getLong("counted"), currency),
              Money.of(row.getLong("expected"), currency),
              Money.of(row.getLong("booked"), currency),
              Money.of(row.getLong("off"), currency),
              Money.of(row.getLong("awaited"), currency),
              numbers == null ? "" : numbers,
              row.getBoolean("asked"));
        })
        .list();
    var points = new ArrayList<Point>();
    ended.forEach(one -> points.addAll(points(one, asked)));
    points.addAll(unfinished(asked));
    if (ended.isEmpty() && points.isEmpty()) {
      return DayCheck.unused(Topic.DRAWERS);
    }
    var sums = ended.stream()
        .map(one -> new Sum(one.name() + one.difference(), one.counted(), one.there()))
        .toList();
    return DayCheck.part(Topic.DRAWERS, sums, points);
  }

  private static List<Point> points(Ended one, Asked asked) {
    var points = new ArrayList<Point>();
    if (!one.numbers().isEmpty()) {
      points.add(new Point(
          Topic.DRAWERS,
          one.name(),
          "Counts what its till has not sent: " + one.numbers() + ".",
          one.awaited(),
          !asked.isOlderThan(DAYS),
          "Open the till's list of sales, and see what needs attention there."));
    }
    if (one.asked()) {
      points.add(new Point(
          Topic.DRAWERS,
          one.name(),
          "The drawer was counted" + one.difference() + ", more than it may be off.",
          one.counted().minus(one.expected()),
          false,
          "Find out why, then close its case."));
    }
    var without = one.there().plus(one.awaited());
    if (!without.equals(one.counted())) {
      points.add(
          new Point(
              Topic.DRAWERS,
              one.name(),
              "%s were counted, the ledger has %s.".formatted(one.counted(), without),
              one.counted().minus(without),
              false,
              "Compare the report with its entries and have the operator look: this should not happen."));
    }
    return points;
  }

  /** Shifts of the day of which a half is missing. */
  private List<Point> unfinished(Asked asked) {
    return jdbc.sql("""
            select e.register, e.kind, e.person from drawer_event e
             where e.business_day = :day and e.kind in ('OPENED', 'CLOSED')
               and not exists (select 1 from drawer_event o
                                where o.shift_id = e.shift_id and o.kind in ('OPENED', 'CLOSED')
                                  and o.kind <> e.kind)
             order by e.register, e.happened_at limit 1000
            """)
        .param("day", asked.day())
        .query((row, _) -> {
          boolean opened = row.getString("kind").equals("OPENED");
          return new Point(
              Topic.DRAWERS,
              row.getString("register"),
              opened
                  ? "The shift that %s began is still open.".formatted(row.getString("person"))
                  : "The end of a shift came, its beginning has not.",
              null,
              !asked.isOlderThan(1),
              opened
                  ? "Count the drawer and close the shift at the till."
                  : "Let the till send what it has.");
        })
        .list();
  }
}
