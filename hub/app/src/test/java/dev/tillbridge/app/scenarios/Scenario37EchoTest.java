package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.hub.reports.LiveView;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Scenario 37: a tag is written on an order, and the shop tells of it as it tells of any change.
 * Nothing comes of it, and what waits for a person goes on waiting.
 */
class Scenario37EchoTest {

  private final Hub hub = Hub.shared();

  @ParameterizedTest(name = "{0} tags on an order of {1}")
  @CsvSource({"1, 2", "3, 1"})
  void an_echo_causes_no_write_no_import_and_clears_no_error(int tags, int bought) {
    var shelf = ShopShelf.stocked(hub, 8);
    var order = hub.outside().placed(shelf.sku, bought);
    soon().until(() -> shelf.sales() == 1);
    var id = shelf.sale().findFirst().orElseThrow().path("id").asString();
    // The error: a unit was taken off without being put back, and somebody must look for it.
    hub.outside()
        .act(
            order,
            "refund",
            "{\"sku\":\"%s\",\"quantity\":1,\"restock\":false}".formatted(shelf.sku));
    soon()
        .until(() -> cases(order).count() == 1
            && sale(id).at("/deliveries/0/state").asString("").equals("DONE")
            && new Arrivals(hub, order).booked(id) == 2
            && shelf.shown() == shelf.published()
            && quiet());
    var before = told(sale(id));
    var error = cases(order).findFirst().orElseThrow();
    var onHand = shelf.place();
    int written = writes();
    int booked = hub.outside().truth("quickbooks").path("documents").size();

    for (int i = 0; i < tags; i++) {
      order(order, i);
    }
    var changed = Instant.parse(
        hub.outside().act(order, "tag", "{\"tag\":\"last\"}").path("updatedAt").asString());
    soon().until(() -> updatedAt(id).equals(changed) && quiet());

    assertThat(told(sale(id))).as("the sale, with its version").isEqualTo(before);
    assertThat(shelf.place()).as("the shelf").isEqualTo(onHand);
    assertThat(writes()).as("writes to the shop").isEqualTo(written);
    assertThat(hub.outside().truth("quickbooks").path("documents").size()).isEqualTo(booked);
    assertThat(cases(order)).as("what waits for a person").containsExactly(error);
  }

  private void order(JsonNode order, int tag) {
    hub.outside().act(order, "tag", "{\"tag\":\"hub-" + tag + "\"}");
  }

  private JsonNode sale(String id) {
    return hub.http().get("/api/v1/sales/" + id).json();
  }

  private Instant updatedAt(String id) {
    return Instant.parse(sale(id).at("/order/updatedAt").asString());
  }

  /** All but the time of the order's last change, which an echo moves on. */
  private static JsonNode told(JsonNode sale) {
    var copy = sale.deepCopy();
    ((ObjectNode) copy.path("order")).remove("updatedAt");
    return copy;
  }

  private java.util.stream.Stream<JsonNode> cases(JsonNode order) {
    return hub.http()
        .get("/api/v1/cases")
        .json()
        .path("cases")
        .valueStream()
        .filter(c -> c.path("title").asString("").contains(order.path("name").asString()));
  }

  private int writes() {
    return hub.outside().truth("shopify").path("effects").size();
  }

  private boolean quiet() {
    return hub.part(LiveView.class).waiting().inboxDue() == 0
        && hub.outside().truth("shopify").at("/webhooks/pending").asInt() == 0;
  }
}
