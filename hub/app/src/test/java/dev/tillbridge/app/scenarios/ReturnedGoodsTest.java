package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.hub.reports.LiveView;
import dev.tillbridge.hub.sales.ShopOrders;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The shop puts returned goods on its shelf before any money goes back, or without: they are on ours
 * as well, once, whatever refund tells of them later.
 */
class ReturnedGoodsTest {

  private final Hub hub = Hub.shared();

  @AfterEach
  void heal() {
    hub.outside().faults("shopify", "{}");
  }

  private String units(ShopShelf shelf, int quantity, String more) {
    return "{\"sku\":\"%s\",\"quantity\":%d%s}".formatted(shelf.sku, quantity, more);
  }

  private void settled(ShopShelf shelf, JsonNode truth) {
    soon()
        .until(() -> hub.part(LiveView.class).waiting().inboxDue() == 0
            && hub.outside().truth("shopify").at("/webhooks/pending").asInt() == 0
            && shelf.sales() == 1
            && Instant.parse(order(shelf).path("updatedAt").asString())
                .equals(Instant.parse(truth.path("updatedAt").asString()))
            && shelf.shown() == shelf.published());
  }

  private JsonNode order(ShopShelf shelf) {
    var id = shelf.sale().findFirst().orElseThrow().path("id").asString();
    return hub.http().get("/api/v1/sales/" + id).json().path("order");
  }

  @ParameterizedTest(name = "{1} of {0} sent come back, {2} of them are paid back later")
  @CsvSource({"3, 2, 2", "5, 4, 1", "1, 1, 0"})
  void what_a_return_puts_back_is_back_once_and_its_refund_moves_only_money(
      int sold, int back, int paid) {
    var shelf = ShopShelf.stocked(hub, 10);
    var order = hub.outside().placed(shelf.sku, sold);
    hub.outside().act(order, "fulfil", "{}");
    var returned = hub.outside().act(order, "return", units(shelf, back, ""));
    settled(shelf, returned);
    assertThat(shelf.onHand()).isEqualTo(10 - sold + back);
    assertThat(shelf.sellable()).isEqualTo(10 - sold + back);
    assertThat(order(shelf).at("/refunded/minor").asLong()).isZero();

    var last = hub.outside().act(order, "tag", "{}");
    if (paid > 0) {
      last = hub.outside().act(order, "refund", units(shelf, paid, ",\"ofReturn\":true"));
    }
    settled(shelf, last);
    assertThat(shelf.onHand()).as("the same goods").isEqualTo(10 - sold + back);
    assertThat(order(shelf).at("/refunded/minor").asLong())
        .isEqualTo(new java.math.BigDecimal(last.path("refunded").asString())
            .movePointRight(2)
            .longValueExact());
    assertThat(shelf.sales()).isEqualTo(1);
  }

  @Test
  void a_refund_with_its_goods_and_a_return_without_money_are_two_things() {
    var shelf = ShopShelf.stocked(hub, 10);
    var order = hub.outside().placed(shelf.sku, 4);
    hub.outside().act(order, "fulfil", "{}");
    hub.outside().act(order, "refund", units(shelf, 1, ",\"restock\":true"));
    settled(shelf, hub.outside().act(order, "return", units(shelf, 2, "")));
    assertThat(shelf.onHand()).isEqualTo(10 - 4 + 1 + 2);
    settled(shelf, hub.outside().act(order, "return", units(shelf, 1, ",\"restock\":false")));
    assertThat(shelf.onHand()).as("broken, on no shelf").isEqualTo(9);
  }

  @Test
  void what_no_webhook_tells_a_poll_sees() {
    var shelf = ShopShelf.stocked(hub, 10);
    var order = hub.outside().placed(shelf.sku, 2);
    settled(shelf, hub.outside().act(order, "fulfil", "{}"));
    hub.outside().faults("shopify", "{\"dropWebhooks\": true}");
    var returned = hub.outside().act(order, "return", units(shelf, 2, ""));
    for (int i = 0; i < 2; i++) {
      hub.part(ShopOrders.class).readOrders(Hub.SHOP);
    }
    settled(shelf, returned);
    assertThat(shelf.onHand()).isEqualTo(10);
  }
}
