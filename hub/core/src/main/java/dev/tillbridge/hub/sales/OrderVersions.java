package dev.tillbridge.hub.sales;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every version of an outside order that we were told of, and what of its lines has taken effect.
 * Joins the caller's transaction, which has locked the order.
 */
final class OrderVersions {

  private final JdbcClient jdbc;

  OrderVersions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** True when this is, in all that matters, the version of that number. */
  boolean isSame(String shop, ShopOrder order, int number) {
    return jdbc.sql("""
            select exists (select 1 from shop_order_version
                            where shop = :shop and order_id = :order and number = :number
                              and content_hash = :hash)
            """)
        .param("shop", shop)
        .param("order", order.id())
        .param("number", number)
        .param("hash", OrderContent.hash(OrderContent.of(order)))
        .query(Boolean.class)
        .single();
  }

  /**
   * Writes a version down, unless it has been told before.
   *
   * @param late a newer one is known
   * @return its number, and whether it is new to us
   */
  Written write(String shop, ShopOrder order, boolean late, Instant now) {
    var content = OrderContent.of(order);
    var hash = OrderContent.hash(content);
    var known = jdbc.sql("""
            select number from shop_order_version
             where shop = :shop and order_id = :order and updated_at = :updated
               and content_hash = :hash
            """)
        .param("shop", shop)
        .param("order", order.id())
        .param("updated", OrderBook.version(order).atOffset(UTC))
        .param("hash", hash)
        .query(Integer.class)
        .optional();
    return known.map(number -> new Written(number, false)).orElseGet(() -> {
      int number = jdbc.sql("""
              insert into shop_order_version (shop, order_id, number, updated_at, content_hash,
                                              content, total, refunded, currency, late, heard_at)
              select :shop, :order, coalesce(max(number), 0) + 1, :updated, :hash, :content, :total,
                     :refunded, :currency, :late, :now
                from shop_order_version where shop = :shop and order_id = :order
              returning number
              """)
          .param("shop", shop)
          .param("order", order.id())
          .param("updated", OrderBook.version(order).atOffset(UTC))
          .param("hash", hash)
          .param("content", content)
          .param("total", order.total().minor())
          .param("refunded", order.refunded().minor())
          .param("currency", order.currency().getCurrencyCode())
          .param("late", late)
          .param("now", now.atOffset(UTC))
          .query(Integer.class)
          .single();
      return new Written(number, true);
    });
  }

  /**
   * A version in the book.
   *
   * @param fresh it was not there before
   */
  record Written(int number, boolean fresh) {}

  /** What has taken effect. */
  OrderProgress progress(String shop, String order) {
    var lines = new LinkedHashMap<String, OrderProgress.Line>();
    jdbc.sql("""
            select line_id, sku, ordered, gone, back, returned from shop_order_line
             where shop = :shop and order_id = :order order by line_id
            """).param("shop", shop).param("order", order).query(row -> {
      lines.put(
          row.getString("line_id"),
          new OrderProgress.Line(
              new Sku(row.getString("sku")),
              row.getInt("ordered"),
              row.getInt("gone"),
              row.getInt("back"),
              row.getInt("returned")));
    });
    return new OrderProgress(lines, 0);
  }

  /** Notes what has taken effect now. */
  void save(String shop, String order, OrderProgress progress) {
    progress
        .lines()
        .forEach((id, line) -> jdbc.sql("""
            insert into shop_order_line (shop, order_id, line_id, sku, ordered, gone, back, returned)
            values (:shop, :order, :line, :sku, :ordered, :gone, :back, :returned)
            on conflict (shop, order_id, line_id) do update
               set ordered = excluded.ordered, gone = excluded.gone,
                   back = greatest(shop_order_line.back, excluded.back),
                   returned = excluded.returned
            """)
            .param("shop", shop)
            .param("order", order)
            .param("line", id)
            .param("sku", line.sku().code())
            .param("ordered", line.ordered())
            .param("gone", line.gone())
            .param("back", line.back())
            .param("returned", line.returned())
            .update());
  }

  /** Which line of the sale each line of the order became, counting from one. */
  void becomes(String shop, String order, Map<String, Integer> positions) {
    positions.forEach((line, position) -> jdbc.sql("""
            update shop_order_line set sale_position = :position
             where shop = :shop and order_id = :order and line_id = :line
            """)
        .param("position", position)
        .param("shop", shop)
        .param("order", order)
        .param("line", line)
        .update());
  }

  /** Which line of the sale each line of the order became; those that became none are absent. */
  Map<String, Integer> positions(String shop, String order) {
    var positions = new LinkedHashMap<String, Integer>();
    jdbc.sql("""
            select line_id, sale_position from shop_order_line
             where shop = :shop and order_id = :order and sale_position is not null
            """).param("shop", shop).param("order", order).query(row -> {
      positions.put(row.getString("line_id"), row.getInt("sale_position"));
    });
    return positions;
  }
}
