package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.embedded.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Orders are sent from where the merchant's rules say, and the shop counts along at both ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderRoutingTest {

  private final Hub hub = Hub.start(
      TestServers.redis().uri(),
      Map.of(
          "TILLBRIDGE_SHOPIFY_LOCATIONS",
          "main=gid://shopify/Location/1001,north=gid://shopify/Location/1002"));

  OrderRoutingTest() {
    hub.outside().open(1002);
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void the_nearest_with_all_of_it_sends_and_every_number_agrees_with_the_shop() {
    place("main", "{\"sends\": true, \"latitude\": 40.741895, \"longitude\": -73.989308}");
    place("north", "{\"sends\": true, \"latitude\": 42.360082, \"longitude\": -71.058880}");
    rules("\"NEAREST\"", false);
    var sku = stocked(4, 4);
    // Boston: north is nearer, and the shop has taken it from main.
    var order = WebOrder.planned(
        hub,
        hub.outside()
            .placed(
                WebOrder.line(sku, 2),
                "\"name\": \"Ada\", \"shipTo\": {\"latitude\": 42.35, \"longitude\": -71.06}"));
    soon().until(() -> order.now().path("routed").asString().startsWith("north"));
    soon().until(() -> part(order, 1002) == 2 && part(order, 1001) == 0);
    assertThat(at(sku, "north").path("committed").asInt()).isEqualTo(2);
    assertThat(at(sku, "main").path("committed").asInt()).isZero();
    var parcel = UUID.randomUUID();
    assertThat(order.send(parcel, "main", "").code()).isEqualTo("not-possible");
    assertThat(order.send(parcel, "north", "").status()).isEqualTo(201);
    soon().until(() -> order.sale().path("state").asString().equals("FULFILLED"));
    assertThat(at(sku, "north").path("onHand").asInt()).isEqualTo(2);
    assertThat(at(sku, "main").path("onHand").asInt()).isEqualTo(4);
    assertThat(order.dispatch().at("/sendings/0/location").asInt()).isEqualTo(1002);
    soon().until(() -> shown(sku) == published(sku, "main") + published(sku, "north"));
    assertThat(shown(sku)).isLessThanOrEqualTo(6);
  }

  @Test
  void an_order_that_nobody_has_as_a_whole_is_split_only_where_that_is_allowed() {
    place("main", "{\"sends\": true, \"rank\": 2}");
    place("north", "{\"sends\": true, \"rank\": 1}");
    rules("\"RANKING\"", true);
    var one = stocked(3, 0);
    var other = stocked(1, 3);
    var lines = WebOrder.line(one, 1) + "," + WebOrder.line(other, 3);
    var order = WebOrder.planned(hub, hub.outside().placed(lines, "\"name\": \"Bo\""));
    soon()
        .untilAsserted(() -> assertThat(order.now().path("routed").asString())
            .as(() -> order.now() + " " + hub.http().get("/api/v1/cases").body())
            .contains("north"));
    assertThat(at(other, "north").path("committed").asInt()).isEqualTo(3);
    assertThat(at(other, "main").path("committed").asInt()).isZero();
    assertThat(at(one, "main").path("committed").asInt()).isEqualTo(1);
    assertThat(order.send(UUID.randomUUID(), "main", "").status()).isEqualTo(201);
    assertThat(order.send(UUID.randomUUID(), "north", "").status()).isEqualTo(201);
    soon().until(() -> order.sale().path("state").asString().equals("FULFILLED"));
    assertThat(at(one, "main").path("onHand").asInt()).isEqualTo(2);
    assertThat(at(other, "north").path("onHand").asInt()).isZero();
    assertThat(at(other, "main").path("onHand").asInt()).isEqualTo(1);
    assertThat(order.dispatch().path("sendings")).hasSize(2);

    Goods.receive(hub, "north", other, 3);
    soon().until(() -> shown(other) == 4);
    rules("\"HAS_ALL\", \"RANKING\"", false);
    var whole = WebOrder.planned(hub, hub.outside().placed(lines, "\"name\": \"Cy\""));
    soon()
        .until(() -> hub.http()
            .get("/api/v1/cases")
            .body()
            .contains("Order %s cannot be sent as the rules say".formatted(whole.name())));
    assertThat(whole.now().path("places")).hasSize(2);
  }

  @Test
  void rules_and_places_are_checked() {
    for (var wrong : new String[][] {
      {"{\"rules\": [\"BEST\"], \"splitting\": true, \"mirror\": false}", "rules[0]"},
      {"{\"rules\": [\"NEAREST\", \"NEAREST\"], \"splitting\": true, \"mirror\": false}", "rules"},
      {"{\"rules\": [], \"mirror\": false}", "splitting"}
    }) {
      var answer = put("/api/v1/shops/" + Hub.SHOP + "/sending", wrong[0]);
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.field()).isEqualTo(wrong[1]);
    }
    assertThat(put("/api/v1/shops/nobody.example/sending", "{}").status()).isEqualTo(404);
    assertThat(put(
                "/api/v1/locations/main/sending",
                "{\"sends\": true, \"latitude\": 91, \"longitude\": 0}")
            .field())
        .isEqualTo("latitude");
    assertThat(put("/api/v1/locations/main/sending", "{\"sends\": true, \"latitude\": 1}")
            .field())
        .isEqualTo("longitude");
    assertThat(put("/api/v1/locations/nowhere/sending", "{\"sends\": true}").status())
        .isEqualTo(404);
  }

  private String stocked(int main, int north) {
    var sku = Goods.stocked(hub, main, 1_999);
    if (north > 0) {
      Goods.receive(hub, "north", sku, north);
    }
    hub.outside().list(sku, 1_999);
    hub.http().post("/api/v1/shop/link", "");
    soon()
        .until(() -> shown(sku) > 0
            && shown(sku) == published(sku, "main") + published(sku, "north")
            && (north == 0 || published(sku, "north") > 0)
            && published(sku, "main") > 0);
    return sku;
  }

  private int part(WebOrder order, int location) {
    return order
        .dispatch()
        .path("parts")
        .valueStream()
        .filter(part -> part.path("location").asInt() == location)
        .mapToInt(part -> part.path("units").asInt())
        .sum();
  }

  private void rules(String rules, boolean splitting) {
    var answer = put(
        "/api/v1/shops/" + Hub.SHOP + "/sending",
        "{\"rules\": [%s], \"splitting\": %s, \"mirror\": false}".formatted(rules, splitting));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private void place(String location, String body) {
    var answer = put("/api/v1/locations/" + location + "/sending", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private dev.tillbridge.app.testing.Http.Answer put(String path, String body) {
    return hub.http()
        .send(
            "PUT",
            path,
            body.getBytes(StandardCharsets.UTF_8),
            "Authorization",
            "Bearer " + Hub.TOKEN,
            "Content-Type",
            "application/json");
  }

  private JsonNode at(String sku, String location) {
    return hub.http()
        .get("/api/v1/stock/" + sku)
        .json()
        .path("locations")
        .valueStream()
        .filter(place -> place.path("location").asString().equals(location))
        .findFirst()
        .orElseGet(tools.jackson.databind.node.MissingNode::getInstance);
  }

  private int published(String sku, String location) {
    return at(sku, location).path("published").asInt(0);
  }

  private int shown(String sku) {
    return hub.outside()
        .truth("shopify")
        .path("stock")
        .valueStream()
        .filter(level -> level.path("sku").asString("").equals(sku))
        .mapToInt(level -> level.path("available").asInt())
        .findFirst()
        .orElse(-1);
  }
}
