package dev.tillbridge.hub.sales;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.shop.ShopRefund.Restock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads how an outside order came to be what it is. */
final class OrderHistoryReader {

  private final JdbcClient jdbc;

  OrderHistoryReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Which order, and its current version. */
  private record Known(String shop, String order, int version) {}

  /** Of the order that the sale was made of, if it was made of one whose versions were kept. */
  Optional<OrderHistory> of(UUID saleId) {
    return jdbc.sql("""
            select shop, order_id as "order", version from shop_order
             where hold_id = :sale and version > 0
            """)
        .param("sale", saleId)
        .query(Known.class)
        .optional()
        .map(known -> new OrderHistory(versions(known), parts(known), refunds(known)));
  }

  private JdbcClient.StatementSpec about(String sql, Known known) {
    return jdbc.sql(sql).param("shop", known.shop()).param("order", known.order());
  }

  private List<OrderHistory.Version> versions(Known known) {
    return about("""
            select number, updated_at, heard_at, total, refunded, currency, late
              from shop_order_version where shop = :shop and order_id = :order order by number
            """, known)
        .query((row, _) -> new OrderHistory.Version(
            row.getInt("number"),
            time(row, "updated_at"),
            time(row, "heard_at"),
            money(row, "total"),
            money(row, "refunded"),
            row.getBoolean("late"),
            row.getInt("number") == known.version()))
        .list();
  }

  private List<OrderHistory.Part> parts(Known known) {
    return about("""
            select line_id, sku, ordered, gone, back, returned from shop_order_line
             where shop = :shop and order_id = :order order by line_id
            """, known)
        .query((row, _) -> new OrderHistory.Part(
            row.getString("line_id"),
            new Sku(row.getString("sku")),
            row.getInt("ordered"),
            row.getInt("gone"),
            row.getInt("back"),
            row.getInt("returned")))
        .list();
  }

  private List<OrderHistory.Refund> refunds(Known known) {
    var units = units(known);
    return about("""
            select refund_id, version, refunded_at, amount, net, tax, shipping, currency, note
              from shop_refund where shop = :shop and order_id = :order
             order by refunded_at, refund_id
            """, known)
        .query((row, _) -> new OrderHistory.Refund(
            row.getString("refund_id"),
            row.getInt("version"),
            time(row, "refunded_at"),
            money(row, "amount"),
            money(row, "net"),
            money(row, "tax"),
            money(row, "shipping"),
            row.getString("note"),
            units.getOrDefault(row.getString("refund_id"), List.of())))
        .list();
  }

  private Map<String, List<OrderHistory.Units>> units(Known known) {
    var units = new LinkedHashMap<String, List<OrderHistory.Units>>();
    about("""
            select l.refund_id, l.line_id, l.quantity, l.restock
              from shop_refund_line l join shop_refund r using (shop, refund_id)
             where r.shop = :shop and r.order_id = :order order by l.refund_id, l.position
            """, known).query(row -> {
      units
          .computeIfAbsent(row.getString("refund_id"), _ -> new ArrayList<>())
          .add(new OrderHistory.Units(
              row.getString("line_id"),
              row.getInt("quantity"),
              Restock.valueOf(row.getString("restock"))));
    });
    return units;
  }

  private static Money money(ResultSet row, String column) throws SQLException {
    return Money.of(row.getLong(column), row.getString("currency"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
