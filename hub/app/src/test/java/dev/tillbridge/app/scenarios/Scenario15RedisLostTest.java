package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.OfflineTill;
import dev.tillbridge.embedded.RedisServer;
import dev.tillbridge.hub.desk.OversoldReview;
import dev.tillbridge.hub.stock.GateReconciler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Scenario 15: Redis is killed and comes back empty. No hold is lost, no web hold is granted blindly
 * meanwhile, tills go on by their leases, and nothing is oversold.
 */
class Scenario15RedisLostTest {

  @ParameterizedTest(name = "{1} holds over {2} units of {0}, {3} lent")
  @CsvSource({"80,40,63,5", "30,7,19,2"})
  void redis_is_lost_and_nothing_else(
      int onHand, int holds, int units, int lent, @TempDir Path folder) {
    var first = RedisServer.start(folder.resolve("first"), 0);
    try (var hub = Hub.start(first.uri())) {
      var sku = Goods.stocked(hub, onHand, 500);
      var till = OfflineTill.at(hub).wants(sku, lent);
      till.talk();
      assertThat(till.remaining(sku)).isEqualTo(lent);
      var held = hold(hub, sku, holds, units);

      first.kill();

      int left = onHand - units - lent;
      var granted = new ArrayList<Integer>();
      for (int i = 0; i < left + 5; i++) {
        var wish = Goods.wish(UUID.randomUUID(), sku, 1).replace("COUNTER", "WEB");
        granted.add(hub.http().post("/api/v1/holds", wish).status());
      }
      assertThat(granted).filteredOn(status -> status == 201).hasSize(left);
      assertThat(granted).filteredOn(status -> status == 409).hasSize(5);
      for (int i = 0; i < lent; i++) {
        var sale = hub.http().post("/api/v1/sales", till.sell(sku, 1));
        assertThat(sale.status()).isEqualTo(201);
        assertThat(sale.json().path("shortages")).isEmpty();
      }
      assertThat(till.talk().status()).isEqualTo(200);
      assertThat(till.remaining(sku)).as("there is nothing left to lend").isZero();

      try (var _ = RedisServer.start(folder.resolve("second"), first.port())) {
        soon().until(() -> hub.part(GateReconciler.class).reconcile() > 0);
        soon().until(() -> hub.part(GateReconciler.class).reconcile() == 0);
        var place = place(hub, sku);
        assertThat(place.path("held").asInt()).isEqualTo(units + left);
        assertThat(place.path("available").asInt()).isZero();
        assertThat(place.path("onHand").asInt()).isEqualTo(onHand - lent);
        held.forEach((id, body) -> {
          var again = hub.http().post("/api/v1/holds", body);
          assertThat(again.status()).isEqualTo(201);
          assertThat(again.json().path("state").asString()).isEqualTo("HELD");
        });
        var none = hub.http().post("/api/v1/holds", Goods.wish(UUID.randomUUID(), sku, 1));
        assertThat(none.status()).isEqualTo(409);
        assertThat(hub.part(OversoldReview.class).review()).isZero();
        held.keySet().forEach(id -> hub.http().post("/api/v1/holds/" + id + "/release", ""));
        assertThat(place(hub, sku).path("available").asInt()).isEqualTo(units);
      }
    }
  }

  private static Map<UUID, String> hold(Hub hub, String sku, int holds, int units) {
    var held = new LinkedHashMap<UUID, String>();
    int left = units;
    for (int i = holds; i > 0; i--) {
      int quantity = Math.ceilDiv(left, i);
      left -= quantity;
      var id = UUID.randomUUID();
      var body = Goods.wish(id, sku, quantity);
      assertThat(hub.http().post("/api/v1/holds", body).status()).isEqualTo(201);
      held.put(id, body);
    }
    assertThat(held).hasSize(holds);
    assertThat(place(hub, sku).path("held").asInt()).isEqualTo(units);
    return held;
  }

  private static JsonNode place(Hub hub, String sku) {
    return hub.http().get("/api/v1/stock/" + sku).json().at("/locations/0");
  }
}
