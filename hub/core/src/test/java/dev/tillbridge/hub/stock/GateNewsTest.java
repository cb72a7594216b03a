package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.model.place.LocationId;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class GateNewsTest {

  @Test
  void a_hold_granted_by_one_hub_is_news_to_another() {
    var heard = new ConcurrentLinkedQueue<LocationId>();
    try (var rig = new StockRig();
        var elsewhere = new ReservationGate(TestServers.redis().uri(), InstantSource.system())) {
      elsewhere.onNews(heard::add);
      elsewhere.heal(StockRig.MAIN, List.of());
      var mug = rig.shelf("MUG", 2);
      heard.clear();
      rig.hold(mug, 1);
      await().untilAsserted(() -> assertThat(heard).contains(StockRig.MAIN));
    }
  }
}
