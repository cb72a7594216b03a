package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.hub.reports.LiveView;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Fault row F33 and attack row A13: news of an order comes several times and the later before the
 * earlier. The version decides, not the arrival.
 */
class OrdersInDisorderTest {

  private final Hub hub = Hub.shared();

  @AfterEach
  void heal() {
    hub.outside().faults("shopify", "{}");
  }

  @ParameterizedTest(name = "F33, each {0} times, {1} ms late")
  @CsvSource({"3, 0", "3, 300", "5, 700"})
  void f33_a13_the_latest_version_wins_whatever_comes_first(int copies, int late) {
    var shelf = ShopShelf.stocked(hub, 20);
    // What is announced first comes last.
    disorder(copies, 2 * late);
    var order = hub.outside().placed(shelf.sku, 4);
    disorder(copies, late);
    hub.outside().act(order, "fulfil", "{\"sku\":\"%s\",\"quantity\":2}".formatted(shelf.sku));
    hub.outside().act(order, "edit", "{\"sku\":\"%s\",\"quantity\":3}".formatted(shelf.sku));
    hub.outside()
        .act(
            order,
            "refund",
            "{\"sku\":\"%s\",\"quantity\":1,\"restock\":true}".formatted(shelf.sku));
    disorder(copies, 0);
    var truth = hub.outside().act(order, "tag", "{}");
    settled(shelf, truth);

    var sale = sale(shelf);
    int wrong = 0;
    wrong += amount(sale.at("/order/total")).compareTo(decimal(truth, "total")) == 0 ? 0 : 1;
    wrong += amount(sale.at("/order/refunded")).compareTo(decimal(truth, "refunded")) == 0 ? 0 : 1;
    wrong += shelf.onHand() == 19 ? 0 : 1;
    wrong += shelf.place().path("committed").asInt() == 5 ? 0 : 1;
    System.out.printf("F33: %d copies, %d ms late: wrong final states %d%n", copies, late, wrong);
    assertThat(shelf.sales()).isEqualTo(1);
    assertThat(wrong).as("wrong final states of %s against %s", sale, truth).isZero();
  }

  @Test
  void a13_an_end_that_comes_before_its_beginning_stays_the_end() {
    var shelf = ShopShelf.stocked(hub, 6);
    disorder(1, 900);
    var order = hub.outside().placed(shelf.sku, 2);
    disorder(1, 0);
    hub.outside().cancel(order);
    soon()
        .until(() -> quiet()
            && shelf.place().path("committed").asInt() == 0
            && shelf.shown() == shelf.published());
    assertThat(shelf.onHand()).isEqualTo(6);
    assertThat(shelf.sale().filter(sale -> !sale.path("state").asString().equals("CANCELLED")))
        .isEmpty();
  }

  private void disorder(int copies, int delayMs) {
    hub.outside()
        .faults(
            "shopify",
            "{\"duplicateWebhooks\": %d, \"reorderWebhooks\": true, \"delayWebhooksMs\": %d}"
                .formatted(copies - 1, delayMs));
  }

  private void settled(ShopShelf shelf, JsonNode truth) {
    soon()
        .until(() -> quiet()
            && shelf.sales() == 1
            && sale(shelf)
                .at("/order/updatedAt")
                .asString("")
                .equals(truth.path("updatedAt").asString()));
  }

  private boolean quiet() {
    return hub.part(LiveView.class).waiting().inboxDue() == 0
        && hub.outside().truth("shopify").at("/webhooks/pending").asInt() == 0;
  }

  private JsonNode sale(ShopShelf shelf) {
    var id = shelf.sale().findFirst().orElseThrow().path("id").asString();
    return hub.http().get("/api/v1/sales/" + id).json();
  }

  private static BigDecimal amount(JsonNode money) {
    return BigDecimal.valueOf(money.path("minor").asLong(), 2);
  }

  private static BigDecimal decimal(JsonNode order, String name) {
    return new BigDecimal(order.path(name).asString());
  }
}
