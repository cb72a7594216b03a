package dev.tillbridge.hub.inventory;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Purchase orders in PostgreSQL. Every method joins the caller's transaction, if there is one. */
final class PurchaseOrderStore {

  /** The order itself, without its lines. */
  record Header(LocationId location, String reference, PurchaseOrderView.State state) {}

  private static final String ALL = "select * from purchase_order ";

  private final JdbcClient jdbc;

  PurchaseOrderStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(PurchaseRequest.Order order, String by, Instant now) {
    jdbc.sql("""
            insert into purchase_order (id, supplier, location, reference, currency, expected_on,
                                        state, ordered_by, ordered_at)
            values (:id, :supplier, :location, :reference, :currency, :expected, 'ORDERED', :by, :now)
            """)
        .param("id", order.id())
        .param("supplier", order.supplier())
        .param("location", order.location().code())
        .param("reference", order.reference())
        .param("currency", order.currency().getCurrencyCode())
        .param("expected", order.expectedOn())
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .update();
    var lines = order.lines();
    jdbc.sql("""
            insert into purchase_order_line (order_id, sku, ordered, unit_cost)
            select :id, sku, ordered, unit_cost
              from unnest(:skus::text[], :ordered::int[], :costs::bigint[])
                as l(sku, ordered, unit_cost)
            """)
        .param("id", order.id())
        .param("skus", lines.stream().map(l -> l.sku().code()).toArray(String[]::new))
        .param(
            "ordered",
            lines.stream().mapToInt(PurchaseRequest.Ordered::quantity).toArray())
        .param("costs", lines.stream().mapToLong(l -> l.unitCost().minor()).toArray())
        .update();
  }

  /** Locks the order until the transaction ends. */
  Optional<Header> lock(UUID id) {
    return jdbc.sql(
            "select location, reference, state from purchase_order where id = :id for update")
        .param("id", id)
        .query((row, _) -> new Header(
            new LocationId(row.getString("location")),
            row.getString("reference"),
            PurchaseOrderView.State.valueOf(row.getString("state"))))
        .optional();
  }

  void received(PurchaseRequest.Receive receipt, String by, Instant now) {
    jdbc.sql("""
            insert into purchase_receipt (id, order_id, received_by, received_at)
            values (:id, :order, :by, :now)
            """)
        .param("id", receipt.id())
        .param("order", receipt.order())
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .update();
    var lines = receipt.lines();
    jdbc.sql("""
            with came as (
              insert into purchase_receipt_line (receipt_id, sku, good, damaged)
              select :id, sku, good, damaged
                from unnest(:skus::text[], :good::int[], :damaged::int[]) as r(sku, good, damaged)
              returning sku, good, damaged)
            update purchase_order_line l
               set good = l.good + came.good, damaged = l.damaged + came.damaged
              from came where l.order_id = :order and l.sku = came.sku
            """)
        .param("id", receipt.id())
        .param("order", receipt.order())
        .param("skus", lines.stream().map(l -> l.sku().code()).toArray(String[]::new))
        .param("good", lines.stream().mapToInt(PurchaseRequest.Came::good).toArray())
        .param("damaged", lines.stream().mapToInt(PurchaseRequest.Came::damaged).toArray())
        .update();
    jdbc.sql("""
            update purchase_order set state = 'RECEIVED', ended_at = :now
             where id = :id and state = 'ORDERED'
               and not exists (select 1 from purchase_order_line
                                where order_id = :id and good + damaged < ordered)
            """).param("now", now.atOffset(UTC)).param("id", receipt.order()).update();
  }

  void end(UUID id, PurchaseOrderView.State state, @Nullable String reason, Instant now) {
    jdbc.sql("""
            update purchase_order set state = :state, reason = :reason, ended_at = :now
             where id = :id
            """)
        .param("state", state.name())
        .param("reason", reason)
        .param("now", now.atOffset(UTC))
        .param("id", id)
        .update();
  }

