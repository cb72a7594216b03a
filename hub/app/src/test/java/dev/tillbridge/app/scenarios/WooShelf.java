package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A SKU that is sold at the counter, in the WooCommerce shop, and in the Shopify shop. */
record WooShelf(Hub hub, String sku) {

  static final int CENTS = 1_999;

  /** Puts so many on the shelf; what the shops show at first is theirs. */
  static WooShelf stocked(Hub hub, int quantity) {
    var shelf = new WooShelf(hub, Goods.stocked(hub, quantity, CENTS));
    hub.outside().list(shelf.sku, CENTS);
    return shelf;
  }

  /** The same, and both shops show all that they may. */
  static WooShelf shown(Hub hub, int quantity) {
    var shelf = stocked(hub, quantity);
    hub.http().post("/api/v1/shop/link", "");
    shelf.untilBothShow(shows(quantity));
    return shelf;
  }

  /** Of so many free units; without a policy some are kept back. */
  static int shows(int free) {
    return free - Math.min(3, free / 5);
  }

  void untilBothShow(int units) {
    soon().until(() -> shownAt("woocommerce") == units && shownAt("shopify") == units);
  }

  /** What a shop itself says it has; -1 when it does not count. */
  int shownAt(String system) {
    return hub.outside()
        .truth(system)
        .path("stock")
        .valueStream()
        .filter(level -> level.path("sku").asString("").equals(sku))
        .mapToInt(level -> level.path("available").asInt(-1))
        .findFirst()
        .orElse(-1);
  }

  /** A shopper orders in the WooCommerce shop; the order as the shop knows it. */
  JsonNode order(int quantity, String status) {
    return hub.outside()
        .post(
            "/woocommerce/orders",
            "{\"status\": \"%s\", \"lines\": [{\"sku\": \"%s\", \"quantity\": %d}]}"
                .formatted(status, sku, quantity));
  }

  /** The shop's staff moves an order on. */
  void move(JsonNode order, String status) {
    hub.outside().post("/woocommerce/orders/" + order.path("id").asString() + "/" + status, "{}");
  }

  /** A customer at the counter takes so many away. */
  void sell(int quantity) {
    var id = UUID.randomUUID();
    var sold = hub.http().post("/api/v1/sales", Goods.cashSale(id, sku, quantity, CENTS));
    if (sold.status() != 201) {
      throw new IllegalStateException(sold.toString());
    }
  }

  int committed() {
    return place().path("committed").asInt(-1);
  }

  int onHand() {
    return place().path("onHand").asInt(-1);
  }

  JsonNode place() {
    return hub.http().get("/api/v1/stock/" + sku).json().at("/locations/0");
  }

  java.util.List<JsonNode> webSales() {
    return hub.http()
        .get("/api/v1/sales?limit=100")
        .json()
        .path("sales")
        .valueStream()
        .filter(sale -> sale.at("/lines/0/sku").asString("").equals(sku))
        .filter(sale -> sale.path("channel").asString("").equals("WEB"))
        .toList();
  }
}
