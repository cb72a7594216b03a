package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.embedded.TestServers;
import java.time.Duration;
import java.util.HashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Scenario 39: after a change of 20,000 numbers at once no more than 80 calls go to the shop, and the
 * ten SKUs of which there is least are out within five seconds.
 */
class Scenario39ManyChangesTest {

  private static final int SCARCEST = 10;
  private static final int SCARCE_UNITS = 2;
  private static final int DEEP_UNITS = 40;

  @ParameterizedTest(name = "{0} changes, at most {1} calls")
  @CsvSource({"2510, 12", "1260, 6"})
  void the_scarcest_go_first_and_the_rest_in_few_calls(int count, int callsMost) {
    try (var hub = Hub.start(TestServers.redis().uri())) {
      var shop = new WideShop(hub);
      var deep = shop.stocked("DEEP", count - SCARCEST, DEEP_UNITS);
      var scarce = shop.stocked("SCARCE", SCARCEST, SCARCE_UNITS);
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> shop.lag().path("waiting").asInt(-1) == 0);
      long callsBefore = shop.calls();

      // One of everything is kept back, and nothing else: every number in the shop changes.
      var said = hub.http()
          .put("/api/v1/policies", "{\"safety\": [{\"location\": \"main\", \"units\": 1}]}");
      assertThat(said.status()).as(said.body()).isEqualTo(200);

      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> scarce.stream().allMatch(sku -> shop.published(sku) == SCARCE_UNITS - 1));
      Awaitility.await()
          .atMost(Duration.ofMinutes(4))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> shop.lag().path("waiting").asInt(-1) == 0);

      var numbers = new HashMap<String, Integer>();
      shop.stock()
          .forEach(item ->
              numbers.put(item.path("sku").asString(), item.path("available").asInt()));
      assertThat(scarce).allMatch(sku -> numbers.getOrDefault(sku, -1) == SCARCE_UNITS - 1);
      assertThat(deep).allMatch(sku -> numbers.getOrDefault(sku, -1) == DEEP_UNITS - 1);
      assertThat(shop.calls() - callsBefore).isLessThanOrEqualTo(callsMost);
      assertThat(hub.outside().truth("shopify").path("throttled").asInt())
          .as("calls over the shop's limit")
          .isZero();
    }
  }
}
