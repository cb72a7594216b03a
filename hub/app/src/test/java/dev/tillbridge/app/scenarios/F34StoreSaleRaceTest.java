package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * F34: what the shop shows is changed while the store sells and shoppers buy, with webhooks late and
 * answers lost. No update is lost, and no unit is sold twice: figure, oversells against the shop's own
 * truth.
 */
class F34StoreSaleRaceTest {

  private final Hub hub = Hub.shared();

  @AfterEach
  void heal() {
    hub.outside().faults("shopify", "{}");
  }

  @ParameterizedTest(name = "{0} units, {1} want one at the counter, {2} in the shop")
  @CsvSource({"20, 30, 30", "3, 12, 12", "1, 6, 6"})
  void f34_no_unit_is_sold_twice_and_no_update_is_lost(int units, int counter, int online)
      throws Exception {
    var shelf = ShopShelf.stocked(hub, units);
    hub.outside().faults("shopify", "{\"loseAnswerAfterEffect\": 3, \"delayWebhooksMs\": 1500}");
    var wishes = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < Math.max(counter, online); i++) {
      if (i < counter) {
        wishes.add(() -> buysAtTheCounter(shelf.sku));
      }
      if (i < online) {
        wishes.add(() -> hub.outside().order(shelf.sku, 1) == 201);
      }
    }
    List<Boolean> served = new ArrayList<>();
    try (var people = Executors.newFixedThreadPool(4)) {
      for (var one : people.invokeAll(wishes)) {
        served.add(one.get());
      }
    }
    long sold = served.stream().filter(yes -> yes).count();
    hub.outside().faults("shopify", "{}");
    // At rest the hub knows every order, and the shop shows what the hub thinks it does.
    soon()
        .until(() -> shelf.shown() == shelf.published()
            && shelf.onHand() - shelf.place().path("committed").asInt() == units - sold);
    long oversold = Math.max(0, sold - units);
    System.out.printf(
        "*** F34: %d units, %d sold at counter and shop, %d oversold against the shop's truth ***%n",
        units, sold, oversold);
    assertThat(oversold).isZero();
    assertThat(shelf.place().path("short").asInt()).isZero();
    assertThat(shelf.shown()).isNotNegative();
    assertThat(sold).as("what was there was sold").isPositive();
  }

  /** Asks first, as a till does that is online, and sells what it was promised. */
  private boolean buysAtTheCounter(String sku) {
    var hold = UUID.randomUUID();
    if (hub.http().post("/api/v1/holds", Goods.wish(hold, sku, 1)).status() != 201) {
      return false;
    }
    var sale = Goods.cashSale(UUID.randomUUID(), sku, 1, 1_999)
        .replace("\"holdId\": null", "\"holdId\": \"" + hold + "\"");
    var answer = hub.http().post("/api/v1/sales", sale);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return true;
  }
}
