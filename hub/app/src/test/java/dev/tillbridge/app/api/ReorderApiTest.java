package dev.tillbridge.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ReorderApiTest {

  private final Hub hub = Hub.shared();

  // Measured over less than a day, which counts as a day: so many sold is so many a day.
  @ParameterizedTest(name = "{0} there, point {1}, {2} sold, lasts {3} + {4} days: order {5}")
  @CsvSource({"12, 10, 3, 4, 10, 33", "9, 9, 0, 7, 14, 1", "30, 5, 26, 2, 1, 74"})
  void what_falls_to_its_point_is_low_with_what_to_order(
      int there, int point, int sold, int lead, int cover, int suggested) {
    var sku = Goods.stocked(hub, there, 700);
    set(sku, point, lead, cover);
    if (sold > 0) {
      assertThat(low(sku)).isEmpty();
      var sale = Goods.cashSale(UUID.randomUUID(), sku, sold, 700);
      assertThat(hub.http().post("/api/v1/sales", sale).status()).isEqualTo(201);
    }
    Awaitility.await().until(() -> {
      // Looking anew is what the hub does every minute, and whenever a point is set.
      set(sku, point, lead, cover);
      return low(sku).isPresent();
    });
    var row = low(sku).orElseThrow();
    assertThat(row.path("available").asInt()).isEqualTo(there - sold);
    assertThat(row.path("sold").asInt()).isEqualTo(sold);
    assertThat(row.path("suggested").asInt()).isEqualTo(suggested);
    assertThat(row.path("soldPerDay").decimalValue()).isEqualByComparingTo(String.valueOf(sold));
    order(sku, suggested);
    set(sku, point, lead, cover);
    assertThat(low(sku)).as("it is ordered").isEmpty();
  }

  @Test
  void a_point_is_set_listed_and_taken_away() {
    var sku = Goods.stocked(hub, 3, 700);
    var usual = hub.http().post("/api/v1/stock/reorder-points", """
        {"location": "main", "points": [{"sku": "%s", "point": 5}]}
        """.formatted(sku));
    assertThat(usual.status()).as(usual.body()).isEqualTo(204);
    var listed = points().filter(p -> p.path("sku").asString().equals(sku)).findFirst();
    assertThat(listed.orElseThrow().path("leadDays").asInt()).isEqualTo(7);
    assertThat(listed.orElseThrow().path("coverDays").asInt()).isEqualTo(14);
    assertThat(low(sku)).isPresent();
    var gone = hub.http().post("/api/v1/stock/reorder-points", """
        {"location": "main", "points": [{"sku": "%s", "point": null}]}
        """.formatted(sku));
    assertThat(gone.status()).isEqualTo(204);
    assertThat(points()).noneMatch(p -> p.path("sku").asString().equals(sku));
    assertThat(low(sku)).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"sku\": \"NOBODY\", \"point\": 3|points[0].sku",
        "\"sku\": \"SKU\", \"point\": -1|points[0].point",
        "\"sku\": \"SKU\", \"point\": 3, \"leadDays\": 366|points[0].leadDays",
        "\"sku\": \"SKU\", \"point\": 3, \"coverDays\": 0|points[0].coverDays"
      })
  void a_point_that_makes_no_sense_names_its_field(String point, String field) {
    var sku = Goods.stocked(hub, 3, 700);
    var answer =
        hub.http().post("/api/v1/stock/reorder-points", """
        {"location": "main", "points": [{%s}]}
        """.formatted(point.replace("SKU", sku)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo(field);
    var nowhere = hub.http().post("/api/v1/stock/reorder-points", """
        {"location": "nowhere", "points": [{"sku": "%s", "point": 3}]}
        """.formatted(sku));
    assertThat(nowhere.field()).isEqualTo("location");
  }

  private void set(String sku, int point, int lead, int cover) {
    Answer answer =
        hub.http().post("/api/v1/stock/reorder-points", """
            {"location": "main",
             "points": [{"sku": "%s", "point": %d, "leadDays": %d, "coverDays": %d}]}
            """.formatted(sku, point, lead, cover));
    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
  }

  private java.util.stream.Stream<JsonNode> points() {
    return hub.http()
        .get("/api/v1/stock/reorder-points?location=main&limit=500")
        .json()
        .path("points")
        .valueStream();
  }

  private Optional<JsonNode> low(String sku) {
    return hub.http()
        .get("/api/v1/stock/low?location=main&limit=500")
        .json()
        .path("low")
        .valueStream()
        .filter(row -> row.path("sku").asString().equals(sku))
        .findFirst();
  }

  private void order(String sku, int units) {
    var answer =
        hub.http().post("/api/v1/purchase-orders", """
            {"id": "%s", "supplier": "Potter Ltd", "location": "main", "reference": "PO",
             "lines": [{"sku": "%s", "quantity": %d,
                        "unitCost": {"minor": 100, "currency": "USD"}}]}
            """.formatted(UUID.randomUUID(), sku, units));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }
}