  boolean hasReceipts(UUID id) {
    return jdbc.sql("select exists (select 1 from purchase_receipt where order_id = :id)")
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  /** The order with everything that belongs to it. */
  Optional<PurchaseOrderView> find(UUID id) {
    return complete(jdbc.sql(ALL + "where id = :id")
            .param("id", id)
            .query((row, _) -> header(row))
            .list())
        .stream()
        .findFirst();
  }

  /**
   * Orders, newest first.
   *
   * @param at null for every place
   * @param after the last one of the page before, or null
   */
  List<PurchaseOrderView> newest(
      @Nullable LocationId at,
      PurchaseOrderView.@Nullable State state,
      @Nullable UUID after,
      int limit) {
    return complete(jdbc.sql(ALL + """
            where (:at::text is null or location = :at::text)
              and (:state::text is null or state = :state::text)
              and (:after::uuid is null or (ordered_at, id) <
                     (select ordered_at, id from purchase_order where id = :after::uuid))
            order by ordered_at desc, id desc limit :limit
            """)
        .param("at", at == null ? null : at.code())
        .param("state", state == null ? null : state.name())
        .param("after", after)
        .param("limit", limit)
        .query((row, _) -> header(row))
        .list());
  }

  private static PurchaseOrderView header(ResultSet row) throws SQLException {
    return new PurchaseOrderView(
        row.getObject("id", UUID.class),
        row.getString("supplier"),
        new LocationId(row.getString("location")),
        row.getString("reference"),
        row.getObject("expected_on", LocalDate.class),
        PurchaseOrderView.State.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getString("ordered_by"),
        row.getObject("ordered_at", OffsetDateTime.class).toInstant(),
        TransferStore.instant(row, "ended_at"),
        List.of(),
        List.of());
  }

  private List<PurchaseOrderView> complete(List<PurchaseOrderView> headers) {
    var ids = headers.stream().map(PurchaseOrderView::id).toList();
    var lines = lines(ids);
    var receipts = receipts(ids);
    return headers.stream()
        .map(h -> new PurchaseOrderView(
            h.id(),
            h.supplier(),
            h.location(),
            h.reference(),
            h.expectedOn(),
            h.state(),
            h.reason(),
            h.orderedBy(),
            h.orderedAt(),
            h.endedAt(),
            lines.getOrDefault(h.id(), List.of()),
            receipts.getOrDefault(h.id(), List.of())))
        .toList();
  }

  /** The lines of orders, by SKU. */
  Map<UUID, List<PurchaseOrderView.Line>> lines(Collection<UUID> orders) {
    var lines = new HashMap<UUID, List<PurchaseOrderView.Line>>();
    jdbc.sql("""
            select l.*, o.currency, p.title as product, v.title as variant
              from purchase_order_line l join purchase_order o on o.id = l.order_id
              join variant v on v.sku = l.sku join product p on p.id = v.product_id
             where l.order_id = any(:ids) order by l.sku
            """).param("ids", orders.toArray(UUID[]::new)).query(row -> {
      lines
          .computeIfAbsent(row.getObject("order_id", UUID.class), _ -> new ArrayList<>())
          .add(new PurchaseOrderView.Line(
              new Sku(row.getString("sku")),
              Catalog.fullTitle(row.getString("product"), row.getString("variant")),
              row.getInt("ordered"),
              Money.of(row.getLong("unit_cost"), row.getString("currency")),
              row.getInt("good"),
              row.getInt("damaged")));
    });
    return lines;
  }

  private Map<UUID, List<PurchaseOrderView.Receipt>> receipts(Collection<UUID> orders) {
    var parts = new HashMap<UUID, List<PurchaseOrderView.Came>>();
    jdbc.sql("""
            select l.* from purchase_receipt_line l join purchase_receipt r on r.id = l.receipt_id
             where r.order_id = any(:ids) order by l.sku
            """).param("ids", orders.toArray(UUID[]::new)).query(row -> {
      parts
          .computeIfAbsent(row.getObject("receipt_id", UUID.class), _ -> new ArrayList<>())
          .add(new PurchaseOrderView.Came(
              new Sku(row.getString("sku")), row.getInt("good"), row.getInt("damaged")));
    });
    var receipts = new HashMap<UUID, List<PurchaseOrderView.Receipt>>();
    jdbc.sql("select * from purchase_receipt where order_id = any(:ids) order by received_at, id")
        .param("ids", orders.toArray(UUID[]::new))
        .query(row -> {
          var id = row.getObject("id", UUID.class);
          receipts
              .computeIfAbsent(row.getObject("order_id", UUID.class), _ -> new ArrayList<>())
              .add(new PurchaseOrderView.Receipt(
                  id,
                  row.getString("received_by"),
                  row.getObject("received_at", OffsetDateTime.class).toInstant(),
                  parts.getOrDefault(id, List.of())));
        });
    return receipts;
  }

  /** Units of the SKU that are ordered and have not come, by location. */
  Map<LocationId, Integer> incoming(Sku sku) {
    var incoming = new HashMap<LocationId, Integer>();
    jdbc.sql("""
            select o.location, sum(greatest(0, l.ordered - l.good - l.damaged)) as units
              from purchase_order o join purchase_order_line l on l.order_id = o.id
             where o.state = 'ORDERED' and l.sku = :sku group by o.location
            """).param("sku", sku.code()).query(row -> {
      incoming.put(new LocationId(row.getString("location")), row.getInt("units"));
    });
    return incoming;
  }
}
