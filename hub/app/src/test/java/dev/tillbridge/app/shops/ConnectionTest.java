package dev.tillbridge.app.shops;

import static dev.tillbridge.app.shops.TwoShops.SECOND;
import static dev.tillbridge.app.shops.TwoShops.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Two shops on one hub: let in, told, thrown out and let in again. */
class ConnectionTest {

  private final TwoShops shops = TwoShops.shared();
  private final Hub hub = shops.hub;

  @AfterEach
  void heal() {
    for (var system : List.of("shopify", "shopify2")) {
      hub.outside().faults(system, "{}");
      hub.outside().act(system + "/app/install", "{}");
      hub.outside().act(system + "/app/version", "{}");
      hub.outside()
          .act(
              system + "/app/scopes",
              "{\"scopes\":[\"read_products\",\"write_products\",\"write_inventory\",\"read_locations\",\"read_orders\",\"read_returns\","
                  + "\"write_orders\",\"write_merchant_managed_fulfillment_orders\",\"read_customers\"]}");
    }
    shops.check(Hub.SHOP);
    if (!shops.check(SECOND).path("trouble").isNull()) {
      assertThat(shops.install().status()).isEqualTo(200);
    }
  }

  private static List<String> topics(JsonNode state) {
    return state
        .path("subscriptions")
        .valueStream()
        .map(one -> one.path("topic").asString())
        .toList();
  }

  @Test
  void both_shops_sell_from_their_own_shelf_and_their_orders_come_in() {
    var sku = shops.stocked(10, 20);
    var first = shops.order("shopify", sku, "a@example.com");
    var second = shops.order("shopify2", sku, "b@example.com");
    soon().until(() -> shops.sales(sku).count() == 2);
    assertThat(shops.sales(sku))
        .extracting(
            sale -> sale.path("location").asString(),
            sale -> sale.at("/reference/account").asString())
        .containsExactlyInAnyOrder(
            org.assertj.core.api.Assertions.tuple("main", Hub.SHOP),
            org.assertj.core.api.Assertions.tuple("north", SECOND));
    // The shops number their orders alike; they are two all the same.
    assertThat(first.path("id")).isNotNull();
    assertThat(second.path("id")).isNotNull();
    soon().until(() -> onHand(sku, "main") + onHand(sku, "north") == 30);
  }

  private int onHand(String sku, String place) {
    return hub.http()
        .get("/api/v1/stock/" + sku)
        .json()
        .path("locations")
        .valueStream()
        .filter(one -> one.path("location").asString("").equals(place))
        .mapToInt(one -> one.path("onHand").asInt())
        .sum();
  }

  @Test
  void what_a_shop_allows_and_tells_us_is_shown() {
    var state = shops.check(SECOND);
    assertThat(state.path("state").asString()).isEqualTo("CONNECTED");
    assertThat(state.path("trouble").isNull()).isTrue();
    assertThat(state.path("credentials").asString()).isEqualTo("PUBLIC_APP");
    assertThat(state.path("missing").isEmpty()).isTrue();
    assertThat(topics(state)).contains("ORDERS_CREATE", "APP_UNINSTALLED");
    assertThat(state.at("/apiVersion/asked").asString()).isEqualTo("2026-07");
    assertThat(state.at("/apiVersion/served").asString()).isEqualTo("2026-07");
    assertThat(state.at("/apiVersion/ends").asString()).isEqualTo("2027-07-01T00:00:00Z");
    assertThat(state.path("warning").isNull()).isTrue();
  }

  /** Row F32: a deleted subscription is found and made again; nothing is missed meanwhile. */
  @Test
  void f32_subscriptions_that_are_dropped_or_point_elsewhere_are_put_right() {
    hub.outside().act("shopify/subscriptions/drop", "{}");
    assertThat(shops.truth("shopify").path("subscriptions").asInt()).isZero();
    var state = shops.check(Hub.SHOP);
    assertThat(shops.truth("shopify").path("subscriptions").asInt())
        .isEqualTo(topics(state).size());
    hub.outside()
        .act(
            "shopify/subscriptions/move",
            "{\"uri\":\"http://127.0.0.1:9/webhooks/shopify/" + Hub.SHOP + "\"}");
    shops.check(Hub.SHOP);
    assertThat(shops.truth("shopify").path("subscriptions").asInt())
        .as("moved, not made beside")
        .isEqualTo(topics(state).size());
    assertThat(log("shop-subscriptions", Hub.SHOP))
        .anyMatch(line -> line.startsWith("was gone, made again"))
        .anyMatch(line -> line.startsWith("pointed elsewhere, moved"));
    var sku = shops.stocked(10, 10);
    shops.order("shopify", sku, "c@example.com");
    soon().until(() -> shops.sales(sku).count() == 1);
  }

  private List<String> log(String action, String shop) {
    return hub.part(JdbcClient.class)
        .sql("select detail from audit_log where action = :action and subject = :shop order by seq")
        .param("action", action)
        .param("shop", shop)
        .query((row, _) -> row.getString(1))
        .list();
  }

  @Test
  void a_scope_that_is_taken_away_is_said_at_once() {
    hub.outside().act("shopify/app/scopes", "{\"scopes\":[\"read_products\",\"read_orders\"]}");
    soon().until(() -> shops.state(Hub.SHOP).path("missing").size() == 9);
    assertThat(shops.state(Hub.SHOP).path("trouble").asString())
        .contains("write_inventory is missing: stock numbers do not reach the shop");
    var page = page();
    assertThat(page).contains("In trouble").contains("write_inventory").contains("missing");
  }

  private String page() {
    return hub.http()
        .send("GET", "/console/shops", null, "Cookie", "TILLBRIDGE_CONSOLE=" + hub.session("OWNER"))
        .body();
  }

