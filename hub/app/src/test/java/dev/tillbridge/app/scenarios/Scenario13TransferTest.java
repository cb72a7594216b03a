package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Goods go from the warehouse (north) to the store (main). */
class Scenario13TransferTest {

  private final Hub hub = Hub.shared();
  private String sku = "";

  @ParameterizedTest(name = "warehouse {0}, store {1}; ship {2}; {3} damaged")
  @CsvSource({"10, 2, 6, 1, 4, 7", "40, 0, 25, 4, 15, 21", "3, 1, 3, 0, 0, 4"})
  void in_transit_is_not_sellable_and_what_arrives_damaged_neither(
      int warehouse, int store, int ships, int damaged, int warehouseThen, int storeThen) {
    stock(warehouse, store);
    var transfer = draft(ships);
    assertThat(step(transfer, "ship", "").status()).isEqualTo(200);
    assertThat(at("north").path("onHand").asInt()).isEqualTo(warehouseThen);
    assertThat(at("main").path("inTransit").asInt()).isEqualTo(ships);
    assertThat(at("main").path("onHand").asInt()).isEqualTo(store);
    var hold = hub.http().post("/api/v1/holds", Goods.wish(UUID.randomUUID(), sku, store + 1));
    assertThat(hold.code()).as("in transit is not sellable").isEqualTo("insufficient-stock");

    var received = receive(transfer, ships - damaged, damaged, 0, null);

    assertThat(received.status()).as(received.body()).isEqualTo(201);
    assertThat(received.json().path("state").asString()).isEqualTo("RECEIVED");
    assertThat(at("main").path("onHand").asInt()).isEqualTo(storeThen);
    assertThat(at("main").path("damaged").asInt()).isEqualTo(damaged);
    assertThat(at("main").path("inTransit").asInt()).isZero();
    assertThat(at("main").path("available").asInt()).isEqualTo(storeThen);
  }

  @Test
  void it_arrives_in_parts_and_a_difference_is_explained() {
    stock(12, 0);
    var transfer = draft(8);
    step(transfer, "ship", "");
    assertThat(receive(transfer, 3, 0, 0, null).json().path("state").asString())
        .isEqualTo("SHIPPED");
    assertThat(at("main").path("inTransit").asInt()).isEqualTo(5);
    var unexplained = receive(transfer, 4, 0, 1, null);
    assertThat(unexplained.status()).isEqualTo(422);
    assertThat(unexplained.field()).isEqualTo("reason");
    assertThat(receive(transfer, 4, 0, 1, "box was open").json().path("state").asString())
        .isEqualTo("RECEIVED");
    assertThat(at("main").path("onHand").asInt()).isEqualTo(7);
    assertThat(hub.http().get("/api/v1/cases").body()).contains("box was open");
  }

  @ParameterizedTest(name = "{0} there, {1} leave")
  @CsvSource({"5, 4", "1, 1", "12, 12"})
  void what_the_shop_shows_is_taken_back_before_it_leaves(int there, int leave) {
    var shelf = ShopShelf.stocked(hub, there);
    sku = shelf.sku;
    assertThat(shelf.shown()).isGreaterThan(there - leave);
    var id = UUID.randomUUID();
    var drafted = hub.http().post("/api/v1/transfers", """
        {"id": "%s", "from": "main", "to": "north", "reference": "Back to the warehouse",
         "lines": [{"sku": "%s", "quantity": %d}]}
        """.formatted(id, sku, leave));
    assertThat(drafted.status()).as(drafted.body()).isEqualTo(201);

    var shipped = step(id, "ship", "");

    assertThat(shipped.status()).as(shipped.body()).isEqualTo(200);
    assertThat(shelf.shown()).as("the shop shows only what stays").isBetween(0, there - leave);
    assertThat(at("main").path("onHand").asInt()).isEqualTo(there - leave);
    assertThat(at("main").path("short").asInt()).isZero();
    assertThat(at("north").path("inTransit").asInt()).isEqualTo(leave);
  }

  @Test
  void what_is_not_there_cannot_be_sent() {
    stock(2, 0);
    var transfer = draft(3);
    var refused = step(transfer, "ship", "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("insufficient-stock");
    assertThat(refused.json().at("/shortages/0/available").asInt()).isEqualTo(2);
    assertThat(step(transfer, "cancel", "").json().path("state").asString()).isEqualTo("CANCELLED");
    var late = step(transfer, "ship", "");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.code()).isEqualTo("wrong-state");
  }

  @Test
  void a_step_that_is_repeated_happens_once() {
    stock(9, 0);
    var transfer = draft(4);
    var ship = "{\"id\": \"%s\"}".formatted(UUID.randomUUID());
    var path = "/api/v1/transfers/" + transfer + "/ship";
    assertThat(hub.http().post(path, ship).body())
        .isEqualTo(hub.http().post(path, ship).body());
    assertThat(at("north").path("onHand").asInt()).isEqualTo(5);
    var listed =
        hub.http().get("/api/v1/transfers?location=main&state=SHIPPED&limit=1").json();
    assertThat(listed.at("/transfers/0/id").asString()).isEqualTo(transfer.toString());
  }

  private void stock(int warehouse, int store) {
    sku = Goods.stocked(hub, Math.max(1, store), 700);
    if (store == 0) {
      damageAndWriteOff();
    }
    var receipt =
        hub.http().post("/api/v1/stock/receipts", """
        {"id": "%s", "location": "north", "reference": "PO", "lines": [{"sku": "%s", "quantity": %d}]}
        """.formatted(UUID.randomUUID(), sku, warehouse));
    assertThat(receipt.status()).isEqualTo(201);
  }

  private void damageAndWriteOff() {
    for (var kind : new String[] {"DAMAGED", "WRITTEN_OFF"}) {
      var answer =
          hub.http().post("/api/v1/stock/damage", """
          {"id": "%s", "kind": "%s", "location": "main", "reason": "dropped",
           "lines": [{"sku": "%s", "quantity": 1}]}
          """.formatted(UUID.randomUUID(), kind, sku));
      assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }
  }

  private UUID draft(int units) {
    var id = UUID.randomUUID();
    var answer = hub.http().post("/api/v1/transfers", """
        {"id": "%s", "from": "north", "to": "main", "reference": "Monday's van",
         "lines": [{"sku": "%s", "quantity": %d}]}
        """.formatted(id, sku, units));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return id;
  }

  private Answer step(UUID transfer, String step, String more) {
    return hub.http()
        .post(
            "/api/v1/transfers/" + transfer + "/" + step,
            "{\"id\": \"%s\"%s}".formatted(UUID.randomUUID(), more));
  }

  private Answer receive(
      UUID transfer,
      int good,
      int damaged,
      int missing,
      @org.jspecify.annotations.Nullable String reason) {
    return step(transfer, "receipts", """
        , "reason": %s, "lines": [{"sku": "%s", "good": %d, "damaged": %d, "missing": %d}]
        """.formatted(
            reason == null ? "null" : "\"" + reason + "\"", sku, good, damaged, missing));
  }

  private JsonNode at(String location) {
    for (var place : hub.http().get("/api/v1/stock/" + sku).json().path("locations")) {
      if (place.path("location").asString().equals(location)) {
        return place;
      }
    }
    throw new AssertionError("nothing of " + sku + " at " + location);
  }
}
