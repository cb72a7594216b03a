package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.embedded.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Scenario 49: 10 come at 6.00, 10 at 7.20, and 12 are sold: they cost 74.40 first in, first out, or 79.20
 * on average, as the merchant has set. Two that come back restore 14.40 first in, first out.
 */
class Scenario49CostOfGoodsTest {

  private static final String BOOKS = "/api/v1/books";

  private static void buy(Hub hub, String sku, int units, long cost) {
    var ordered = hub.http()
        .post("/api/v1/purchase-orders", """
        {"id": "%s", "supplier": "Potter", "reference": "PO", "location": "main", "currency": "USD",
         "lines": [{"sku": "%s", "quantity": %d, "unitCost": {"minor": %d, "currency": "USD"}}]}
        """.formatted(UUID.randomUUID(), sku, units, cost));
    assertThat(ordered.status()).as(ordered.body()).isEqualTo(201);
    var received = hub.http()
        .post(
            "/api/v1/purchase-orders/" + ordered.json().path("id").asString() + "/receipts",
            """
        {"id": "%s", "lines": [{"sku": "%s", "good": %d, "damaged": 0}]}
        """.formatted(UUID.randomUUID(), sku, units));
    assertThat(received.status()).as(received.body()).isIn(200, 201);
  }

  private static Map<String, Long> balances(Hub hub) {
    var balances = new HashMap<String, Long>();
    hub.http()
        .get(BOOKS + "/trial-balance")
        .json()
        .path("balances")
        .forEach(one ->
            balances.put(one.path("account").asString(), one.path("balance").asLong()));
    return balances;
  }

  private static void becomes(Hub hub, long stock, long cost) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(balances(hub)).containsEntry("1300", stock).containsEntry("5000", cost));
    var value = hub.http().get(BOOKS + "/stock-value").json();
    assertThat(value.at("/total/minor").asLong()).isEqualTo(stock);
    assertThat(value.path("waiting").asLong()).isZero();
  }

  @ParameterizedTest(
      name = "{0}: {1} at {2} and {3} at {4}; {5} sold cost {6}, {7} back restore {8}")
  @CsvSource({
    "FIFO, 10, 600, 10, 720, 12, 7440, 2, 1440",
    "AVERAGE, 10, 600, 10, 720, 12, 7920, 2, 1320",
    "FIFO, 3, 100, 4, 137, 5, 574, 3, 374",
    "AVERAGE, 3, 100, 4, 137, 5, 606, 3, 364"
  })
  void the_cost_of_what_was_sold_and_of_what_came_back(
      String method,
      int first,
      long firstCost,
      int second,
      long secondCost,
      int sold,
      long cost,
      int back,
      long restored) {
    try (var hub = Hub.start(TestServers.redis().uri())) {
      var sku = "MUG-1";
      var csv =
          "Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty\nmug,Mug,MUG-1,20.00,0\n";
      var imported = hub.http()
          .send(
              "POST",
              "/api/v1/catalog/imports?location=main",
              csv.getBytes(StandardCharsets.UTF_8),
              "Authorization",
              "Bearer " + Hub.TOKEN,
              "Content-Type",
              "text/csv");
      assertThat(imported.status()).as(imported.body()).isEqualTo(200);
      assertThat(hub.http().get(BOOKS + "/stock-value").json().path("total").isNull())
          .isTrue();
      var chosen =
          """
          {"id": "%s", "method": "%s", "currency": "USD", "validFrom": "%s"}
          """.formatted(UUID.randomUUID(), method, LocalDate.now(ZoneId.of("America/New_York")));
      assertThat(hub.http().post(BOOKS + "/cost-methods", chosen).status()).isEqualTo(201);
      assertThat(hub.http().post(BOOKS + "/cost-methods", chosen).status()).isEqualTo(201);
      buy(hub, sku, first, firstCost);
      buy(hub, sku, second, secondCost);
      var sale = UUID.randomUUID();
      assertThat(hub.http()
              .post("/api/v1/sales", Goods.cashSale(sale, sku, sold, 2_000))
              .status())
          .isEqualTo(201);
      long all = first * firstCost + second * secondCost;
      becomes(hub, all - cost, cost);

      var returned =
          hub.http().post("/api/v1/stock/returns", """
              {"id": "%s", "saleId": "%s", "lines": [{"line": 1, "quantity": %d, "condition": "GOOD"}]}
              """.formatted(UUID.randomUUID(), sale, back));
      assertThat(returned.status()).as(returned.body()).isEqualTo(201);
      becomes(hub, all - cost + restored, cost - restored);
      var page = hub.http()
          .send(
              "GET",
              "/console/books/stock",
              null,
              "Cookie",
              "TILLBRIDGE_CONSOLE=" + hub.session("BOOKKEEPER"));
      long worth = all - cost + restored;
      assertThat(page.body()).contains(sku, "$%d.%02d".formatted(worth / 100, worth % 100));
    }
  }
}
