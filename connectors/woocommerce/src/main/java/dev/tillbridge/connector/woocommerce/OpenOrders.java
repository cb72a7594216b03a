package dev.tillbridge.connector.woocommerce;

import static dev.tillbridge.connector.woocommerce.Outcomes.then;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopCatalog.OrderIdPage;
import dev.tillbridge.model.shop.ShopChannel.OrderPage;
import dev.tillbridge.model.shop.ShopChannel.Unreadable;
import dev.tillbridge.model.shop.ShopOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The orders that the shop has taken units for and has not finished with, by the order of ids. */
final class OpenOrders {

  static final int PAGE = 100;

  /** Beyond that somebody should finish orders before he counts what they hold. */
  private static final int MOST_PAGES = 50;

  private static final String OPEN = "processing,on-hold";

  private final Rest rest;

  OpenOrders(Rest rest) {
    this.rest = rest;
  }

  Outcome<OrderIdPage> ids(@Nullable String cursor) {
    int page = cursor == null ? 1 : Integer.parseInt(cursor);
    return then(rest.get("orders", query(page, "id")), body -> {
      try {
        var all = Field.root(body).each();
        var ids = new ArrayList<String>();
        for (var order : all) {
          ids.add(Long.toString(order.at("id").id()));
        }
        return new Delivered<>(new OrderIdPage(
            ids, List.of(), all.size() < PAGE ? null : Integer.toString(page + 1), null));
      } catch (NotAsDocumented e) {
        return notAsDocumented(e);
      }
    });
  }

  /** These, as they are now. */
  Outcome<OrderPage> named(List<String> ids) {
    var query = Map.of("include", String.join(",", ids), "per_page", Integer.toString(PAGE));
    return then(rest.get("orders", query), body -> {
      try {
        var orders = new ArrayList<ShopOrder>();
        var unreadable = new ArrayList<Unreadable>();
        for (var order : Field.root(body).each()) {
          Orders.read(order, orders, unreadable);
        }
        return new Delivered<>(new OrderPage(orders, unreadable, null));
      } catch (NotAsDocumented e) {
        return notAsDocumented(e);
      }
    });
  }

  /** Units that open orders wait for, by item: the shop's numbers are without them. */
  Outcome<Map<String, Integer>> units() {
    var units = new HashMap<String, Integer>();
    for (int page = 1; page <= MOST_PAGES; page++) {
      var read = then(rest.get("orders", query(page, "id,line_items")), body -> {
        try {
          var all = Field.root(body).each();
          all.forEach(order -> add(order, units));
          return new Delivered<>(all.size());
        } catch (NotAsDocumented e) {
          return notAsDocumented(e);
        }
      });
      if (!(read instanceof Delivered<Integer>(var found))) {
        return read.map(_ -> Map.of());
      }
      if (found < PAGE) {
        return new Delivered<>(units);
      }
    }
    return new Refused<>("more than " + MOST_PAGES * PAGE + " orders are open");
  }

  private static void add(Field order, Map<String, Integer> units) {
    for (var line : order.at("line_items").each()) {
      // A product that was deleted since is told as number 0, and nothing of it is counted.
      long product = line.at("product_id").node().asLong(0);
      long variation = line.at("variation_id").node().asLong(0);
      if (product > 0) {
        var item = variation > 0 ? ItemId.of(product, variation) : ItemId.of(product);
        units.merge(
            item.text(), line.at("quantity").whole(0, OrderJson.MOST_PER_LINE), Integer::sum);
      }
    }
  }

  private static Map<String, String> query(int page, String fields) {
    return Map.of(
        "status",
        OPEN,
        "orderby",
        "id",
        "order",
        "asc",
        "per_page",
        Integer.toString(PAGE),
        "page",
        Integer.toString(page),
        "_fields",
        fields);
  }

  private static <T> Outcome<T> notAsDocumented(NotAsDocumented e) {
    return new Refused<>("WooCommerce's answer is not as documented: " + e.reason());
  }
}
