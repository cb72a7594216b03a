package dev.tillbridge.connector.woocommerce;

import static dev.tillbridge.connector.woocommerce.Outcomes.then;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopCatalog.Level;
import dev.tillbridge.model.shop.ShopCatalog.LevelPage;
import dev.tillbridge.model.shop.ShopChannel.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the shop counts. It takes an order's units off its number when the order is placed, so what
 * lies on the shelf is the number and what open orders wait for. Those are read first: an order
 * that comes in between makes the count too low, never too high. What the shop does not count has
 * none, and neither have variations that share the number of their product.
 */
final class Counts {

  /** The one place of a shop that knows no locations. */
  static final String PLACE = "shop";

  private static final int PAGE = 100;
  private static final int MOST_VARIATION_PAGES = 10;
  private static final String FIELDS = "id,type,manage_stock,stock_quantity";

  private final Rest rest;
  private final OpenOrders orders;

  Counts(Rest rest, OpenOrders orders) {
    this.rest = rest;
    this.orders = orders;
  }

  Outcome<LevelPage> page(@Nullable String cursor) {
    int page = cursor == null ? 1 : Integer.parseInt(cursor);
    return then(
        orders.units(),
        waiting -> then(list("products", page), body -> {
          try {
            var all = Field.root(body).each();
            return read(all, waiting, all.size() < PAGE ? null : Integer.toString(page + 1));
          } catch (NotAsDocumented e) {
            return notAsDocumented(e);
          }
        }));
  }

  private Outcome<LevelPage> read(
      List<Field> all, Map<String, Integer> waiting, @Nullable String next) {
    var levels = new ArrayList<Level>();
    var unreadable = new ArrayList<Unreadable>();
    for (var product : all) {
      long id = product.at("id").id();
      var type = product.at("type").node().asString("");
      if (type.equals("variable")) {
        var read = variations(id, waiting, levels, unreadable);
        if (!(read instanceof Delivered<Integer>)) {
          return read.map(_ -> new LevelPage(List.of(), List.of(), null, null));
        }
      } else if (!type.equals("grouped") && !type.equals("external")) {
        add(ItemId.of(id), product, waiting, levels, unreadable);
      }
    }
    return new Delivered<>(new LevelPage(levels, unreadable, next, null));
  }

  private Outcome<Integer> variations(
      long product, Map<String, Integer> waiting, List<Level> levels, List<Unreadable> unreadable) {
    for (int page = 1; page <= MOST_VARIATION_PAGES; page++) {
      var read = then(list("products/" + product + "/variations", page), body -> {
        try {
          var all = Field.root(body).each();
          all.forEach(
              one -> add(ItemId.of(product, one.at("id").id()), one, waiting, levels, unreadable));
          return new Delivered<>(all.size());
        } catch (NotAsDocumented e) {
          return notAsDocumented(e);
        }
      });
      if (!(read instanceof Delivered<Integer>(var found)) || found < PAGE) {
        return read;
      }
    }
    return new Refused<>(
        "product " + product + " has more than " + MOST_VARIATION_PAGES * PAGE + " variations");
  }

  private static void add(
      ItemId item,
      Field told,
      Map<String, Integer> waiting,
      List<Level> levels,
      List<Unreadable> unreadable) {
    var quantity = told.at("stock_quantity");
    // "parent": it shares its product's number, which no one variation has.
    if (told.at("manage_stock").node().booleanValue(false) && !quantity.missing()) {
      try {
        int available = quantity.whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
        long there = (long) available + waiting.getOrDefault(item.text(), 0);
        levels.add(
            new Level(item.text(), PLACE, available, Math.clamp(there, 0, Integer.MAX_VALUE)));
      } catch (NotAsDocumented e) {
        unreadable.add(new Unreadable(item.text(), e.reason()));
      }
    }
  }

  private Outcome<JsonNode> list(String path, int page) {
    return rest.get(
        path,
        Map.of(
            "orderby",
            "id",
            "order",
            "asc",
            "per_page",
            Integer.toString(PAGE),
            "page",
            Integer.toString(page),
            "_fields",
            FIELDS));
  }

  private static <T> Outcome<T> notAsDocumented(NotAsDocumented e) {
    return new Refused<>("WooCommerce's answer is not as documented: " + e.reason());
  }
}