  @Test
  void another_version_that_answers_is_said() {
    hub.outside().act("shopify/app/version", "{\"served\":\"2026-10\"}");
    var state = shops.check(Hub.SHOP);
    assertThat(state.at("/warning/urgent").asBoolean()).isTrue();
    assertThat(state.at("/warning/words").asString()).contains("2026-10");
    assertThat(page()).contains("2026-10");
    hub.outside().act("shopify/app/version", "{}");
    assertThat(shops.check(Hub.SHOP).path("warning").isNull()).isTrue();
  }

  @Test
  void a_shop_that_removed_the_app_is_left_alone_and_the_other_goes_on() {
    var sku = shops.stocked(10, 10);
    hub.outside().act("shopify2/app/uninstall", "{}");
    soon().until(() -> shops.state(SECOND).path("state").asString().equals("UNINSTALLED"));
    assertThat(page()).contains("Removed").contains("has removed the app");
    long refused = shops.truth("shopify2").path("unsignedOrBadRequests").asLong();
    hub.http().post("/api/v1/shop/link", "");
    shops.order("shopify", sku, "d@example.com");
    soon().until(() -> shops.sales(sku).count() == 1);
    assertThat(shops.truth("shopify2").path("unsignedOrBadRequests").asLong())
        .as("calls with a token that is gone")
        .isLessThanOrEqualTo(refused + 1);
    assertThat(hub.http().get("/api/v1/stock/" + sku).status()).isEqualTo(200);
    // Its owner lets it in again.
    assertThat(shops.install().status()).isEqualTo(200);
    assertThat(shops.state(SECOND).path("state").asString()).isEqualTo("CONNECTED");
    assertThat(shops.check(SECOND).path("trouble").isNull()).isTrue();
  }

  @Test
  void a_token_that_is_over_is_renewed_and_a_lost_answer_costs_nothing() {
    long before = shops.truth("shopify2").path("refreshed").asLong();
    hub.outside().act("shopify2/app/expire", "{}");
    assertThat(shops.check(SECOND).path("trouble").isNull()).isTrue();
    assertThat(shops.truth("shopify2").path("refreshed").asLong()).isEqualTo(before + 1);
    hub.outside()
        .faults("shopify2", "{\"loseAnswerAfterEffect\": 1, \"match\": \"oauth/access_token\"}");
    hub.outside().act("shopify2/app/expire", "{}");
    shops.check(SECOND);
    hub.outside().faults("shopify2", "{}");
    soon().until(() -> shops.check(SECOND).path("trouble").isNull());
    assertThat(shops.truth("shopify2").path("deadRefreshTokens").asLong()).isZero();
  }

  @Test
  void two_hubs_that_renew_at_once_ask_once() throws Exception {
    var other = hub.sibling();
    try {
      // Both know the token by now.
      other.http().post("/api/v1/shops/" + SECOND + "/check", "");
      long before = shops.truth("shopify2").path("refreshed").asLong();
      hub.outside().act("shopify2/app/expire", "{}");
      var one = Thread.ofVirtual().start(() -> shops.check(SECOND));
      var two = Thread.ofVirtual()
          .start(() -> other.http().post("/api/v1/shops/" + SECOND + "/check", ""));
      one.join();
      two.join();
      assertThat(shops.state(SECOND).path("trouble").isNull()).isTrue();
      assertThat(shops.truth("shopify2").path("refreshed").asLong()).isEqualTo(before + 1);
    } finally {
      // Not the outside world, which is the first hub's as well.
      other.context().close();
    }
  }

  /** Row A49: nobody comes back who did not set out, and nobody comes back twice. */
  @Test
  void the_way_back_from_a_shop_is_open_to_nobody_else() {
    var path = "/shops/callback?code=x&shop=" + SECOND + "&state=s&timestamp=1&hmac=00";
    assertThat(hub.http().send("GET", path, null).status()).isEqualTo(401);
    assertThat(
            hub.http().send("GET", path, null, "Cookie", "TILLBRIDGE_INSTALL=s").status())
        .isEqualTo(401);
    var out = hub.http()
        .send(
            "GET",
            "/console/shops/" + SECOND + "/install",
            null,
            "Cookie",
            "TILLBRIDGE_CONSOLE=" + hub.session("OWNER"));
    assertThat(out.header("Set-Cookie"))
        .contains("HttpOnly", "SameSite=Lax", "Path=/shops/callback");
    var consent = URI.create(out.header("Location"));
    var back = URI.create(hub.outside()
        .http()
        .send("GET", consent.getRawPath() + "?" + consent.getRawQuery(), null)
        .header("Location"));
    var home = back.getRawPath() + "?" + back.getRawQuery();
    var cookie = out.header("Set-Cookie").split(";", 2)[0];
    assertThat(hub.http().send("GET", home, null).status())
        .as("another browser")
        .isEqualTo(401);
    assertThat(hub.http().send("GET", home + "1", null, "Cookie", cookie).status())
        .as("a changed query")
        .isEqualTo(401);
    assertThat(hub.http().send("GET", home, null, "Cookie", cookie).status()).isEqualTo(200);
    assertThat(hub.http().send("GET", home, null, "Cookie", cookie).status()).isEqualTo(409);
  }

  @Test
  void only_owner_and_manager_may_send_to_a_shop_or_read_what_is_kept_of_customers() {
    for (var path : List.of(
        "/console/shops/" + SECOND + "/install",
        "/console/shops/" + SECOND + "/privacy/" + UUID.randomUUID() + "/data")) {
      assertThat(hub.http()
              .send("GET", path, null, "Cookie", "TILLBRIDGE_CONSOLE=" + hub.session("BOOKKEEPER"))
              .status())
          .isEqualTo(403);
    }
  }
}
