package dev.tillbridge.app.shops;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.embedded.TestServers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A hub with two shops: the first by an app of its own that sells from main, the second by a public
 * app that sells from north.
 */
final class TwoShops {

  static final String SECOND = "second-demo.myshopify.com";

  private static @Nullable TwoShops shared;

  final Hub hub;

  private TwoShops(Hub hub) {
    this.hub = hub;
  }

  /** One for all tests; each leaves it connected. */
  static synchronized TwoShops shared() {
    var shops = shared;
    if (shops == null) {
      shops = new TwoShops(start());
      shops.install();
      shared = shops;
    }
    return shops;
  }

  private static Hub start() {
    return Hub.start(
        TestServers.redis().uri(),
        Map.of(
            "TILLBRIDGE_PUBLIC_URL", "{hub}",
            "TILLBRIDGE_SHOPIFY_PREVIOUS_CLIENT_SECRET", "the-secret-before",
            "TILLBRIDGE_SHOPIFY_2_SHOP", SECOND,
            "TILLBRIDGE_SHOPIFY_2_APP", "public",
            "TILLBRIDGE_SHOPIFY_2_URL", "{sandbox}/shopify2/" + SECOND,
            "TILLBRIDGE_SHOPIFY_2_CLIENT_ID", "demo-client",
            "TILLBRIDGE_SHOPIFY_2_CLIENT_SECRET", Hub.SHOP_SECRET,
            "TILLBRIDGE_SHOPIFY_2_LOCATIONS", "north=gid://shopify/Location/1001"),
        sandbox -> sandbox.open("shopify2", SECOND));
  }

  static ConditionFactory soon() {
    return org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50));
  }

  /** The owner goes to the second shop, consents, and comes back; the answer when he is back. */
  dev.tillbridge.app.testing.Http.Answer install() {
    var out = hub.http()
        .send(
            "GET",
            "/console/shops/" + SECOND + "/install",
            null,
            "Cookie",
            "TILLBRIDGE_CONSOLE=" + hub.session("OWNER"));
    if (out.status() != 303) {
      throw new IllegalStateException(out.toString());
    }
    var cookie = out.header("Set-Cookie").split(";", 2)[0];
    var consent = URI.create(out.header("Location"));
    var back =
        hub.outside().http().send("GET", consent.getRawPath() + "?" + consent.getRawQuery(), null);
    var home = URI.create(back.header("Location"));
    return hub.http()
        .send("GET", home.getRawPath() + "?" + home.getRawQuery(), null, "Cookie", cookie);
  }

  /** How the shop is connected, as the API tells. */
  JsonNode state(String shop) {
    return hub.http()
        .get("/api/v1/shops")
        .json()
        .path("shops")
        .valueStream()
        .filter(one -> one.path("shop").asString("").equals(shop))
        .findFirst()
        .orElseThrow();
  }

  JsonNode check(String shop) {
    var answer = hub.http().post("/api/v1/shops/" + shop + "/check", "");
    if (answer.status() != 200) {
      throw new IllegalStateException(answer.toString());
    }
    return answer.json();
  }

  JsonNode truth(String system) {
    return hub.outside().truth(system);
  }

  /** A SKU in both shops, on the shelves of main and north. */
  String stocked(int main, int north) {
    var sku = Goods.stocked(hub, main, 1_999);
    Goods.receive(hub, "north", sku, north);
    hub.outside().list(sku, 1_999);
    hub.http().post("/api/v1/shop/link", "");
    soon().until(() -> shown("shopify", sku) > 0 && shown("shopify2", sku) > 0);
    return sku;
  }

  int shown(String system, String sku) {
    return truth(system)
        .path("stock")
        .valueStream()
        .filter(level -> level.path("sku").asString("").equals(sku))
        .mapToInt(level -> level.path("available").asInt())
        .findFirst()
        .orElse(-1);
  }

  /** A shopper buys one and says who he is; the order as the shop knows it. */
  JsonNode order(String system, String sku, String email) {
    var answer = hub.outside()
        .http()
        .send(
            "POST",
            "/sandbox/" + system + "/orders",
            "{\"lines\":[{\"sku\":\"%s\",\"quantity\":1}],\"email\":\"%s\"}"
                .formatted(sku, email)
                .getBytes(StandardCharsets.UTF_8));
    if (answer.status() != 201) {
      throw new IllegalStateException(answer.toString());
    }
    return answer.json();
  }

  /** The sales of this SKU. */
  java.util.stream.Stream<JsonNode> sales(String sku) {
    return hub.http()
        .get("/api/v1/sales?limit=100")
        .json()
        .path("sales")
        .valueStream()
        .filter(sale -> sale.at("/lines/0/sku").asString("").equals(sku));
  }
}
