package dev.tillbridge.hub.costing;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.Draft;
import dev.tillbridge.hub.books.Event;
import dev.tillbridge.hub.books.Position;
import dev.tillbridge.hub.costing.CostMethods.Chosen;
import dev.tillbridge.model.books.Role;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Values the stock of the first day's beginning, and notes that all that moved since is due. */
final class Opening {

  private final JdbcClient jdbc;
  private final Books books;

  Opening(JdbcClient jdbc, Books books) {
    this.jdbc = jdbc;
    this.books = books;
  }

  /** Does it, once; joins the caller's transaction. */
  void open(Chosen first, Instant now) {
    // The history of a shop, once in its life.
    jdbc.sql("set local statement_timeout = '120s'").update();
    long worth = value(first);
    jdbc.sql("""
            insert into cost_due (seq)
            select l.seq from stock_ledger l
              join location p on p.id = l.location
              join cost_method m on m.ident = :id
             where l.seq <= m.history_to and l.cause <> 'TRANSFER_SHIPPED'
               and l.on_hand + l.damaged + l.in_transit <> 0
               and (l.event_at at time zone p.time_zone)::date >= m.valid_from
            on conflict do nothing
            """).param("id", first.id()).update();
    jdbc.sql("update cost_method set opened_at = :now where ident = :id")
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("id", first.id())
        .update();
    var lines = new Position(first.currency())
        .add(Role.STOCK, "", "", worth)
        .add(Role.OPENING, "", "", -worth)
        .lines();
    books.enter(new Draft(
        new Event(
            Cause.OPENING_STOCK,
            first.id().toString(),
            first.validFrom(),
            now.atZone(ZoneOffset.UTC).toLocalDate(),
            first.validFrom().atStartOfDay(ZoneOffset.UTC).toInstant(),
            null,
            null,
            null),
        "Stock at the beginning of " + first.validFrom(),
        lines));
  }

  /**
   * Makes a layer of what was there of each SKU, at what it cost last; of what was sold before it came a
   * use without one. Movements of days before that are noted as due already are part of it.
   */
  private long value(Chosen first) {
    return jdbc.sql("""
            with gone as (
              delete from cost_due d using stock_ledger l, location p
               where l.seq = d.seq and p.id = l.location
                 and (l.event_at at time zone p.time_zone)::date < :from
              returning d.seq),
            there as (
              select l.sku, sum(l.on_hand + l.damaged + l.in_transit)::int as units
                from stock_ledger l
                join location p on p.id = l.location
                join cost_method m on m.ident = :id
               where (l.seq <= m.history_to or l.seq in (select seq from gone))
                 and (l.event_at at time zone p.time_zone)::date < :from
               group by l.sku having sum(l.on_hand + l.damaged + l.in_transit) <> 0),
            worth as (
              select t.sku, t.units, c.unit_cost,
                     abs(t.units)::bigint * coalesce(c.unit_cost, 0) as cost
                from there t
                left join lateral (
                  select o.unit_cost from purchase_order_line o
                    join purchase_order h on h.id = o.order_id
                   where o.sku = t.sku and h.currency = :currency
                     and exists (select 1 from purchase_receipt r
                                   join purchase_receipt_line n on n.receipt_id = r.id and n.sku = t.sku
                                  where r.order_id = h.id and r.received_at < :from)
                   order by h.ordered_at desc limit 1) c on true),
            layers as (
              insert into cost_layer (id, sku, cause, cause_id, day, units, cost, left_units, left_cost,
                                      known)
              select nextval('cost_id'), sku, 'OPENING', :idText, :from, units, cost, units, cost,
                     unit_cost is not null
                from worth where units > 0),
            early as (
              insert into cost_use (id, sku, cause, cause_id, layer, units, cost)
              select nextval('cost_id'), sku, 'OPENING', :idText, null, -units, cost
                from worth where units < 0),
            items as (
              insert into cost_item (sku, last_cost)
              select sku, unit_cost from worth where unit_cost is not null)
            select coalesce(sum(case when units > 0 then cost else -cost end), 0)::bigint from worth
            """)
        .param("id", first.id())
        .param("idText", first.id().toString())
        .param("from", first.validFrom())
        .param("currency", first.currency().getCurrencyCode())
        .query(Long.class)
        .single();
  }
}
