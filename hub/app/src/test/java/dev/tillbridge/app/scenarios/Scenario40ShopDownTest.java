package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.embedded.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Scenario 40: the shop is down for half an hour. Tills go on selling, the lag is shown all the time,
 * and when the shop is back, it is told the last value of each SKU and nothing is lost.
 */
class Scenario40ShopDownTest {

  private static final int UNITS = 40;

  @ParameterizedTest(name = "{0} SKUs, {1} sold of each, down by {2}")
  @CsvSource(
      delimiter = '|',
      value = {"12 | 5 | {\"errorRate\": 1}", "3 | 20 | {\"throttle\": true}"})
  void tills_go_on_and_the_last_value_is_what_the_shop_is_told(int skus, int sold, String down) {
    try (var hub = Hub.start(TestServers.redis().uri())) {
      var shop = new WideShop(hub);
      var all = shop.stocked("DOWN", skus, UNITS);
      hub.http().put("/api/v1/policies", "{\"safety\": [{\"location\": \"main\", \"units\": 1}]}");
      soon().until(() -> all.stream().allMatch(sku -> shop.published(sku) == UNITS - 1));
      soon().until(() -> shop.lag().path("waiting").asInt(-1) == 0);
      assertThat(shop.lag().path("lagMillis").asLong(-1)).isZero();
      long callsBefore = shop.calls();

      hub.outside().faults("shopify", down);
      for (int i = 0; i < sold; i++) {
        for (var sku : all) {
          var sale =
              hub.http().post("/api/v1/sales", Goods.cashSale(UUID.randomUUID(), sku, 1, 1_000));
          assertThat(sale.status()).as(sale.body()).isEqualTo(201);
        }
        assertThat(shop.lag().path("waiting").asInt()).isPositive();
      }
      soon().until(() -> !shop.lag().path("trouble").asString("").isEmpty());
      assertThat(shop.lag().path("waiting").asInt()).isEqualTo(skus);
      halfAnHourPasses(hub);
      assertThat(shop.lag().path("lagMillis").asLong()).isGreaterThanOrEqualTo(1_800_000);
      soon().until(() -> liveStatus(hub).contains("30 min behind, " + skus + " numbers wait"));

      hub.outside().faults("shopify", "{}");
      soon().until(() -> shop.lag().path("waiting").asInt(-1) == 0);
      assertThat(shop.lag().path("parked").asInt(-1)).isZero();
      assertThat(shop.lag().path("lagMillis").asLong(-1)).isZero();
      assertThat(shop.lag().path("trouble").asString("")).isEmpty();
      soon().until(() -> liveStatus(hub).contains("Connected"));
      var numbers = new HashMap<String, Integer>();
      shop.stock()
          .forEach(item ->
              numbers.put(item.path("sku").asString(), item.path("available").asInt()));
      assertThat(all).allMatch(sku -> numbers.getOrDefault(sku, -1) == UNITS - 1 - sold);
      // What was under way when it went down, what was on its way when it came back, and the rest.
      assertThat(shop.calls() - callsBefore).as("calls").isBetween(1L, 4L);
    }
  }

  /** As if the changes that wait, and the tries in vain, had begun half an hour earlier. */
  private static void halfAnHourPasses(Hub hub) {
    hub.part(JdbcClient.class)
        .sql(
            "update delivery set due_since = due_since - interval '30 minutes' where state = 'DUE'")
        .update();
  }

  private static String liveStatus(Hub hub) {
    var page = hub.http()
        .send(
            "GET",
            "/console/live/status",
            null,
            "Cookie",
            "TILLBRIDGE_CONSOLE=" + hub.session("OWNER"));
    assertThat(page.body().getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    return page.body();
  }
}
