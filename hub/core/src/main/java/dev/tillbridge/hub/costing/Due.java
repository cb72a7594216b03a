package dev.tillbridge.hub.costing;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Movements that are to be valued. Joins the caller's transaction. */
final class Due {

  private final JdbcClient jdbc;

  Due(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What is due first, so many of it. */
  List<Movement> first(String currency, Instant now, int most) {
    return jdbc.sql("""
            select d.seq, l.sku, l.on_hand + l.damaged + l.in_transit as units, l.cause, l.cause_id,
                   l.location, l.event_at, l.recorded_at, p.time_zone, came.unit_cost, back.sale_id,
                   coalesce(trim(g.type), '') as type, s.channel,
                   coalesce(s.ref_account, s.register) as source,
                   coalesce(s.receipt_number, '') as number
              from cost_due d
              join stock_ledger l on l.seq = d.seq
              join location p on p.id = l.location
              left join variant v on v.sku = l.sku
              left join product g on g.id = v.product_id
              left join lateral (
                select case when l.cause_id ~ '^[0-9a-f-]{36}(:|$)' then left(l.cause_id, 36)::uuid end as id
                ) about on true
              left join lateral (
                select o.unit_cost from purchase_receipt r
                  join purchase_order h on h.id = r.order_id and h.currency = :currency
                  join purchase_order_line o on o.order_id = h.id and o.sku = l.sku
                 where l.cause = 'RECEIPT' and r.id = about.id) came on true
              left join lateral (
                select b.sale_id from goods_return b
                 where l.cause = 'RETURN' and b.id = about.id) back on true
              left join sale s on l.cause in ('SALE', 'FULFILMENT', 'RETURN')
                              and s.id = coalesce(back.sale_id, about.id)
             where d.after is null or d.after <= :now
             order by d.seq limit :most
            """)
        .param("currency", currency)
        .param("now", now.atOffset(UTC))
        .param("most", most)
        .query((row, _) -> movement(row))
        .list();
  }

  private static Movement movement(ResultSet row) throws SQLException {
    var zone = ZoneId.of(row.getString("time_zone"));
    var at = row.getTimestamp("event_at").toInstant();
    return new Movement(
        row.getLong("seq"),
        row.getString("sku"),
        row.getInt("units"),
        row.getString("cause"),
        row.getString("cause_id"),
        row.getString("location"),
        at.atZone(zone).toLocalDate(),
        row.getTimestamp("recorded_at").toInstant().atZone(zone).toLocalDate(),
        at,
        row.getObject("unit_cost", Long.class),
        row.getObject("sale_id", UUID.class),
        row.getString("type"),
        row.getString("channel"),
        row.getString("source"),
        row.getString("number"));
  }

  /** They are no longer due. */
  void done(List<Movement> movements) {
    jdbc.sql("delete from cost_due where seq = any(:seqs)")
        .param("seqs", movements.stream().mapToLong(Movement::seq).toArray())
        .update();
  }

  /** This one is tried again later; the others do not wait for it. */
  void later(Movement movement, Instant after) {
    jdbc.sql("update cost_due set after = :after where seq = :seq")
        .param("after", after.atOffset(UTC))
        .param("seq", movement.seq())
        .update();
  }
}
