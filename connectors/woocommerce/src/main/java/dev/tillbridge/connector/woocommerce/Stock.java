package dev.tillbridge.connector.woocommerce;

import static dev.tillbridge.connector.woocommerce.Outcomes.then;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.util.Map;
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

  private static final String FIELDS = "id,manage_stock,stock_quantity,stock_status";

  private final Rest rest;

  Stock(Rest rest) {
    this.rest = rest;
  }

  Outcome<StockNumber> available(ItemId item) {
    return then(rest.get(item.path(), Map.of("_fields", FIELDS)), Stock::number);
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
