package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.hub.reports.LiveView;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenario 10: cancelled, created, paid, in whatever order they come: stock net zero. */
class Scenario10OutOfOrderTest {

  private final Hub hub = Hub.shared();

  @AfterEach
  void heal() {
    hub.outside().faults("shopify", "{}");
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({"1, 1", "3, 8"})
  void cancelled_then_created_then_paid_is_cancelled_and_no_money_came_in(int bought, int units) {
    var shelf = ShopShelf.stocked(hub, units);
    late(1_600);
    var order = hub.outside()
        .placed("{\"unpaid\":true,\"lines\":[{\"sku\":\"%s\",\"quantity\":%d}]}"
            .formatted(shelf.sku, bought));
    late(3_200);
    hub.outside().act(order, "pay", "{}");
    late(0);
    hub.outside().cancel(order);
    var arrivals = new Arrivals(hub, order);
    soon()
        .until(() -> arrivals
                .topics()
                .containsAll(List.of("orders/cancelled", "orders/create", "orders/paid"))
            && hub.outside().truth("shopify").at("/webhooks/pending").asInt() == 0
            && hub.part(LiveView.class).waiting().inboxDue() == 0
            && shelf.shown() == shelf.published()
            && shelf.sellable() == units);
    assertThat(arrivals.topics().stream().filter(topic -> !topic.equals("orders/updated")))
        .as("in the order of the scenario")
        .containsExactly("orders/cancelled", "orders/create", "orders/paid");
    assertThat(shelf.onHand()).as("stock net zero").isEqualTo(units);
    assertThat(shelf.place().path("committed").asInt()).isZero();
    assertThat(shelf.sale().filter(sale -> !sale.path("state").asString("").equals("CANCELLED")))
        .as("revenue net zero: no sale stands")
        .isEmpty();
    assertThat(arrivals.booked(":" + order.path("id").asString()))
        .as("and the books heard of none")
        .isZero();
  }

  private void late(int ms) {
    hub.outside().faults("shopify", "{\"delayWebhooksMs\": " + ms + "}");
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({"1, 5", "2, 4"})
  void a_cancelled_order_leaves_the_shelf_as_it_was(int bought, int units) {
    var shelf = ShopShelf.stocked(hub, units);
    hub.outside()
        .faults(
            "shopify",
            "{\"delayWebhooksMs\": 400, \"reorderWebhooks\": true, \"duplicateWebhooks\": 1}");
    var order = hub.outside().placed(shelf.sku, bought);
    hub.outside().cancel(order);
    soon()
        .until(() -> hub.outside().truth("shopify").at("/webhooks/pending").asInt() == 0
            && shelf.place().path("committed").asInt() == 0
            && hub.part(LiveView.class).waiting().inboxDue() == 0
            && shelf.shown() == shelf.published()
            && shelf.shown() > 0
            && shelf.sellable() == units);
    assertThat(shelf.onHand()).isEqualTo(units);
    assertThat(shelf.sale().filter(sale -> !sale.path("state").asString("").equals("CANCELLED")))
        .as("no sale stands")
        .isEmpty();
  }
}
