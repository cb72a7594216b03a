package dev.tillbridge.bench;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Whether hub and shop say the same of every order, every sale and every shelf.
 *
 * @param differences in words, one each
 * @param cents that were compared
 * @param units that were compared
 */
record OrdersVerdict(List<String> differences, long cents, long units) {

  OrdersVerdict {
    differences = List.copyOf(differences);
  }

  /** What the hub has of an order; the sale is null when none was made. */
  private record Known(
      String state,
      boolean test,
      long total,
      long refunded,
      @Nullable Long sale,
      @Nullable String saleState,
      long edited) {}

  /** Orders of which the hub has not heard, or not as they are now. */
  static long unheard(JsonNode truth, JdbcClient jdbc) {
    var heard = new HashMap<String, java.time.Instant>();
    jdbc.sql("select order_id, updated_at from shop_order").query(row -> {
      heard.put(
          row.getString("order_id"),
          row.getObject("updated_at", java.time.OffsetDateTime.class).toInstant());
    });
    return truth
        .path("orders")
        .valueStream()
        .filter(order -> !java.time.Instant.parse(order.path("updatedAt").asString())
            .equals(heard.get(order.path("gid").asString())))
        .count();
  }

  /**
   * Compares.
   *
   * @param opening units on each shelf at the beginning
   * @param tested the SKU of which the shop shows less than it may, because of test orders
   */
  static OrdersVerdict of(JsonNode truth, JdbcClient jdbc, int opening, String tested) {
    var comparison = new Comparison();
    var known = known(jdbc);
    for (var order : truth.path("orders")) {
      comparison.order(order, known.remove(order.path("gid").asString()));
    }
    known.keySet().forEach(id -> comparison.say(id + ": the shop does not have it"));
    comparison.shelves(truth, jdbc, opening, tested);
    comparison.ledger(jdbc);
    return new OrdersVerdict(comparison.differences, comparison.cents, comparison.units);
  }

  private static Map<String, Known> known(JdbcClient jdbc) {
    var known = new HashMap<String, Known>();
    jdbc.sql("""
            select o.order_id, o.state, o.test, o.total, s.total as sale, s.state as sale_state,
                   coalesce((select sum(r.amount) from shop_refund r
                              where r.shop = o.shop and r.order_id = o.order_id), 0)::bigint as refunded,
                   coalesce((select -sum(l.amount) from entry e join entry_line l on l.entry_id = e.id
                              where e.cause = 'ORDER_EDIT' and e.cause_id >= o.sale_id::text
                                and e.cause_id < o.sale_id || '~'
                                and l.role in ('SALES', 'DISCOUNT', 'SHIPPING', 'TAX', 'TIP', 'DUTY',
                                               'FEE_CHARGED')), 0)::bigint
                     as edited
              from shop_order o left join sale s on s.id = o.sale_id
            """).query(row -> {
      long sale = row.getLong("sale");
      boolean none = row.wasNull();
      known.put(
          row.getString("order_id"),
          new Known(
              row.getString("state"),
              row.getBoolean("test"),
              row.getLong("total"),
              row.getLong("refunded"),
              none ? null : sale,
              row.getString("sale_state"),
              row.getLong("edited")));
    });
    return known;
  }

  /** Gathers what differs. */
  private static final class Comparison {
    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> gone = new TreeMap<>();
    private final Map<String, Integer> promised = new TreeMap<>();
    private long cents;
    private long units;

    void say(String difference) {
      differences.add(difference);
    }

    void order(JsonNode order, @Nullable Known known) {
      var name = order.path("name").asString();
      if (known == null) {
        say(name + ": the hub does not have it");
        return;
      }
      boolean test = order.path("test").asBoolean();
      same(name + " total", cents(order, "total"), known.total());
      if (test) {
        same(name + ", a test, has a sale", 0, known.sale() == null ? 0 : 1);
        same(name + " is a test", 1, known.test() ? 1 : 0);
        return;
      }
      same(name + " refunded", cents(order, "refunded"), known.refunded());
      sale(name, order, known);
      for (var line : order.path("lines")) {
        var sku = line.path("sku").asString();
        int left = line.path("sent").asInt() + line.path("writtenOff").asInt();
        gone.merge(sku, left - line.path("returned").asInt(), Integer::sum);
        promised.merge(sku, line.path("open").asInt(), Integer::sum);
        units += line.path("quantity").asInt();
      }
    }

    private void sale(String name, JsonNode order, Known known) {
      var sale = known.sale();
      boolean cancelled = order.path("status").asString().equals("cancelled");
      if (cancelled) {
        boolean undone = sale == null || "CANCELLED".equals(known.saleState());
        same(name + ", cancelled, has a sale", 0, undone ? 0 : 1);
      } else if (order.path("paid").asBoolean()) {
        // As it was charged when it was paid, and what edits have changed since.
        same(name + " sale", cents(order, "received"), sale == null ? -1 : sale + known.edited());
      } else {
        same(name + ", unpaid, has a sale", 0, sale == null ? 0 : 1);
      }
    }

    private static long cents(JsonNode order, String amount) {
      return new BigDecimal(order.path(amount).asString()).movePointRight(2).longValueExact();
    }

    private void same(String what, long shop, long hub) {
      cents += Math.abs(shop);
      if (shop != hub) {
        say("%s: the shop says %d, the hub %d".formatted(what, shop, hub));
      }
    }

    void shelves(JsonNode truth, JdbcClient jdbc, int opening, String tested) {
      var shown = new HashMap<String, JsonNode>();
      truth.path("stock").forEach(item -> shown.put(item.path("sku").asString(), item));
      jdbc.sql("""
              select s.sku, s.on_hand, s.committed, s.escrowed, coalesce(w.shown, -1) as shown
                from stock s left join shop_window w on w.location = s.location and w.sku = s.sku
               where s.location = 'main'
              """).query(row -> {
        var sku = row.getString("sku");
        var item = shown.get(sku);
        if (item == null) {
          return;
        }
        units(sku + " on hand", opening - gone.getOrDefault(sku, 0), row.getInt("on_hand"));
        units(sku + " promised", promised.getOrDefault(sku, 0), row.getInt("committed"));
        if (sku.equals(tested)) {
          return;
        }
        units(sku + " shown", item.path("available").asInt(), row.getInt("shown"));
        units(sku + " carved out", item.path("available").asInt(), row.getInt("escrowed"));
      });
    }

    private void units(String what, int shop, int hub) {
      if (shop != hub) {
        say("%s: the shop's orders make it %d, the hub says %d".formatted(what, shop, hub));
      }
    }

    void ledger(JdbcClient jdbc) {
      long wrong = jdbc.sql("""
              select count(*)
                from stock s
                left join (select location, sku, sum(on_hand) as on_hand, sum(committed) as committed,
                                  sum(escrowed) as escrowed
                             from stock_ledger group by location, sku) l using (location, sku)
               where (s.on_hand, s.committed, s.escrowed)
                     is distinct from (l.on_hand, l.committed, l.escrowed)
              """).query(Long.class).single();
      if (wrong > 0) {
        say(wrong + " shelves are not what their ledger says");
      }
      long twice = jdbc.sql("""
              select count(*) from (select 1 from sale where ref_id is not null
                                     group by ref_system, ref_account, ref_id having count(*) > 1) d
              """).query(Long.class).single();
      if (twice > 0) {
        say(twice + " orders became more than one sale");
      }
    }
  }
}
