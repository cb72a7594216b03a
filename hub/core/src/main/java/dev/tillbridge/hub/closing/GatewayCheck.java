package dev.tillbridge.hub.closing;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.closing.DayVerdict.Part;
import dev.tillbridge.hub.closing.DayVerdict.Point;
import dev.tillbridge.hub.closing.DayVerdict.Sum;
import dev.tillbridge.hub.closing.DayVerdict.Topic;
import dev.tillbridge.model.money.Money;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether gateways report what was taken through them on the day, and whether everything that they report
 * of it is known here.
 */
final class GatewayCheck implements DayCheck {

  /** Reports appear hours late, terminals settle on the next working day. */
  private static final int LATE_DAYS = 3;

  /** What sales of the day were paid with through gateways, and how much of it was reported. */
  private static final String TAKEN = """
      with taken as (
        select 'PAYPAL' as gateway, p.id::text as matched, p.amount, p.currency
          from payment p join sale s on s.id = p.sale_id
         where s.business_day = :day and p.gateway = 'PAYPAL' and p.state = 'CAPTURED'
        union all
        select 'CARD', s.id || '|' || t.position, t.amount, s.currency
          from sale s join tender t on t.sale_id = s.id and t.kind = 'CARD'
         where s.business_day = :day
        union all
        select 'SHOP', s.id || '|SHOP', t.amount, s.currency
          from sale s join tender t on t.sale_id = s.id and t.kind = 'SHOP'
         where s.business_day = :day and t.amount > 0)
      select t.gateway, t.currency, count(*) as count, sum(t.amount)::bigint as here,
             sum(coalesce(w.explains, 0))::bigint as there,
             count(*) filter (where w.explains is null) as missing
        from taken t
        left join lateral (
          select sum(abs(explains)) as explains from gateway_work w
           where w.matched = t.matched and w.gateway = t.gateway having count(*) > 0) w on true
       group by t.gateway, t.currency order by t.gateway, t.currency
      """;

  private final JdbcClient jdbc;

  GatewayCheck(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Part of(Asked asked) {
    var sums = new ArrayList<Sum>();
    var points = new ArrayList<Point>();
    jdbc.sql(TAKEN).param("day", asked.day()).query(row -> {
      var gateway = Gateway.named(row.getString("gateway"));
      var here = Money.of(row.getLong("here"), row.getString("currency"));
      var there = Money.of(row.getLong("there"), row.getString("currency"));
      sums.add(new Sum(gateway.title(), here, there));
      if (!here.equals(there)) {
        points.add(unreported(gateway, here, there, row.getInt("missing"), asked));
      }
    });
    points.addAll(unread(asked));
    points.addAll(unknown(asked));
    return sums.isEmpty() && points.isEmpty()
        ? DayCheck.unused(Topic.GATEWAYS)
        : DayCheck.part(Topic.GATEWAYS, sums, points);
  }

  private static Point unreported(
      Gateway gateway, Money here, Money there, int missing, Asked asked) {
    boolean comes = !asked.isOlderThan(LATE_DAYS);
    var words = missing == 0
        ? "%s was taken, %s is reported.".formatted(here, there)
        : "%s was taken, %s is reported; of %s nothing was heard."
            .formatted(here, there, missing == 1 ? "1 payment" : missing + " payments");
    var file = gateway == Gateway.CARD
        ? "Upload the terminal's settlement of these days."
        : "Upload the shop's export of its payments of these days.";
    return new Point(
        Topic.GATEWAYS,
        gateway.title(),
        words,
        here.minus(there),
        comes,
        gateway == Gateway.PAYPAL
            ? comes
                ? "Wait: PayPal reports hours late."
                : "Look for the payments at PayPal; what is not there was not taken."
            : file);
  }

  /** Reports that cannot be read, or do not reach the day's end yet; files have no place in one. */
  private List<Point> unread(Asked asked) {
    return jdbc.sql("""
            select gateway, account, trouble, troubled_at from gateway_account
             where (cursor is not null or trouble is not null)
               and (trouble is not null or through is null or through < :ends)
             order by gateway, account
            """)
        .param("ends", asked.ends().atOffset(UTC))
        .query((row, _) -> {
          var gateway = Gateway.named(row.getString("gateway"));
          var trouble = row.getString("trouble");
          boolean comes = !asked.isOlderThan(LATE_DAYS);
          return new Point(
              Topic.GATEWAYS,
              gateway.title() + " " + row.getString("account"),
              trouble == null
                  ? "Its report does not reach the end of the day yet."
                  : "Its report cannot be read: " + trouble,
              null,
              comes,
              comes
                  ? "Wait: it is read again by itself."
                  : trouble == null
                      ? "Look under Payouts how far it is read, and ask the gateway."
                      : "Put right what it says; it is then read by itself.");
        })
        .list();
  }

  /** Movements that nothing here explains. */
  private List<Point> unknown(Asked asked) {
    return jdbc
        .sql("select " + Movement.COLUMNS + Movement.NOW + """
                 where l.at >= :begins and l.at < :ends and w.state <> 'DONE'
                 order by l.at, l.gateway, l.account, l.id limit 1000
                """)
        .param("begins", asked.begins().atOffset(UTC))
        .param("ends", asked.ends().atOffset(UTC))
        .query((row, _) -> Movement.of(row))
        .list()
        .stream()
        .map(movement -> unknown(movement, asked))
        .toList();
  }

  private static Point unknown(Movement movement, Asked asked) {
    boolean due = movement.state() == Movement.State.DUE && movement.note() == null;
    boolean comes = due || !asked.isOlderThan(LATE_DAYS);
    var note = movement.note();
    var words =
        due ? "It is entered in a moment." : note == null ? "Nothing here explains it yet." : note;
    return new Point(
        Topic.GATEWAYS,
        movement.gateway().title() + " " + movement.line().id(),
        words,
        movement.line().amount(),
        comes,
        comes
            ? "Wait: it is looked for again by itself."
            : "Find its sale or refund; then have it looked for again under Payouts.");
  }
}
