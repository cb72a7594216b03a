package dev.tillbridge.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Sales on their whole way, from the till or the shop to the books, judged by the world outside. */
class WholeWayTest {

  private final Hub hub = Hub.shared();

  @Test
  void a_counter_sale_lowers_the_shop_and_is_booked_once() {
    var sku = sold(10);
    var id = UUID.randomUUID();
    var body = Goods.cashSale(id, sku, 2, 1_999);
    var first = hub.http().post("/api/v1/sales", body);
    assertThat(first.status()).as(first.body()).isEqualTo(201);
    var again = hub.http().post("/api/v1/sales", body);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("number")).isEqualTo(first.json().path("number"));

    await(Duration.ofSeconds(60)).until(() -> isBooked(id));
    assertThat(documents(id)).isEqualTo(1);
    await(Duration.ofSeconds(60)).until(() -> shown(sku) <= 8);
    assertThat(onHand(sku)).isEqualTo(8);
  }

  @Test
  void a_web_order_becomes_a_sale_and_is_booked_once() {
    var sku = sold(5);
    assertThat(hub.outside().order(sku, 1)).isEqualTo(201);
    await(Duration.ofSeconds(60)).until(() -> !saleOf(sku).isMissingNode());
    var sale = saleOf(sku);
    assertThat(sale.path("channel").asString()).isEqualTo("WEB");
    var id = UUID.fromString(sale.path("id").asString());
    await(Duration.ofSeconds(60)).until(() -> isBooked(id));
    assertThat(documents(id)).isEqualTo(1);
  }

  @Test
  void an_answer_that_quickbooks_loses_after_saving_makes_no_second_document() {
    var sku = sold(5);
    var id = UUID.randomUUID();
    hub.outside()
        .faults("quickbooks", "{\"loseAnswerAfterEffect\": 1, \"match\": \"salesreceipt\"}");
    try {
      assertThat(
              hub.http().post("/api/v1/sales", Goods.cashSale(id, sku, 1, 500)).status())
          .isEqualTo(201);
      await(Duration.ofSeconds(90)).until(() -> isBooked(id));
      assertThat(hub.outside()
              .truth("quickbooks")
              .at("/faults/loseAnswerAfterEffect")
              .asInt(0))
          .as("the fault has struck")
          .isZero();
    } finally {
      hub.outside().faults("quickbooks", "{}");
    }
    assertThat(documents(id)).isEqualTo(1);
  }

  @Test
  void an_id_that_stands_for_another_sale_is_refused() {
    var sku = Goods.stocked(hub, 5, 500);
    var id = UUID.randomUUID();
    assertThat(hub.http().post("/api/v1/sales", Goods.cashSale(id, sku, 1, 500)).status())
        .isEqualTo(201);
    var other = hub.http().post("/api/v1/sales", Goods.cashSale(id, sku, 2, 500));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.code()).isEqualTo("id-reused");
  }

  @Test
  void a_sale_that_was_not_paid_to_the_cent_is_refused() {
    var sku = Goods.stocked(hub, 5, 500);
    var body = Goods.cashSale(UUID.randomUUID(), sku, 1, 500)
        .replaceFirst(
            "\"CASH\", \"amount\": \\{\"minor\": \\d+", "\"CASH\", \"amount\": {\"minor\": 1");
    assertThat(hub.http().post("/api/v1/sales", body).status()).isEqualTo(422);
  }

  /** A SKU that the shop sells too, and shows. */
  private String sold(int quantity) {
    var sku = Goods.stocked(hub, quantity, 1_999);
    hub.outside().list(sku, 1_999);
    hub.http().post("/api/v1/shop/link", "");
    await(Duration.ofSeconds(60)).until(() -> shown(sku) > 0);
    return sku;
  }

  private static ConditionFactory await(Duration atMost) {
    return org.awaitility.Awaitility.await().atMost(atMost).pollInterval(Duration.ofMillis(50));
  }

  private boolean isBooked(UUID sale) {
    return hub.http()
        .get("/api/v1/sales/" + sale)
        .json()
        .at("/deliveries/0/state")
        .asString("")
        .equals("DONE");
  }

  private long documents(UUID sale) {
    return hub.outside()
        .truth("quickbooks")
        .path("documents")
        .valueStream()
        .filter(d -> d.path("privateNote").asString("").contains(sale.toString()))
        .count();
  }

  private int shown(String sku) {
    return place(sku).path("published").asInt(0);
  }

  private int onHand(String sku) {
    return place(sku).path("onHand").asInt(-1);
  }

  private JsonNode place(String sku) {
    return hub.http().get("/api/v1/stock/" + sku).json().at("/locations/0");
  }

  private JsonNode saleOf(String sku) {
    return hub.http()
        .get("/api/v1/sales?limit=50")
        .json()
        .path("sales")
        .valueStream()
        .filter(sale -> sale.at("/lines/0/sku").asString("").equals(sku))
        .findFirst()
        .orElseGet(tools.jackson.databind.node.MissingNode::getInstance);
  }
}
