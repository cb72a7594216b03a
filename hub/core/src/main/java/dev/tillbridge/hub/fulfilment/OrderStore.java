package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Orders of shops as the hub has taken them. Every method joins the caller's transaction. */
final class OrderStore {

  private final JdbcClient jdbc;

  OrderStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * An order.
   *
   * @param id of its sale and its hold
   * @param orderId the shop's id
   * @param name as the customer knows it
   * @param paid a sale was made of it, which was neither sent as a whole nor cancelled
   */
  record Order(UUID id, String shop, String orderId, String name, boolean paid) {}

  Optional<Order> find(UUID id) {
    return read(id, "");
  }

  /** Locks it, so that its parcels are decided one at a time. */
  Optional<Order> lock(UUID id) {
    return read(id, " for update");
  }

  private Optional<Order> read(UUID id, String how) {
    // The shop knows nothing of our lives of an order that stood again after it was cancelled.
    return jdbc.sql("""
            select shop, split_part(order_id, '~', 1) as order_id, name, state from shop_order
             where hold_id = :id
            """ + how)
        .param("id", id)
        .query((row, _) -> new Order(
            id,
            row.getString("shop"),
            row.getString("order_id"),
            row.getString("name"),
            row.getString("state").equals("SOLD")))
        .optional();
  }

  /** Units of a line that are yet to leave, and that no parcel has. */
  record OpenLine(String lineId, Sku sku, String title, int units) {}

  /** What is open of an order, in its order; lines of which nothing is are left out. */
  List<OpenLine> open(UUID id) {
    // What we have told of may not have come back to us as news yet.
    return jdbc
        .sql("""
            select l.line_id, l.sku, coalesce(s.title, l.sku) as title,
                   l.ordered - l.back - greatest(l.gone, coalesce(p.sent, 0))
                             - coalesce(p.sending, 0) as units
              from shop_order o
              join shop_order_line l on l.shop = o.shop and l.order_id = o.order_id
              left join sale_line s on s.sale_id = o.sale_id and s.position = l.sale_position
              left join lateral (
                select sum(pl.units) filter (where pa.state = 'SENT')::int as sent,
                       sum(pl.units) filter (where pa.state = 'SENDING')::int as sending
                  from parcel pa join parcel_line pl on pl.parcel_id = pa.id
                 where pa.order_id = o.hold_id and pl.line_id = l.line_id) p on true
             where o.hold_id = :id
             order by l.sale_position, l.line_id
            """)
        .param("id", id)
        .query((row, _) -> new OpenLine(
            row.getString("line_id"),
            new Sku(row.getString("sku")),
            row.getString("title"),
            row.getInt("units")))
        .list()
        .stream()
        .filter(line -> line.units() > 0)
        .toList();
  }

  /**
   * Units of an order that lie set aside at one location.
   *
   * @param holdId of the order itself, or of a part of it
   */
  record SetAside(UUID holdId, LocationId location, List<StockLine> lines) {}

  /** Where an order's units are; its own shelf first. */
  List<SetAside> setAside(UUID id) {
    record Row(UUID hold, LocationId location, StockLine line) {}
    var rows = jdbc.sql("""
            select h.id, h.location, l.sku, l.quantity
              from hold h join hold_line l on l.hold_id = h.id
             where (h.id = :id or h.part_of = :id) and h.state = 'COMMITTED'
             order by h.id <> :id, h.created_at, h.id, l.sku
            """)
        .param("id", id)
        .query((row, _) -> new Row(
            row.getObject("id", UUID.class),
            new LocationId(row.getString("location")),
            new StockLine(new Sku(row.getString("sku")), row.getInt("quantity"))))
        .list();
    var found = new ArrayList<SetAside>();
    for (var row : rows) {
      var last = found.isEmpty() ? null : found.getLast();
      if (last != null && last.holdId().equals(row.hold())) {
        var lines = new ArrayList<>(last.lines());
        lines.add(row.line());
        found.set(found.size() - 1, new SetAside(last.holdId(), last.location(), lines));
      } else {
        found.add(new SetAside(row.hold(), row.location(), List.of(row.line())));
      }
    }
    return found;
  }

  /** Where the order's own hold is, whatever became of it. */
  LocationId home(UUID id) {
    return jdbc.sql("select location from hold where id = :id")
        .param("id", id)
        .query((row, _) -> new LocationId(row.getString("location")))
        .single();
  }

  /** Units that lie set aside, by SKU. */
  static Map<Sku, Integer> units(List<SetAside> places) {
    var units = new TreeMap<Sku, Integer>();
    places.forEach(place ->
        place.lines().forEach(line -> units.merge(line.sku(), line.quantity(), Integer::sum)));
    return units;
  }
}
