package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
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
    soon()
        .until(
            () -> hub.part(dev.tillbridge.hub.reports.LiveView.class).waiting().inboxDue() == 0);
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

  private String posting(ShopShelf shelf) {
    var id = shelf.sale().findFirst().orElseThrow().path("id").asString();
    return hub.http()
        .get("/api/v1/sales/" + id)
        .json()
        .at("/deliveries/0/state")
        .asString("");
  }
}
