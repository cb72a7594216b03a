package dev.tillbridge.app.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PurchaseOrdersApiTest {

  private static final String ORDERS = "/api/v1/purchase-orders";

  private final Hub hub = Hub.shared();

  @ParameterizedTest(name = "{0} ordered; {1} good and {2} damaged came, then {3}")
  @CsvSource({
    "10, 4, 1, 5, 5, RECEIVED, DAMAGED 1",
    "6, 2, 0, 3, 4, ORDERED, ''",
    "3, 3, 0, 2, 0, RECEIVED, OVER 2"
  })
  void goods_come_in_parts_and_what_is_not_as_ordered_is_named(
      int ordered, int good, int damaged, int then, int open, String state, String difference) {
    var sku = Goods.stocked(hub, 1, 900);
    var order = order(sku, ordered);
    assertThat(place(sku).path("onOrder").asInt()).isEqualTo(ordered);
    assertThat(place(sku).path("available").asInt()).isEqualTo(1);

    var first = receive(order, sku, good, damaged).json();
    assertThat(first.path("incoming").asInt()).isEqualTo(open);
    assertThat(place(sku).path("onOrder").asInt()).isEqualTo(open);
    assertThat(place(sku).path("onHand").asInt()).isEqualTo(1 + good);
    assertThat(place(sku).path("damaged").asInt()).isEqualTo(damaged);

    var second = receive(order, sku, then, 0).json();
    assertThat(second.path("state").asString()).isEqualTo(state);
    assertThat(second.path("receipts").size()).isEqualTo(2);
    assertThat(place(sku).path("onHand").asInt()).isEqualTo(1 + good + then);
    assertThat(second
            .path("differences")
            .valueStream()
            .map(d -> d.path("kind").asString() + " " + d.path("units").asInt()))
        .containsExactlyElementsOf(
            difference.isEmpty() ? java.util.List.of() : java.util.List.of(difference));
  }

  @Test
  void every_step_happens_once_under_its_id() {
    var sku = Goods.stocked(hub, 1, 900);
    var body = orderBody(UUID.randomUUID(), sku, 5);
    var first = hub.http().post(ORDERS, body);
    assertThat(first.status()).as(first.body()).isEqualTo(201);
    assertThat(hub.http().post(ORDERS, body).body()).isEqualTo(first.body());
    var other = hub.http().post(ORDERS, body.replace("\"quantity\": 5", "\"quantity\": 6"));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.code()).isEqualTo("id-reused");
    var order = UUID.fromString(first.json().path("id").asString());
    var receipt = receiptBody(UUID.randomUUID(), sku, 2, 0);
    var path = ORDERS + "/" + order + "/receipts";
    assertThat(hub.http().post(path, receipt).body())
        .isEqualTo(hub.http().post(path, receipt).body());
    assertThat(place(sku).path("onHand").asInt()).isEqualTo(3);
  }

  @Test
  void an_order_is_closed_or_given_up_and_says_why_it_cannot_be() {
    var sku = Goods.stocked(hub, 1, 900);
    var order = order(sku, 5);
    receive(order, sku, 3, 0);
    var cancel = step(order, "cancel", "");
    assertThat(cancel.status()).isEqualTo(409);
    assertThat(cancel.code()).isEqualTo("wrong-state");
    var silent = step(order, "close", "");
    assertThat(silent.status()).isEqualTo(422);
    assertThat(silent.field()).isEqualTo("reason");
    var closed = step(order, "close", ", \"reason\": \"out of print\"").json();
    assertThat(closed.path("state").asString()).isEqualTo("CLOSED");
    assertThat(closed.at("/differences/0/kind").asString()).isEqualTo("UNDER");
    assertThat(closed.at("/differences/0/units").asInt()).isEqualTo(2);
    assertThat(place(sku).path("onOrder").asInt()).isZero();
    assertThat(step(order, "close", ", \"reason\": \"again\"").code()).isEqualTo("wrong-state");

    var given = order(sku, 2);
    assertThat(step(given, "cancel", "").json().path("state").asString()).isEqualTo("CANCELLED");
    assertThat(receive(given, sku, 1, 0).status()).isEqualTo(409);
    assertThat(hub.http().get(ORDERS + "/" + UUID.randomUUID()).status()).isEqualTo(404);
  }

  @ParameterizedTest(name = "{0} becomes {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"sku\": \"SKU\"|\"sku\": \"NOBODY\"|lines[0].sku",
        "\"quantity\": 5|\"quantity\": 0|lines[0].quantity",
        "\"minor\": 450|\"minor\": -1|lines[0].unitCost.minor",
        "\"location\": \"main\"|\"location\": \"nowhere\"|location",
        "\"supplier\": \"Potter Ltd\"|\"supplier\": \" \"|supplier",
        "\"expectedOn\": \"2027-01-15\"|\"expectedOn\": \"1927-01-15\"|expectedOn",
        "\"expectedOn\": \"2027-01-15\"|\"expectedOn\": \"soon\"|expectedOn"
      })
  void an_order_that_makes_no_sense_names_its_field(String right, String wrong, String field) {
    var sku = Goods.stocked(hub, 1, 900);
    var body = orderBody(UUID.randomUUID(), "SKU", 5).replace(right, wrong).replace("SKU", sku);
    var answer = hub.http().post(ORDERS, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo(field);
  }

  @Test
  void what_was_not_ordered_does_not_come_with_it() {
    var sku = Goods.stocked(hub, 1, 900);
    var stranger = Goods.stocked(hub, 1, 900);
    var answer = receive(order(sku, 2), stranger, 1, 0);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("lines[0].sku");
    assertThat(place(stranger).path("onHand").asInt()).isEqualTo(1);
  }

  @Test
  void nobody_orders_tracks_or_waits_for_a_bundle() {
    var part = Goods.stocked(hub, 9, 900);
    var kit = Goods.stocked(hub, 1, 1_900);
    sell(kit);
    var made = hub.http().put("/api/v1/bundles?sku=" + kit, """
        {"parts": [{"sku": "%s", "quantity": 2}]}
        """.formatted(part));
    assertThat(made.status()).as(made.body()).isIn(200, 201, 204);
    var ordered = hub.http().post(ORDERS, orderBody(UUID.randomUUID(), kit, 5));
    assertThat(ordered.status()).as(ordered.body()).isEqualTo(422);
    assertThat(ordered.field()).isEqualTo("lines[0].sku");
    var point = hub.http().post("/api/v1/stock/reorder-points", """
        {"location": "main", "points": [{"sku": "%s", "point": 3}]}
        """.formatted(kit));
    assertThat(point.field()).isEqualTo("points[0].sku");
    var tracked = hub.http().post("/api/v1/stock/tracking", """
        {"sku": "%s", "tracking": "SERIAL"}
        """.formatted(kit));
    assertThat(tracked.field()).isEqualTo("sku");
  }

  @Test
  void a_cashier_receives_at_his_own_place_and_orders_nothing() {
    var sku = Goods.stocked(hub, 1, 900);
    var here = order(sku, 2);
    var id = UUID.randomUUID();
    hub.http().post(ORDERS, orderBody(id, sku, 2).replace("\"main\"", "\"north\""));
    assertThat(cashier("GET", ORDERS + "/" + id, null).status()).isEqualTo(404);
    assertThat(cashier("POST", ORDERS + "/" + id + "/receipts", receiptBody(id, sku, 1, 0))
            .status())
        .isEqualTo(403);
    assertThat(cashier("POST", ORDERS, orderBody(UUID.randomUUID(), sku, 1)).status())
        .isEqualTo(403);
    var came = cashier(
        "POST", ORDERS + "/" + here + "/receipts", receiptBody(UUID.randomUUID(), sku, 1, 0));
    assertThat(came.status()).as(came.body()).isEqualTo(201);
    var listed = cashier("GET", ORDERS + "?limit=100", null);
    assertThat(listed.body()).contains(here.toString()).doesNotContain(id.toString());
  }

  @Test
  void orders_are_listed_newest_first_page_by_page() {
    var sku = Goods.stocked(hub, 1, 900);
    var first = order(sku, 1);
    var second = order(sku, 1);
    var page = hub.http().get(ORDERS + "?location=main&state=ORDERED&limit=1").json();
    assertThat(page.at("/orders/0/id").asString()).isEqualTo(second.toString());
    var next = hub.http()
        .get(ORDERS + "?location=main&state=ORDERED&limit=1&cursor="
            + page.path("nextCursor").asString());
    assertThat(next.json().at("/orders/0/id").asString()).isEqualTo(first.toString());
    assertThat(hub.http().get(ORDERS + "?state=LOST").field()).isEqualTo("state");
    assertThat(hub.http().get(ORDERS + "?limit=0").field()).isEqualTo("limit");
  }

  private UUID order(String sku, int units) {
    var id = UUID.randomUUID();
    var answer = hub.http().post(ORDERS, orderBody(id, sku, units));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return id;
  }

  private static String orderBody(UUID id, String sku, int units) {
    return """
        {"id": "%s", "supplier": "Potter Ltd", "location": "main", "reference": "PO 17",
         "expectedOn": "2027-01-15",
         "lines": [{"sku": "%s", "quantity": %d, "unitCost": {"minor": 450, "currency": "USD"}}]}
        """.formatted(id, sku, units);
  }

  private static String receiptBody(UUID id, String sku, int good, int damaged) {
    return """
        {"id": "%s", "lines": [{"sku": "%s", "good": %d, "damaged": %d}]}
        """.formatted(id, sku, good, damaged);
  }

  private Answer receive(UUID order, String sku, int good, int damaged) {
    return hub.http()
        .post(
            ORDERS + "/" + order + "/receipts", receiptBody(UUID.randomUUID(), sku, good, damaged));
  }

  private Answer step(UUID order, String step, String more) {
    return hub.http()
        .post(
            ORDERS + "/" + order + "/" + step,
            "{\"id\": \"%s\"%s}".formatted(UUID.randomUUID(), more));
  }

  private void sell(String sku) {
    var sold = hub.http().post("/api/v1/sales", Goods.cashSale(UUID.randomUUID(), sku, 1, 1_900));
    assertThat(sold.status()).as(sold.body()).isEqualTo(201);
  }

  private JsonNode place(String sku) {
    return hub.http().get("/api/v1/stock/" + sku).json().at("/locations/0");
  }

  private Answer cashier(
      String method, String path, @org.jspecify.annotations.Nullable String body) {
    return hub.http()
        .send(
            method,
            path,
            body == null ? null : body.getBytes(UTF_8),
            "Cookie",
            "TILLBRIDGE_SESSION=" + hub.session("CASHIER"),
            "Sec-Fetch-Site",
            "same-origin",
            "Content-Type",
            "application/json");
  }
}
