package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scenario 2: what lies on the counter is off the shop within five seconds; an order that lands in
 * between is one case with remedies, and nobody is shown less than nothing.
 */
class Scenario02TillAgainstShopTest {

  private final Hub hub = Hub.shared();

  @AfterEach
  void heal() {
    hub.outside().faults("shopify", "{}");
  }

  @ParameterizedTest(name = "{0} on the shelf")
  @ValueSource(ints = {1, 4})
  void what_the_cashier_scans_is_off_the_shop_within_five_seconds(int units) {
    var shelf = ShopShelf.stocked(hub, units);
    assertThat(shelf.shown()).isEqualTo(units);
    var held = hub.http().post("/api/v1/holds", Goods.wish(UUID.randomUUID(), shelf.sku, units));
    assertThat(held.status()).as(held.body()).isEqualTo(201);
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> shelf.shown() == 0);
  }

  @ParameterizedTest(name = "{0} on the shelf, {1} ordered in the window")
  @CsvSource({"1, 1", "4, 3"})
  void an_order_in_the_window_is_one_case_with_remedies(int units, int ordered) {
    var shelf = ShopShelf.stocked(hub, units);
    var cases = new DeskCases(hub, shelf.sku);
    // The shop sells, and the hub does not hear of it; the customer at the counter has the goods in
    // his hand.
    hub.outside().faults("shopify", "{\"dropWebhooks\": true}");
    hub.outside().placed(shelf.sku, ordered);
    var sold = hub.http()
        .post("/api/v1/sales", Goods.cashSale(UUID.randomUUID(), shelf.sku, units, 1_999));
    assertThat(sold.status()).as(sold.body()).isEqualTo(201);

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> !cases.open().isEmpty());
    var found = cases.only();
    assertThat(found.path("title").asString())
        .isEqualTo("Oversold by %d of %s at Main Street".formatted(ordered, shelf.sku));
    assertThat(found.at("/oversold/short").asInt()).isEqualTo(ordered);
    assertThat(found.at("/oversold/victims/0/who/kind").asString()).isEqualTo("ORDER");
    assertThat(found.at("/oversold/victims/0/remedies").valueStream())
        .extracting(option -> option.path("remedy").asString())
        .contains("OTHER_LOCATION", "CANCEL_AND_REFUND", "WAIT", "SUBSTITUTE");
    assertNobodySeesLessThanNothing(shelf, ordered);

    // The unit is found at the other end of town.
    var lacking =
        cases.remedy(found, UUID.randomUUID(), "OTHER_LOCATION", ", \"location\": \"north\"");
    assertThat(lacking.status()).isEqualTo(409);
    assertThat(lacking.code()).isEqualTo("not-possible");
    Goods.receive(hub, "north", shelf.sku, ordered);
    var id = UUID.randomUUID();
    var done = cases.remedy(found, id, "OTHER_LOCATION", ", \"location\": \"north\"");
    assertThat(done.status()).as(done.body()).isEqualTo(200);
    assertThat(done.json().path("by").asString()).isEqualTo("token everything");
    var again = cases.remedy(found, id, "OTHER_LOCATION", ", \"location\": \"north\"");
    assertThat(again.body()).isEqualTo(done.body());
    assertThat(cases.open()).isEmpty();
    assertThat(shelf.place().path("short").asInt()).isZero();
    assertThat(shelf.place().path("committed").asInt()).isZero();
    assertThat(north(shelf).path("committed").asInt()).isEqualTo(ordered);
    soon().until(() -> shelf.shown() == 0);
  }

  private void assertNobodySeesLessThanNothing(ShopShelf shelf, int missing) {
    assertThat(shelf.place().path("available").asInt()).isZero();
    assertThat(shelf.place().path("short").asInt()).isEqualTo(missing);
    var till = hub.http()
        .get("/api/v1/stock?location=main")
        .json()
        .path("levels")
        .valueStream()
        .filter(level -> level.path("sku").asString().equals(shelf.sku))
        .findFirst()
        .orElseThrow();
    assertThat(till.path("available").asInt()).isZero();
    assertThat(till.path("short").asInt()).isEqualTo(missing);
    var product = hub.http()
        .get("/api/v1/products?location=main&query=" + shelf.sku)
        .json()
        .at("/products/0/variants/0/available");
    assertThat(product.asInt(-1)).isZero();
    var console = hub.http()
        .send(
            "GET",
            "/console/live/stock?q=" + shelf.sku,
            null,
            "Cookie",
            "TILLBRIDGE_CONSOLE=" + hub.session("OWNER"));
    assertThat(console.body()).contains("short " + missing).doesNotContain(">-" + missing + "<");
    assertThat(shelf.shown()).as("what the shop says").isNotNegative();
  }

  private tools.jackson.databind.JsonNode north(ShopShelf shelf) {
    return hub.http()
        .get("/api/v1/stock/" + shelf.sku)
        .json()
        .path("locations")
        .valueStream()
        .filter(place -> place.path("location").asString().equals("north"))
        .findFirst()
        .orElseThrow();
  }
}
