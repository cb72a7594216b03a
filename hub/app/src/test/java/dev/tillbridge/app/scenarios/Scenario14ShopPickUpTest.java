package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.hub.desk.PickUps;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Scenario 14 with an order of the online shop: it is set aside by itself, the till is warned, the
 * shop tells the customer that he can come, and gives his money back when he does not.
 */
class Scenario14ShopPickUpTest {

  private final Hub hub = Hub.shared();

  @AfterEach
  void heal() {
    hub.outside().faults("shopify", "{}");
    hub.http().post("/api/v1/locations/main/desk", "{\"pickupDays\": 7}");
  }

  @ParameterizedTest(name = "the store has {0}, all reserved; the till scans {1}")
  @CsvSource({"1, 1", "3, 2"})
  void what_is_ordered_for_pick_up_is_reserved_and_the_till_is_warned(int units, int scanned) {
    var shelf = ShopShelf.stocked(hub, units);
    var order = WebOrder.placed(hub, WebOrder.line(shelf.sku, units), "PICK_UP");
    var pickup = pickup(order);
    assertThat(pickup.path("reference").asString()).isEqualTo(order.name());
    assertThat(pickup.path("payment").asString()).isEqualTo("SHOP");

    var warning = scan(shelf.sku, scanned, "");
    assertThat(warning.code()).isEqualTo("insufficient-stock");
    assertThat(warning.json().at("/shortages/0/reservedFor/0/reference").asString())
        .isEqualTo(order.name());
    var allowed =
        scan(shelf.sku, scanned, ", \"override\": {\"name\": \"Olivia\", \"pin\": \"739164\"}");
    assertThat(allowed.status()).as(allowed.body()).isEqualTo(201);
    var cases = new DeskCases(hub, shelf.sku);
    var found = cases.only();
    assertThat(found.path("detail").asString())
        .contains("Pick-up %s will not get".formatted(order.name()));
    Goods.receive(hub, "north", shelf.sku, units);
    var done =
        cases.remedy(found, UUID.randomUUID(), "OTHER_LOCATION", ", \"location\": \"north\"");
    assertThat(done.status()).as(done.body()).isEqualTo(200);
    assertThat(cases.open()).isEmpty();
    assertThat(pickup(order).path("location").asString()).isEqualTo("north");
  }

  @ParameterizedTest(name = "{0} units, {1} days")
  @CsvSource({"1, 7", "3, 12"})
  void what_nobody_collects_is_released_and_the_shop_gives_the_money_back(int units, int days) {
    hub.http().post("/api/v1/locations/main/desk", "{\"pickupDays\": " + days + "}");
    var shelf = ShopShelf.stocked(hub, units);
    var order = WebOrder.placed(hub, WebOrder.line(shelf.sku, units), "PICK_UP");
    var pickup = pickup(order);
    var id = pickup.path("id").asString();
    assertThat(Duration.between(
            Instant.parse(pickup.path("madeAt").asString()),
            Instant.parse(pickup.path("collectBy").asString())))
        .isEqualTo(Duration.ofDays(days));
    daysPass(id, days - 1);
    hub.part(PickUps.class).settle();
    assertThat(shelf.place().path("committed").asInt()).isEqualTo(units);

    // The answer to the first attempt is lost; asking shows that the money went back.
    hub.outside().faults("shopify", "{\"loseAnswerAfterEffect\": 1, \"match\": \"refundCreate\"}");
    daysPass(id, 1);
    hub.part(PickUps.class).settle();
    assertThat(get(id).path("state").asString()).isEqualTo("UNCOLLECTED");
    assertThat(shelf.place().path("committed").asInt()).isZero();
    var total = order.atShop().path("total").asString();
    soon().until(() -> order.shopNow().path("refunded").asString().equals(total));
    soon().until(() -> given(order).equals("DONE"));
    hub.part(PickUps.class).settle();
    assertThat(cases())
        .doesNotContain(id)
        .doesNotContain("units of order " + order.name() + " were taken off");

    // The shop has put nothing back by itself; the hub shows the units anew, and all agree.
    soon().until(() -> shelf.shown() == units && shelf.published() == units);
    assertThat(shelf.onHand()).isEqualTo(units);
    assertThat(order.sale().path("state").asString()).isEqualTo("CANCELLED");
    assertThat(order.shopNow().path("refunded").asString()).isEqualTo(total);
  }

  @Test
  void a_ready_one_is_told_of_once_and_waits_from_then_on() {
    var shelf = ShopShelf.stocked(hub, 2);
    var order = WebOrder.placed(hub, WebOrder.line(shelf.sku, 2), "PICK_UP");
    var id = pickup(order).path("id").asString();
    daysPass(id, 5);
    for (int i = 0; i < 2; i++) {
      var ready = hub.http().post("/api/v1/pickups/" + id + "/ready", "");
      assertThat(ready.status()).as(ready.body()).isEqualTo(200);
    }
    soon().until(() -> order.dispatch().at("/parts/0/ready").asBoolean());
    var told = get(id);
    assertThat(Duration.between(
            Instant.parse(told.path("readyAt").asString()),
            Instant.parse(told.path("collectBy").asString())))
        .isEqualTo(Duration.ofDays(7));
  }

  @Test
  void a_collected_one_has_left_at_the_shop_too_and_the_shelf_moved_once() {
    var shelf = ShopShelf.stocked(hub, 3);
    var order = WebOrder.placed(hub, WebOrder.line(shelf.sku, 2), "PICK_UP");
    var id = pickup(order).path("id").asString();
    for (int i = 0; i < 2; i++) {
      assertThat(hub.http().post("/api/v1/pickups/" + id + "/collect", "").status())
          .isEqualTo(200);
    }
    soon().until(() -> order.shopNow().path("status").asString().equals("fulfilled"));
    assertThat(order.dispatch().path("sendings")).hasSize(1);
    assertThat(order.dispatch().at("/sendings/0/told").asBoolean()).isFalse();
    assertThat(shelf.onHand()).isEqualTo(1);
    assertThat(shelf.place().path("committed").asInt()).isZero();
    assertThat(order.sale().path("state").asString()).isEqualTo("FULFILLED");
    assertThat(order.isOpen()).isFalse();
  }

  private String cases() {
    return hub.http().get("/api/v1/cases").body();
  }

  private String given(WebOrder order) {
    return hub.part(JdbcClient.class)
        .sql("select state from shop_giving where sale_id = :id::uuid")
        .param("id", order.id())
        .query(String.class)
        .single();
  }

  private JsonNode pickup(WebOrder order) {
    soon().until(() -> order.now().has("pickup"));
    return get(order.now().path("pickup").asString());
  }

  private JsonNode get(String pickup) {
    return hub.http().get("/api/v1/pickups/" + pickup).json();
  }

  private Answer scan(String sku, int units, String more) {
    var body = Goods.wish(UUID.randomUUID(), sku, units);
    return hub.http()
        .post("/api/v1/holds", body.replace("\"ttlSeconds\": 600", "\"ttlSeconds\": 600" + more));
  }

  private void daysPass(String pickup, int days) {
    hub.part(JdbcClient.class).sql("""
            update pickup set collect_by = collect_by - :days * interval '1 day' where id = :id::uuid
            """).param("days", days).param("id", pickup).update();
  }
}
