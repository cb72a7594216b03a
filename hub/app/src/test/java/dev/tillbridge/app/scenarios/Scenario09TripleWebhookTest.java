package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.hub.reports.LiveView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenario 9: the same event three times and out of order is one order. */
class Scenario09TripleWebhookTest {

  private final Hub hub = Hub.shared();

  @AfterEach
  void heal() {
    hub.outside().faults("shopify", "{}");
  }

  @ParameterizedTest(name = "{0} of {1}, each webhook {2} times more")
  @CsvSource({"1, 5, 2", "3, 7, 6"})
  void stock_goes_down_once_and_the_books_hear_once(int bought, int units, int repeats) {
    var shelf = ShopShelf.stocked(hub, units);
    hub.outside()
        .faults("shopify", "{\"duplicateWebhooks\": " + repeats + ", \"reorderWebhooks\": true}");
    hub.outside().placed(shelf.sku, bought);
    soon().until(() -> shelf.sales() == 1 && posting(shelf).equals("DONE"));
    soon().until(() -> hub.part(LiveView.class).waiting().inboxDue() == 0);
    assertThat(shelf.sales()).isEqualTo(1);
    assertThat(shelf.place().path("committed").asInt()).isEqualTo(bought);
    assertThat(shelf.onHand()).isEqualTo(units);
    var id = shelf.sale().findFirst().orElseThrow().path("id").asString();
    assertThat(hub.outside()
            .truth("quickbooks")
            .path("documents")
            .valueStream()
            .filter(d -> d.path("privateNote").asString("").contains(id)))
        .hasSize(1);
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({"1, 5", "2, 9"})
  void the_update_before_the_create_each_three_times_is_one_order(int bought, int units) {
    var shelf = ShopShelf.stocked(hub, units);
    int sent = sent();
    hub.outside().faults("shopify", "{\"duplicateWebhooks\": 2, \"delayWebhooksMs\": 1500}");
    var order = hub.outside().placed(shelf.sku, bought);
    hub.outside().faults("shopify", "{\"duplicateWebhooks\": 2}");
    hub.outside().act(order, "tag", "{}");
    var arrivals = new Arrivals(hub, order);
    soon()
        .until(() -> arrivals.topics().size() == 3
            && sent() >= sent + 9
            && hub.outside().truth("shopify").at("/webhooks/pending").asInt() == 0
            && hub.part(LiveView.class).waiting().inboxDue() == 0
            && shelf.sales() == 1
            && posting(shelf).equals("DONE"));
    assertThat(arrivals.topics())
        .as("each event once")
        .containsExactly("orders/updated", "orders/create", "orders/paid");
    assertThat(shelf.sales()).isEqualTo(1);
    assertThat(shelf.place().path("committed").asInt()).isEqualTo(bought);
    assertThat(shelf.sellable()).isEqualTo(units - bought);
    assertThat(arrivals.booked(shelf.sale().findFirst().orElseThrow().path("id").asString()))
        .isEqualTo(1);
  }

  private int sent() {
    return hub.outside().truth("shopify").at("/webhooks/sent").asInt();
  }

  private String posting(ShopShelf shelf) {
    var id = shelf.sale().findFirst().orElseThrow().path("id").asString();
    return hub.http()
        .get("/api/v1/sales/" + id)
        .json()
        .at("/deliveries/0/state")
        .asString("");
  }
}
