package dev.tillbridge.hub.sales;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.shop.OrderHint;
import dev.tillbridge.model.shop.ShopChannel.ChangedOrder;
import dev.tillbridge.model.shop.ShopOrder;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the hub has made of every outside order, and how far each shop's orders have been read. */
final class OrderBook {

  /** How far an order has come here. */
  enum State {
    /** Placed: its units are committed, its money is not there. */
    OPEN,
    /** Paid: a sale was made of it. */
    SOLD,
    /** Paid, and the goods are gone. */
    FULFILLED,
    /** Called off; final. */
    CANCELLED,
    /** Of no concern to shelf and books; final. */
    IGNORED
  }

  /**
   * What is known of an order.
   *
   * @param updatedAt of the newest version that was looked at
   * @param version its number; zero when it was looked at before versions were kept
   * @param total of that version, in the smallest unit; null when it was not kept
   */
  record Known(
      Instant updatedAt,
      State state,
      @Nullable UUID saleId,
      int version,
      @Nullable Long total) {}

  private final JdbcClient jdbc;

  OrderBook(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Locks the order until the caller's transaction ends, so that its versions are taken one at a
   * time, in whatever order they arrive.
   *
   * @param holdId under which its units will be committed
   * @return empty when nobody has looked at it before
   */
  Optional<Known> lock(String shop, ShopOrder order, UUID holdId) {
    boolean fresh = jdbc.sql("""
                    insert into shop_order (shop, order_id, name, updated_at, state, hold_id)
                    values (:shop, :order, :name, :updatedAt, 'OPEN', :hold)
                    on conflict do nothing
                    """)
            .param("shop", shop)
            .param("order", order.id())
            .param("name", SaleStore.clean(order.name()))
            .param("updatedAt", version(order).atOffset(UTC))
            .param("hold", holdId)
            .update()
        == 1;
    if (fresh) {
      return Optional.empty();
    }
    return jdbc.sql("""
            select updated_at, state, sale_id, version, total from shop_order
             where shop = :shop and order_id = :order for update
            """)
        .param("shop", shop)
        .param("order", order.id())
        .query((row, _) -> new Known(
            row.getObject("updated_at", OffsetDateTime.class).toInstant(),
            State.valueOf(row.getString("state")),
            row.getObject("sale_id", UUID.class),
            row.getInt("version"),
            row.getObject("total", Long.class)))
        .optional();
  }

  /** True when this version, or a newer one, has been looked at. Locks nothing. */
  boolean knows(String shop, ShopOrder order) {
    return jdbc.sql("""
            select exists (select 1 from shop_order
                            where shop = :shop and order_id = :order and updated_at >= :told)
            """)
        .param("shop", shop)
        .param("order", order.id())
        .param("told", version(order).atOffset(UTC))
        .query(Boolean.class)
        .single();
  }

  /**
   * True when what the hint is about is part of what has been looked at. Locks nothing.
   *
   * @param toldAt when the shop told, by its own clock: what it told of had happened by then
   */
  boolean knows(String shop, OrderHint hint, Instant toldAt) {
    var changedAt = hint.changedAt();
    // A shop's clock is coarse: the version of the same time may be the one before.
    return jdbc.sql("""
            select exists (select 1 from shop_order
                            where shop = :shop and order_id = :order
                              and (updated_at >= :toldAt or updated_at > :changedAt))
                or exists (select 1 from shop_refund where shop = :shop and refund_id = :refund)
            """)
        .param("shop", shop)
        .param("order", hint.orderId())
        .param("toldAt", toldAt.atOffset(UTC))
        .param(
            "changedAt",
            changedAt == null ? null : changedAt.atOffset(UTC),
            Types.TIMESTAMP_WITH_TIMEZONE)
        .param("refund", hint.refundId(), Types.VARCHAR)
        .query(Boolean.class)
        .single();
  }

  /** Those of these orders that have not been looked at as they are said to be now. */
  List<ChangedOrder> unknown(String shop, List<ChangedOrder> changes) {
    if (changes.isEmpty()) {
      return List.of();
    }
    var known = new HashSet<>(jdbc.sql("""
            select c.id
              from unnest(:ids::text[], :times::text[]::timestamptz[], :heads::text[])
                   as c(id, at, head)
              join shop_order o on o.shop = :shop and o.order_id = c.id
              left join shop_order_version v
                on v.shop = o.shop and v.order_id = o.order_id and v.number = o.version
             where o.updated_at > c.at
                or (o.updated_at = c.at and starts_with(v.content, c.head))
            union all
            -- Counter sales that the shop records for us are no news of its own.
            select m.order_id from counter_mirror m
             where m.shop = :shop and m.order_id = any(:ids::text[])
            """)
        .param("shop", shop)
        .param("ids", texts(changes, ChangedOrder::orderId))
        .param("times", texts(changes, c -> version(c.updatedAt()).toString()))
        .param("heads", texts(changes, OrderContent::head))
        .query(String.class)
        .list());
    return changes.stream().filter(change -> !known.contains(change.orderId())).toList();
  }

  private static String[] texts(List<ChangedOrder> changes, Function<ChangedOrder, String> text) {
    return changes.stream().map(text).toArray(String[]::new);
  }

  /** Notes what was made of this version of a locked order, by its number. */
  void save(String shop, ShopOrder order, int version, State state, @Nullable UUID saleId) {
    var risk = order.more().risk();
    var presentment = order.more().presentment();
    jdbc.sql("""
            update shop_order
               set updated_at = :updatedAt, state = :state, sale_id = :sale, name = :name,
                   version = :version, total = :total, test = :test, risk = coalesce(:risk, risk),
                   presentment = coalesce(:presentment::bigint, presentment),
                   presentment_currency = coalesce(:presentmentCurrency, presentment_currency)
             where shop = :shop and order_id = :order
            """)
        .param("version", version)
        .param("total", order.total().minor())
        .param("test", order.test())
        .param("risk", risk == null ? null : risk.name())
        .param("presentment", presentment == null ? null : presentment.minor())
        .param(
            "presentmentCurrency",
            presentment == null ? null : presentment.currency().getCurrencyCode())
        .param("updatedAt", version(order).atOffset(UTC))
        .param("state", state.name())
        .param("sale", saleId)
        .param("name", SaleStore.clean(order.name()))
        .param("shop", shop)
        .param("order", order.id())
        .update();
  }

  /**
   * When this version was made. PostgreSQL keeps microseconds, and what it kept must compare as
   * equal to what is told again.
   */
  static Instant version(ShopOrder order) {
    return version(order.updatedAt());
  }

  private static Instant version(Instant updatedAt) {
    return updatedAt.truncatedTo(ChronoUnit.MICROS);
  }

  /** Up to which change the shop's orders have been read; begins now for a new shop. */
  Instant readUpTo(String shop, Instant now) {
    jdbc.sql("""
            insert into shop_cursor (shop, orders_since, began_at) values (:shop, :now, :now)
            on conflict do nothing
            """).param("shop", shop).param("now", now.atOffset(UTC)).update();
    return jdbc.sql("select orders_since from shop_cursor where shop = :shop")
        .param("shop", shop)
        .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .single();
  }

  /** Moves the mark on, never back. */
  void advance(String shop, Instant to) {
    jdbc.sql("""
            update shop_cursor set orders_since = :to where shop = :shop and orders_since < :to
            """).param("to", to.atOffset(UTC)).param("shop", shop).update();
  }
}
