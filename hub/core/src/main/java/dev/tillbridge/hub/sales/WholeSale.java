package dev.tillbridge.hub.sales;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.books.BookedSale;
import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.books.RefundRecipe;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.catalog.Named;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.sales.RefundShare.Part;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.SaleTax;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Enters a sale as it lies in the database, with all that has become of it, as far as it is not in the
 * ledger. Joins the caller's transaction. Of what an edit at the shop changed long ago only the sum was
 * kept, so that is entered when the shop tells of the order again.
 */
final class WholeSale {

  private final JdbcClient jdbc;
  private final SaleReader reader;
  private final Books books;
  private final Catalog catalog;
  private final Places places;
  private final OrderBookings orders;
  private final CancelledUnits units;

  WholeSale(JdbcClient jdbc, Books books, Catalog catalog, Places places, InstantSource clock) {
    this.jdbc = jdbc;
    this.reader = new SaleReader(jdbc);
    this.books = books;
    this.catalog = catalog;
    this.places = places;
    this.orders = new OrderBookings(books, catalog, places, clock);
    this.units = new CancelledUnits(books, catalog, clock);
  }

  private record Refund(String id, Instant at, RefundRecipe.Told told, boolean charged) {}

  private record Order(String name, boolean cancelled, int version, Instant updatedAt) {}

  /** Enters what is missing of a sale; true when its first entry was. */
  boolean enter(UUID id) {
    var order = lock(id);
    var recorded = reader.forBooks(id).orElseThrow();
    var view = reader.find(id).orElseThrow();
    var sale = recorded.sale();
    var types = types(sale.lines());
    boolean entered = books
        .enter(SaleEntries.of(
            sale,
            view.receiptNumber(),
            places.get(sale.location()).timeZone(),
            types,
            view.recordedAt()))
        .isPresent();
    books.ofSale(id).ifPresent(booked -> {
      if (order.isEmpty()) {
        changes(view, booked);
      } else {
        order(view, booked, order.getFirst(), SaleEntries.types(types));
      }
    });
    return entered;
  }

  private Map<Sku, Named> types(List<SaleLine> lines) {
    return catalog.named(lines.stream().map(SaleLine::sku).distinct().toList());
  }

  /** As whoever takes a version of the order does, so that only one of us enters anything of it. */
  private List<Order> lock(UUID sale) {
    return jdbc.sql("""
            select name, state, version, updated_at from shop_order where hold_id = :sale
               for update
            """)
        .param("sale", sale)
        .query((row, _) -> new Order(
            row.getString("name"),
            row.getString("state").equals("CANCELLED"),
            row.getInt("version"),
            row.getTimestamp("updated_at").toInstant()))
        .list();
  }

  private void changes(SaleView view, BookedSale booked) {
    var changes = new LinkedHashMap<UUID, Map<Integer, Part>>();
    view.changes().stream()
        .filter(change -> change.kind() == SaleChange.Kind.CANCELLED)
        .filter(change -> !booked.causes().contains(view.id() + "|" + change.id()))
        .forEach(change -> changes
            .computeIfAbsent(change.id(), _ -> new TreeMap<>())
            .put(change.line() - 1, new Part(change.amount(), change.tax())));
    int left = changes.size();
    for (var change : changes.entrySet()) {
      left--;
      var at = view.changes().stream()
          .filter(one -> one.id().equals(change.getKey()))
          .findFirst()
          .orElseThrow()
          .at();
      boolean whole = left == 0 && view.state().equals(SaleStore.CANCELLED);
      units.enter(change.getKey(), view, change.getValue(), whole, at);
    }
  }

  private void order(SaleView view, BookedSale booked, Order order, Map<Sku, String> types) {
    for (var refund : refunds(view, types)) {
      var id = view.id() + "|" + refund.id();
      if (refund.charged() && !booked.causes().contains(id)) {
        orders.refunded(booked, id, order.name(), refund.at(), refund.told());
      }
    }
    if (order.cancelled() && view.state().equals(SaleStore.CANCELLED)) {
      orders.ended(booked, view.id() + "|" + order.version(), order.name(), order.updatedAt());
    }
  }

  /** What the shop gave back; not charged is what it had taken off before the sale was made. */
  private List<Refund> refunds(SaleView view, Map<Sku, String> types) {
    boolean included = view.taxes().stream().anyMatch(SaleTax::included);
    return jdbc.sql("""
            select r.refund_id, r.refunded_at, r.amount, r.tax, r.shipping,
                   r.amount > 0 or v.heard_at > :recorded as charged
              from shop_order o
              join shop_refund r on r.shop = o.shop and r.order_id = o.order_id
              join shop_order_version v
                on v.shop = r.shop and v.order_id = r.order_id and v.number = r.version
             where o.hold_id = :sale
             order by r.refunded_at, r.refund_id
            """)
        .param("recorded", view.recordedAt().atOffset(UTC))
        .param("sale", view.id())
        .query((row, _) -> new Refund(
            row.getString("refund_id"),
            row.getTimestamp("refunded_at").toInstant(),
            new RefundRecipe.Told(
                goods(view.id(), row.getString("refund_id"), included, types),
                row.getLong("shipping"),
                row.getLong("tax"),
                row.getLong("amount")),
            row.getBoolean("charged")))
        .list();
  }

  private Map<String, Long> goods(
      UUID sale, String refund, boolean included, Map<Sku, String> types) {
    var goods = new TreeMap<String, Long>();
    jdbc.sql("""
            select l.sku, r.net, r.tax
              from shop_order o
              join shop_refund_line r on r.shop = o.shop and r.refund_id = :refund
              left join shop_order_line l
                on l.shop = o.shop and l.order_id = o.order_id and l.line_id = r.line_id
             where o.hold_id = :sale
            """).param("refund", refund).param("sale", sale).query(row -> {
      var sku = row.getString("sku");
      long net = included ? row.getLong("net") - row.getLong("tax") : row.getLong("net");
      goods.merge(
          sku == null ? "" : types.getOrDefault(new Sku(sku), ""),
          Math.max(0, net),
          Math::addExact);
    });
    return goods;
  }
}
