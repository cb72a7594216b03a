package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Scenario 6: one online number over many stores. Four stores have safety stock; the fifth, which has
 * none, is excluded at first.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Scenario06ManyStoresTest {

  private static final List<String> STORES = List.of("main", "north", "east", "south");
  private static final String BROOKLYN = "brooklyn";
  private static final Map<String, Integer> SHOPIFY =
      Map.of("main", 1001, "north", 1002, "east", 1003, "south", 1004, BROOKLYN, 1005);

  private Hub hub;

  Scenario06ManyStoresTest() {
    var places = java.util.stream.Stream.concat(
            STORES.stream(), java.util.stream.Stream.of(BROOKLYN))
        .map(store -> store + "=gid://shopify/Location/" + SHOPIFY.get(store))
        .collect(Collectors.joining(","));
    hub = Hub.start(TestServers.redis().uri(), Map.of("TILLBRIDGE_SHOPIFY_LOCATIONS", places));
  }

  @BeforeAll
  void openTheStores() {
    var main = hub.part(Places.class).get(new LocationId("main"));
    for (String store : SHOPIFY.keySet()) {
      hub.part(Places.class)
          .save(new Location(
              new LocationId(store),
              store,
              main.timeZone(),
              main.currency(),
              main.taxMode(),
              main.taxRates(),
              main.stockPolicy()));
    }
    SHOPIFY.values().stream().filter(id -> id != 1001).forEach(hub.outside()::open);
  }

  @AfterAll
  void close() {
    hub.close();
  }

  @Test
  void a_hundred_to_promise_are_20_online_and_then_87() {
    var sku = stocked(Map.of("main", 20, "north", 10, "east", 12, "south", 8, BROOKLYN, 50));
    policies(5, 10, true);
    assertThat(online(sku)).isEqualTo(20);
    soon().until(() -> shown(sku) == 20);
    policies(2, 5, false);
    assertThat(online(sku)).isEqualTo(87);
    soon().until(() -> shown(sku) == 87);
    assertThat(promise(sku).path("locations"))
        .hasSize(5)
        .allSatisfy(place -> assertThat(place.path("online").asInt())
            .isLessThanOrEqualTo(place.path("there").asInt()));
  }

  @Test
  void other_numbers() {
    var sku = stocked(Map.of("main", 3, "north", 30, "east", 7, "south", 0, BROOKLYN, 9));
    policies(4, 6, true);
    // Only the north (26) and the east (3) have more than their safety stock.
    assertThat(online(sku)).isEqualTo(23);
    soon().until(() -> shown(sku) == 23);
    sell(sku, "north", 25);
    assertThat(online(sku)).as("1 + 3 is below the threshold").isZero();
    soon().until(() -> shown(sku) == 0);
    policies(0, 0, false);
    assertThat(online(sku)).isEqualTo(3 + 5 + 7 + 9);
    soon().until(() -> shown(sku) == 24);
  }

  @Test
  void a_question_that_makes_no_sense_is_refused() {
    var http = hub.http();
    assertThat(http.get("/api/v1/availability?sku=NO-SUCH&channel=WEB").field()).isEqualTo("sku");
    var sku = stocked(Map.of("main", 1));
    assertThat(http.get("/api/v1/availability?channel=fax&sku=" + sku).field())
        .isEqualTo("channel");
    assertThat(http.get("/api/v1/availability?sku=" + sku).field()).isEqualTo("channel");
  }

  private void policies(int safety, int threshold, boolean withoutBrooklyn) {
    var kept = STORES.stream()
        .map(store -> "{\"location\": \"%s\", \"units\": %d}".formatted(store, safety))
        .collect(Collectors.joining(","));
    var said = hub.http().put("/api/v1/policies", """
        {"threshold": %d, "safety": [%s],
         "channels": [{"channel": "%s", "buffer": {"units": 0}, "excluded": [%s]}]}
        """.formatted(
            threshold, kept, Hub.SHOP, withoutBrooklyn ? "\"" + BROOKLYN + "\"" : ""));
    assertThat(said.status()).as(said.body()).isEqualTo(200);
  }

  private tools.jackson.databind.JsonNode promise(String sku) {
    return hub.http()
        .get("/api/v1/availability?sku=" + sku + "&channel=" + Hub.SHOP)
        .json();
  }

  private int online(String sku) {
    return promise(sku).path("online").asInt(-1);
  }

  private int shown(String sku) {
    return hub.outside()
        .truth("shopify")
        .path("stock")
        .valueStream()
        .filter(level -> level.path("sku").asString("").equals(sku))
        .mapToInt(level -> level.path("available").asInt())
        .sum();
  }

  private String stocked(Map<String, Integer> shelves) {
    var sku = Goods.stocked(hub, 1, 1_999);
    shelves.forEach((store, units) -> {
      int more = store.equals("main") ? units - 1 : units;
      if (more > 0) {
        receive(sku, store, more);
      }
    });
    hub.outside().list(sku, 1_999);
    hub.http().post("/api/v1/shop/link", "");
    return sku;
  }

  private void receive(String sku, String store, int units) {
    Http.Answer received = hub.http()
        .post("/api/v1/stock/receipts", """
        {"id": "%s", "location": "%s", "reference": "PO", "lines": [{"sku": "%s", "quantity": %d}]}
        """.formatted(UUID.randomUUID(), store, sku, units));
    assertThat(received.status()).as(received.body()).isEqualTo(201);
  }

  private void sell(String sku, String store, int units) {
    var body = Goods.cashSale(UUID.randomUUID(), sku, units, 1_999)
        .replace("\"location\": \"main\"", "\"location\": \"" + store + "\"")
        .replace("\"register\": \"R1\"", "\"register\": null");
    var sold = hub.http().post("/api/v1/sales", body);
    assertThat(sold.status()).as(sold.body()).isEqualTo(201);
  }
}
