package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.hub.reports.LiveView;
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
        .until(() -> shelf.place().path("committed").asInt() == 0
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
