package dev.tillbridge.connector.woocommerce;

import static dev.tillbridge.connector.woocommerce.Outcomes.then;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Reads and sets the number that the shop offers. WooCommerce cannot compare before it sets, so we
 * read just before; what comes between the two is lost, and the hub must look again (decision 10).
 */
final class Stock {

  /**
   * What an item offers whose stock the shop does not count: it sells it without end. Told as a
   * large number, so that the hub brings it down to what there is, even to none.
   */
  static final int UNCOUNTED = 1_000_000;

  /** The most that a list tells at once. */
  private static final int PAGE = 100;

  private static final String FIELDS = "id,manage_stock,stock_quantity,stock_status";

  private final Rest rest;

  Stock(Rest rest) {
    this.rest = rest;
  }

  Outcome<StockNumber> available(ItemId item) {
    return then(rest.get(item.path(), Map.of("_fields", FIELDS)), Stock::number);
  }

  /** Many at once: the API lists products in one call, and the variations of each product in one. */
  Outcome<Map<String, StockNumber>> available(Collection<String> itemIds) {
    var lists = new TreeMap<String, List<ItemId>>();
    for (var id : itemIds) {
      var item = new ItemId(id);
      lists.computeIfAbsent(item.list(), _ -> new ArrayList<>()).add(item);
    }
    var numbers = new HashMap<String, StockNumber>();
    for (var list : lists.entrySet()) {
      var items = list.getValue();
      for (int from = 0; from < items.size(); from += PAGE) {
        var some = items.subList(from, Math.min(items.size(), from + PAGE));
        var read = read(list.getKey(), some, numbers);
        if (!(read instanceof Delivered<Integer>)) {
          return read.map(_ -> Map.of());
        }
      }
    }
    return new Delivered<>(numbers);
  }

  private Outcome<Integer> read(String list, List<ItemId> items, Map<String, StockNumber> numbers) {
    var byNumber = new HashMap<Long, ItemId>();
    items.forEach(item -> byNumber.put(item.number(), item));
    var query = Map.of(
        "include",
        items.stream().map(item -> Long.toString(item.number())).collect(Collectors.joining(",")),
        "per_page",
        Integer.toString(PAGE),
        "_fields",
        FIELDS);
    return then(rest.get(list, query), body -> {
      try {
        for (var found : Field.root(body).each()) {
          var item = byNumber.get(found.at("id").id());
          if (item == null) {
            continue;
          }
          switch (number(found.node())) {
            case Delivered<StockNumber>(var now) -> numbers.put(item.text(), now);
            case Outcome<StockNumber> other -> {
              return other.map(_ -> 0);
            }
          }
        }
        return new Delivered<>(numbers.size());
      } catch (NotAsDocumented e) {
        return new Refused<>("WooCommerce's answer is not as documented: " + e.reason());
      }
    });
  }

  Outcome<StockNumber> set(StockChange change) {
    var item = new ItemId(change.itemId());
    return then(available(item), now -> {
      if (now.available() != change.from()) {
        return new Refused<>(
            Reason.STALE, "the shop offers %d, not %d".formatted(now.available(), change.from()));
      }
      var body = Json.object().put("manage_stock", true).put("stock_quantity", change.to());
      return then(rest.send("PUT", item.path(), body), answer -> stands(answer, change));
    });
  }

  private static Outcome<StockNumber> stands(JsonNode answer, StockChange change) {
    // An answer that we cannot read leaves open what stands there now.
    return number(answer) instanceof Delivered<StockNumber>(var now)
            && now.available() == change.to()
        ? new Delivered<>(now)
        : new InDoubt<>("the shop took %d and tells %s".formatted(change.to(), number(answer)));
  }

  private static Outcome<StockNumber> number(JsonNode answer) {
    try {
      var item = Field.root(answer);
      boolean counted = item.at("manage_stock").node().asString("").equals("parent")
          || item.at("manage_stock").node().booleanValue(false);
      if (!counted) {
        boolean out = item.at("stock_status").node().asString("").equals("outofstock");
        return new Delivered<>(new StockNumber(out ? 0 : UNCOUNTED));
      }
      var quantity = item.at("stock_quantity");
      int units = quantity.missing() ? 0 : quantity.whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
      return new Delivered<>(new StockNumber(units));
    } catch (NotAsDocumented e) {
      return new Refused<>("WooCommerce's answer is not as documented: " + e.reason());
    }
  }
}
