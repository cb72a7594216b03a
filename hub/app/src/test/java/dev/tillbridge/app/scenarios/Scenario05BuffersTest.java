package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenario 5: safety stock and buffer stay on the shelf for the till, to the last unit. */
class Scenario05BuffersTest {

  private final Hub hub = Hub.shared();

  @AfterEach
  void sayNothingAgain() {
    assertThat(hub.http().put("/api/v1/policies", "{}").status()).isEqualTo(200);
  }

  @Test
  void safety_2_and_buffer_10_percent() {
    var shelf = ShopShelf.stocked(hub, 10);
    policies(2, "{\"percent\": 10}");
    soon().until(() -> shelf.shown() == 7);
    sell(shelf, 5);
    soon().until(() -> shelf.shown() == 2);
    assertThat(shelf.onHand()).isEqualTo(5);
    sell(shelf, 2);
    soon().until(() -> shelf.shown() == 0);
    sell(shelf, 1);
    soon().until(() -> shelf.onHand() == 2 && shelf.published() == 0);
    assertThat(shelf.shown()).isZero();
    // The till can still sell the last ones.
    var hold = hub.http().post("/api/v1/holds", Goods.wish(UUID.randomUUID(), shelf.sku, 2));
    assertThat(hold.status()).as(hold.body()).isEqualTo(201);
    assertThat(shelf.shown()).isZero();
  }

  @ParameterizedTest(name = "safety {0}, buffer {1}: {2} on hand publish {3}; after {4} sold, {5}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | {'percent': 10}  | 11 | 9  | 1 | 9",
        "3 | {'percent': 15}  | 20 | 14 | 9 | 6",
        "1 | {'percent': 1}   | 4  | 2  | 2 | 0",
        "0 | {'units': 4}     | 9  | 5  | 6 | 0",
        "5 | {'units': 0}     | 9  | 4  | 3 | 1",
        "0 | {'units': 0}     | 20 | 20 | 19 | 1"
      })
  void other_numbers(int safety, String buffer, int onHand, int shows, int sold, int then) {
    var shelf = ShopShelf.stocked(hub, onHand);
    policies(safety, buffer.replace('\'', '"'));
    soon().until(() -> shelf.shown() == shows);
    sell(shelf, sold);
    soon().until(() -> shelf.shown() == then && shelf.published() == then);
    assertThat(shelf.sellable()).isEqualTo(onHand - sold);
  }

  @Test
  void policies_that_make_no_sense_are_refused_field_by_field() {
    refused("{\"threshold\": -1}", "threshold");
    refused("{\"safety\": [{\"location\": \"nowhere\", \"units\": 1}]}", "safety[0].location");
    refused("{\"safety\": [{\"location\": \"main\"}]}", "safety[0].units");
    refused("{\"channels\": [{\"channel\": \"fax\"}]}", "channels[0].channel");
    refused(channel("\"buffer\": {}"), "channels[0].buffer");
    refused(channel("\"buffer\": {\"units\": 1, \"percent\": 1}"), "channels[0].buffer");
    refused(channel("\"buffer\": {\"percent\": 101}"), "channels[0].buffer.percent");
    refused(channel("\"buffer\": {\"units\": 1.5}"), "channels[0].buffer.units");
    refused(channel("\"mode\": \"OPEN\""), "channels[0].mode");
    refused(channel("\"excluded\": [\"nowhere\"]"), "channels[0].excluded[0]");
    refused(
        channel("\"skus\": [{\"sku\": \"NO-SUCH\", \"mode\": \"POOLED\"}]"),
        "channels[0].skus[0].sku");
    assertThat(hub.http().get("/api/v1/policies").json().path("channels")).isEmpty();
  }

  @Test
  void what_was_said_is_read_back_and_a_pooled_shop_shows_what_is_free() {
    var shelf = ShopShelf.stocked(hub, 30);
    var said = hub.http()
        .put(
            "/api/v1/policies",
            channel(
                "\"buffer\": {\"units\": 4}, \"skus\": [{\"sku\": \"%s\", \"mode\": \"POOLED\"}]"
                    .formatted(shelf.sku)));
    assertThat(said.status()).as(said.body()).isEqualTo(200);
    assertThat(hub.http().get("/api/v1/policies").body()).isEqualTo(said.body());
    soon().until(() -> shelf.shown() == 26);
    assertThat(shelf.published()).as("nothing is carved out").isZero();
    assertThat(shelf.sellable()).isEqualTo(30);
    var toll = hub.http().get("/api/v1/policies/breaches").json().at("/channels/0");
    assertThat(toll.path("channel").asString()).isEqualTo(Hub.SHOP);
    assertThat(toll.path("lagMillis").isNumber()).isTrue();
  }

  private void refused(String body, String field) {
    var answer = hub.http().put("/api/v1/policies", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo(field);
  }

  private static String channel(String said) {
    return "{\"channels\": [{\"channel\": \"%s\", %s}]}".formatted(Hub.SHOP, said);
  }

  private void policies(int safety, String buffer) {
    var said = hub.http().put("/api/v1/policies", """
        {"safety": [{"location": "main", "units": %d}],
         "channels": [{"channel": "%s", "buffer": %s}]}
        """.formatted(safety, Hub.SHOP, buffer));
    assertThat(said.status()).as(said.body()).isEqualTo(200);
  }

  private void sell(ShopShelf shelf, int units) {
    var sold = hub.http()
        .post("/api/v1/sales", Goods.cashSale(UUID.randomUUID(), shelf.sku, units, 1_999));
    assertThat(sold.status()).as(sold.body()).isEqualTo(201);
  }
}
