package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.hub.reports.LiveView;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenario 3: the shop's number is never pushed back up over an order that we have not seen yet. */
class Scenario03NoReboundTest {

  private final Hub hub = Hub.shared();

  @AfterEach
  void heal() {
    hub.outside().faults("shopify", "{}");
  }

  @ParameterizedTest(name = "{0} on the shelf")
  @ValueSource(ints = {1, 4})
  void an_order_whose_webhook_is_late_is_found_by_the_push_that_it_makes_stale(int units) {
    var shelf = ShopShelf.stocked(hub, units);
    int stale = truth("/staleRefusals");
    hub.outside().faults("shopify", "{\"delayWebhooksMs\": 20000}");
    hub.outside().placed(shelf.sku, units);
    assertThat(shelf.shown()).isZero();
    // Something moves at the counter, so that the hub looks at the shop's number.
    var hold = UUID.randomUUID();
    hub.http().post("/api/v1/holds", Goods.wish(hold, shelf.sku, 1));
    soon().until(() -> {
      assertThat(shelf.shown()).as("never set back").isZero();
      return shelf.place().path("committed").asInt() == units;
    });
    assertThat(truth("/webhooks/pending")).as("nobody has told of it yet").isPositive();
    assertThat(truth("/staleRefusals")).as("refused as stale").isGreaterThan(stale);
    assertBothAtNone(shelf);
    // The webhook comes at last, and is no news.
    soon()
        .until(() -> truth("/webhooks/pending") == 0
            && hub.part(LiveView.class).waiting().inboxDue() == 0);
    assertBothAtNone(shelf);
    assertThat(shelf.place().path("committed").asInt()).isEqualTo(units);
  }

  private static void assertBothAtNone(ShopShelf shelf) {
    assertThat(shelf.sellable()).isZero();
    assertThat(shelf.shown()).isZero();
    assertThat(shelf.sales()).isEqualTo(1);
  }

  private int truth(String figure) {
    return hub.outside().truth("shopify").at(figure).asInt();
  }
}
