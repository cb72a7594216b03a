package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.WorldTime;
import dev.tillbridge.embedded.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Scenario 11: webhooks are dead for 45 minutes and 12 orders come; all 12 appear by polling, an
 * alarm says so, and when webhooks return there are still 12. The same for a whole day (fault F32).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Scenario11DeadWebhooksTest {

  private final WorldTime time = new WorldTime();
  private final Hub hub = Hub.startAt(TestServers.redis().uri(), time);

  @AfterEach
  void heal() {
    hub.outside().faults("shopify", "{}");
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @ParameterizedTest(name = "{0} orders in {1} minutes, polls every {2}")
  @CsvSource({"12, 45, 1", "3, 30, 1", "48, 1440, 5"})
  void f32_all_orders_appear_by_polling_and_the_silence_is_told(
      int orders, int minutes, int every) {
    var shop = new SilentShop(hub, time, orders + 20);
    shop.oneThatIsHeard();
    assertThat(shop.alarm()).isNull();

    shop.silent(orders, minutes, every);

    assertThat(shop.sales()).isEqualTo(orders + 1);
    assertThat(shop.lateness).hasSize(orders).allMatch(late -> late <= 10);
    assertThat(shop.alarm()).startsWith("No webhook for 10 min");
    assertThat(shop.noticed).as("minutes to notice").isBetween(10L, 15L);
    assertThat(shop.topic().path("missed").asInt()).isEqualTo(orders);
    assertThat(shop.topic().path("alarm").asBoolean()).isTrue();

    System.out.printf(
        "F32: %d orders in %d minutes without webhooks: 0 missed, told after %d minutes%n",
        orders, minutes, shop.noticed);
    hub.outside().faults("shopify", "{\"duplicateWebhooks\": 2}");
    shop.oneThatIsHeard();
    shop.pass(1);
    assertThat(shop.alarm()).as("webhooks have returned").isNull();
    assertThat(shop.sales()).as("still as many, and the new one").isEqualTo(orders + 2);
  }
}
