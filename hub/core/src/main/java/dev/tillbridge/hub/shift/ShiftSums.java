package dev.tillbridge.hub.shift;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.shift.DrawerEvent.Kind;
import dev.tillbridge.hub.shift.DrawerEvent.UnderWay;
import dev.tillbridge.hub.shift.Figure.Section;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds up what belongs to a shift. What is in a report already is not looked at again. */
final class ShiftSums {

  /**
   * Which shift.
   *
   * @param until when it ended; far away while it is open
   */
  record Span(UUID shift, String register, Currency currency, Instant from, Instant until) {}

  /**
   * A sale belongs to the shift that its till named, or to the time in which it was sold. Two unions,
   * because no index serves an {@code or}.
   */
  private static final String MINE = """
      with sold as (
        select s.id, s.receipt_number, s.total, s.rounding from sale s
         where s.shift_id = :shift and s.register = :register and s.channel = 'COUNTER'
        union all
        select s.id, s.receipt_number, s.total, s.rounding from sale s
         where s.shift_id is null and s.register = :register and s.channel = 'COUNTER'
           and s.sold_at >= :from and s.sold_at < :until),
      s as (
        select * from sold where not exists (select 1 from shift_report_item i where i.id = sold.id)),
      r as (
        select r.id, r.receipt_number, r.amount, r.rounding from sale_refund r
         where r.register = :register and r.refunded_at >= :from and r.refunded_at < :until
           and not exists (select 1 from shift_report_item i where i.id = r.id))
      """;

  private static final String ITEMS = MINE + """
      select s.id, 'SALE' as kind, s.receipt_number as number, s.total,
             coalesce((select sum(t.amount) from tender t
                        where t.sale_id = s.id and t.kind = 'CASH'), 0)::bigint as cash
        from s
      union all
      select r.id, 'REFUND', r.receipt_number, -r.amount,
             -coalesce((select sum(t.amount) from sale_refund_tender t
                         where t.refund_id = r.id and t.kind = 'CASH'), 0)::bigint
        from r
      order by kind desc, number, id
      """;

  private static final String FIGURES = MINE + """
      select 'SALES' as section, '' as name, count(*)::int as pieces, sum(s.total)::bigint as amount from s
      union all
      select 'DISCOUNT', '', count(*)::int, sum(l.discount)::bigint
        from s join sale_line l on l.sale_id = s.id where l.discount > 0
      union all
      select 'TAX', x.name, count(*)::int, sum(x.amount)::bigint
        from s join sale_tax x on x.sale_id = s.id group by x.name
      union all
      select 'CHARGE', c.kind, count(*)::int, sum(c.amount)::bigint
        from s join sale_charge c on c.sale_id = s.id group by c.kind
      union all
      select 'ROUNDING', '', count(*)::int, sum(a.rounding)::bigint
        from (select rounding from s union all select -rounding from r) a where a.rounding <> 0
      union all
      select 'TENDER', t.kind, count(*)::int, sum(t.amount)::bigint
        from s join tender t on t.sale_id = s.id group by t.kind
      union all
      select 'REFUND', '', count(*)::int, sum(r.amount)::bigint from r
      union all
      select 'REFUND_TAX', x.name, count(*)::int, sum(x.amount)::bigint
        from r join sale_refund_tax x on x.refund_id = r.id group by x.name
      union all
      select 'REFUND_TENDER', t.kind, count(*)::int, sum(t.amount)::bigint
        from r join sale_refund_tender t on t.refund_id = r.id group by t.kind
      """;

  private final JdbcClient jdbc;

  ShiftSums(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Sales and refunds that are here. */
  List<Item> items(Span span) {
    return asked(ITEMS, span)
        .query((row, _) -> new Item(
            row.getObject("id", UUID.class),
            row.getString("kind"),
            row.getString("number"),
            new Money(row.getLong("total"), span.currency()),
            new Money(row.getLong("cash"), span.currency()),
            false))
        .list();
  }

  /** The same, added up, with what was done with the drawer and what its till has told of. */
  List<Figure> figures(Span span, List<DrawerEvent> movements, List<UnderWay> underWay) {
    var all = new ArrayList<>(asked(FIGURES, span)
        .query((row, _) -> new Figure(
            Section.valueOf(row.getString("section")),
            row.getString("name"),
            row.getInt("pieces"),
            new Money(row.getLong("amount"), span.currency())))
        .list());
    for (var one : movements) {
      if (one.kind() != Kind.OPENED && one.kind() != Kind.CLOSED) {
        all.add(new Figure(Section.valueOf(one.kind().name()), "", 1, one.amount()));
      }
    }
    underWay.forEach(one -> all.addAll(told(one)));
    return Figures.added(all);
  }

  private static List<Figure> told(UnderWay one) {
    var zero = Money.zero(one.total().currency());
    if (!one.kind().equals("SALE") && !one.kind().equals("REFUND")) {
      var moved = one.total().isNegative() ? zero.minus(one.total()) : one.total();
      return List.of(new Figure(Section.valueOf(one.kind()), "", 1, moved));
    }
    boolean sale = one.kind().equals("SALE");
    var sign = sale ? 1 : -1;
    var elsewhere = one.total().minus(one.cash());
    return List.of(
        new Figure(sale ? Section.SALES : Section.REFUND, "", 1, times(one.total(), sign)),
        new Figure(Section.DISCOUNT, "", one.discount().isZero() ? 0 : 1, one.discount()),
        new Figure(
            sale ? Section.TAX : Section.REFUND_TAX,
            Figures.NOT_SENT,
            one.tax().isZero() ? 0 : 1,
            times(one.tax(), sign)),
        new Figure(
            sale ? Section.TENDER : Section.REFUND_TENDER,
            "CASH",
            one.cash().isZero() ? 0 : 1,
            times(one.cash(), sign)),
        new Figure(
            sale ? Section.TENDER : Section.REFUND_TENDER,
            Figures.NOT_SENT,
            elsewhere.isZero() ? 0 : 1,
            times(elsewhere, sign)));
  }

  private static Money times(Money money, int sign) {
    return sign > 0 ? money : Money.zero(money.currency()).minus(money);
  }

  private JdbcClient.StatementSpec asked(String sql, Span span) {
    return jdbc.sql(sql)
        .param("shift", span.shift())
        .param("register", span.register())
        .param("from", span.from().atOffset(UTC))
        .param("until", span.until().atOffset(UTC));
  }
}
