package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.OfflineTill;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Scenario 19: a till that was lent stock sells it freely while it is offline; beyond that it may
 * oversell. Late offline sales, in these and other numbers, are recorded once each, and what nobody
 * could cover is one case.
 */
class Scenario19LeaseTest {

  private final Hub hub = Hub.shared();

  @ParameterizedTest(name = "{0} on hand, {1} lent, {2} sold online, {3} sold offline: {4} short")
  @CsvSource({"8,3,5,3,0", "8,3,5,4,1", "20,6,10,9,0", "5,2,3,5,3", "4,4,0,4,0", "1,0,1,1,1"})
  void an_offline_till_sells_what_it_was_lent_and_more_is_on_record(
      int onHand, int lent, int online, int offline, int missing) {
    var sku = Goods.stocked(hub, onHand, 500);
    var till = OfflineTill.at(hub).wants(sku, lent);
    var told = till.talk();
    assertThat(told.status()).as(told.body()).isEqualTo(200);
    assertThat(till.told(sku, "remaining")).isEqualTo(lent);
    assertThat(told.json().path("beyond").asString()).isEqualTo("PIN");
    assertThat(told.json().path("validSeconds").asLong()).isBetween(86_000L, 86_400L);
    assertThat(place(sku).path("available").asInt()).isEqualTo(onHand - lent);
    if (online > 0) {
      // In other customers' hands: an unpaid web cart would give way to the goods that are gone.
      var others = Goods.wish(UUID.randomUUID(), sku, online);
      assertThat(hub.http().post("/api/v1/holds", others).status()).isEqualTo(201);
    }

    var journal = new ArrayList<String>();
    for (int i = 1; i <= offline; i++) {
      assertThat(till.remaining(sku)).as("the till knows").isEqualTo(Math.max(0, lent - i + 1));
      journal.add(till.sell(sku, 1));
    }
    int shortages = 0;
    for (var sale : journal) {
      var first = hub.http().post("/api/v1/sales", sale);
      assertThat(first.status()).as(first.body()).isEqualTo(201);
      assertThat(hub.http().post("/api/v1/sales", sale).status()).as("again").isEqualTo(200);
      shortages += first.json().path("shortages").size();
    }
    assertThat(shortages).isEqualTo(missing);
    assertThat(place(sku).path("onHand").asInt()).isEqualTo(onHand - offline);
    assertThat(place(sku).path("leased").asInt()).isZero();
    int left = onHand - online - Math.max(lent, offline);
    assertThat(place(sku).path("available").asInt()).isEqualTo(Math.max(0, left));
    assertThat(place(sku).path("short").asInt()).isEqualTo(Math.max(0, -left));
    if (missing > 0) {
      soon().until(() -> oversold(sku) == 1);
    } else {
      assertThat(oversold(sku)).isZero();
    }
    till.wants(sku, 0).talk();
    assertThat(till.told(sku, "sold")).isEqualTo(offline);
    assertThat(till.told(sku, "recorded")).isEqualTo(offline);
  }

  @Test
  void what_a_shop_shows_is_lent_from_and_covers_the_fourth() {
    var shelf = ShopShelf.stocked(hub, 8);
    soon().until(() -> shelf.shown() == 7);
    var till = OfflineTill.at(hub).wants(shelf.sku, 3);
    // What does not come in time is lent with the next report.
    soon().until(() -> {
      till.talk();
      return till.remaining(shelf.sku) == 3;
    });
    // Free, on show, or about to be shown.
    soon().until(() -> shelf.sellable() == 5 && shelf.shown() <= 5);
    for (int i = 0; i < 4; i++) {
      var answer = hub.http().post("/api/v1/sales", till.sell(shelf.sku, 1));
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.json().path("shortages")).as("the shop gives one back").isEmpty();
    }
    soon().until(() -> shelf.sellable() == 4 && shelf.shown() <= 4);
    assertThat(shelf.place().path("onHand").asInt()).isEqualTo(4);
    soon().until(() -> oversold(shelf.sku) == 0);
  }

  private long oversold(String sku) {
    return hub.http()
        .get("/api/v1/cases")
        .json()
        .path("cases")
        .valueStream()
        .filter(c -> c.path("kind").asString("").equals("oversold"))
        .filter(c -> c.path("subject").asString("").endsWith(sku))
        .count();
  }

  private JsonNode place(String sku) {
    return hub.http().get("/api/v1/stock/" + sku).json().at("/locations/0");
  }
}
