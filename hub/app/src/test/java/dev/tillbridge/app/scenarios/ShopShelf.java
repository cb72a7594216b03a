package dev.tillbridge.app.scenarios;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;

/** A SKU that is sold at the counter and in the shop. */
final class ShopShelf {

  private final Hub hub;
  final String sku;

  private ShopShelf(Hub hub, String sku) {
    this.hub = hub;
    this.sku = sku;
  }

  /** Puts so many on the shelf and waits until the shop shows all that it may. */
  static ShopShelf stocked(Hub hub, int quantity) {
    var shelf = new ShopShelf(hub, Goods.stocked(hub, quantity, 1_999));
    hub.outside().list(shelf.sku, 1_999);
    hub.http().post("/api/v1/shop/link", "");
    int kept = Math.min(3, quantity / 5);
    soon().until(() -> shelf.shown() == quantity - kept && shelf.published() == quantity - kept);
    return shelf;
  }

  static ConditionFactory soon() {
    return org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50));
  }

  /** What the shop itself says it has. */
  int shown() {
    return hub.outside()
        .truth("shopify")
        .path("stock")
        .valueStream()
        .filter(level -> level.path("sku").asString("").equals(sku))
        .mapToInt(level -> level.path("available").asInt())
        .findFirst()
        .orElse(-1);
  }

  int published() {
    return place().path("published").asInt(-1);
  }

  int onHand() {
    return place().path("onHand").asInt(-1);
  }

  /** What a customer at the till can buy. */
  int sellable() {
    return place().path("available").asInt() + published();
  }

  JsonNode place() {
    return hub.http().get("/api/v1/stock/" + sku).json().at("/locations/0");
  }

  long sales() {
    return sale().count();
  }

  java.util.stream.Stream<JsonNode> sale() {
    return hub.http()
        .get("/api/v1/sales?limit=100")
        .json()
        .path("sales")
        .valueStream()
        .filter(sale -> sale.at("/lines/0/sku").asString("").equals(sku));
  }
}
