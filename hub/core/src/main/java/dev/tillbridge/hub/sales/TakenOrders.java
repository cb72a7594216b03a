package dev.tillbridge.hub.sales;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what the hub has made of shops' orders. */
public final class TakenOrders {

  private static final String SELECT = """
      select o.order_id, o.name, o.updated_at, o.state, o.sale_id, s.currency,
             s.total + coalesce((select -sum(l.amount) from entry e join entry_line l on l.entry_id = e.id
                                  where e.cause = 'ORDER_EDIT' and e.cause_id >= s.id::text
                                    and e.cause_id < s.id || '~'
                                    and l.role in ('SALES', 'DISCOUNT', 'SHIPPING', 'TAX', 'TIP',
                                                   'DUTY', 'FEE_CHARGED')), 0)::bigint as total
        from shop_order o left join sale s on s.id = o.sale_id
      """;

  private static final RowMapper<TakenOrder> READ = (row, _) -> new TakenOrder(
      row.getString("order_id"),
      row.getString("name"),
      row.getObject("updated_at", OffsetDateTime.class).toInstant(),
      row.getString("state").equals("CANCELLED") || row.getString("state").equals("IGNORED"),
      row.getObject("sale_id", UUID.class),
      row.getString("currency") == null
          ? null
          : Money.of(row.getLong("total"), row.getString("currency")));

  private final JdbcClient jdbc;

  public TakenOrders(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Those of the orders that are known, by the shop's id. Of one that stood again after it was
   * cancelled, what its newest life is.
   */
  public Map<String, TakenOrder> of(String shop, Collection<String> orders) {
    var newest = new HashMap<String, TakenOrder>();
    var ask = new ArrayList<>(orders);
    for (int life = 1; !ask.isEmpty(); life++) {
      var names = new HashMap<String, String>();
      for (var order : ask) {
        names.put(life == 1 ? order : order + "~" + life, order);
      }
      ask.clear();
      for (var found : read(shop, names.keySet())) {
        var order = names.getOrDefault(found.id(), found.id());
        newest.put(order, found);
        if (found.cancelled()) {
          ask.add(order);
        }
      }
    }
    return newest;
  }

  /**
   * True when something else is known under the very time of this version: shops' clocks are coarse,
   * and of two changes within one second only the first may have been told. Of an order whose
   * versions were not kept nobody can say so.
   */
  public boolean differs(String shop, ShopOrder order) {
    return jdbc.sql("""
            select exists (select 1
                             from shop_order o
                             join shop_order_version v
                               on v.shop = o.shop and v.order_id = o.order_id
                              and v.number = o.version
                            where o.shop = :shop and o.order_id = :order
                              and o.updated_at = :updated and v.content_hash <> :hash)
            """)
        .param("shop", shop)
        .param("order", order.id())
        .param("updated", OrderBook.version(order).atOffset(UTC))
        .param("hash", OrderContent.hash(OrderContent.of(order)))
        .query(Boolean.class)
        .single();
  }

  private List<TakenOrder> read(String shop, Collection<String> names) {
    return jdbc.sql(SELECT + " where o.shop = :shop and o.order_id = any(:names::text[])")
        .param("shop", shop)
        .param("names", names.toArray(String[]::new))
        .query(READ)
        .list();
  }

  /** Orders of the shop that were sold within the time, from the first instant to before the last. */
  public List<TakenOrder> sold(String shop, Instant from, Instant to) {
    return jdbc.sql(SELECT + """
             where o.shop = :shop and o.state in ('SOLD', 'FULFILLED')
               and s.sold_at >= :from and s.sold_at < :to
             order by s.sold_at, o.order_id
            """)
        .param("shop", shop)
        .param("from", from.atOffset(UTC))
        .param("to", to.atOffset(UTC))
        .query(READ)
        .list();
  }

  /** Since when the shop's orders are read; empty when they never were. */
  public Optional<Instant> readSince(String shop) {
    return jdbc.sql("select began_at from shop_cursor where shop = :shop")
        .param("shop", shop)
        .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .optional();
  }
}
