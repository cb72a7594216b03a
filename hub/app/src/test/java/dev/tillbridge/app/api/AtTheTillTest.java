package dev.tillbridge.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the till asks before it sells, and what it writes down of a sale. */
class AtTheTillTest {

  private final Hub hub = Hub.shared();

  @Test
  void tills_hear_with_the_products_what_they_are_to_ask() {
    var sku = Goods.stocked(hub, 1, 500);
    assertThat(product(sku).has("minimumAge")).isFalse();
    ask("{\"sku\": \"%s\", \"unit\": \"kg\", \"minimumAge\": 18}".formatted(sku), 204);
    hub.http().post("/api/v1/stock/tracking", """
        {"sku": "%s", "tracking": "SERIAL"}
        """.formatted(sku));
    assertThat(product(sku).path("unit").asString()).isEqualTo("kg");
    assertThat(product(sku).path("minimumAge").asInt()).isEqualTo(18);
    assertThat(product(sku).path("tracking").asString()).isEqualTo("SERIAL");
    ask("{\"sku\": \"%s\"}".formatted(sku), 204);
    assertThat(product(sku).has("unit")).isFalse();
    ask("{\"sku\": \"NOBODY\"}", 404);
    ask("{\"sku\": \"%s\", \"unit\": \"stone\"}".formatted(sku), 422);
    ask("{\"sku\": \"%s\", \"minimumAge\": 100}".formatted(sku), 422);
  }

  @Test
  void what_was_written_down_of_a_sale_stays_with_it_and_is_kept_once() {
    var sku = Goods.stocked(hub, 1, 500);
    ask("{\"sku\": \"%s\", \"unit\": \"kg\"}".formatted(sku), 204);
    var id = UUID.randomUUID();
    var body = Goods.cashSale(id, sku, 1, 500)
        .replace("\"quantity\": 1,", "\"quantity\": 1, \"note\": \"sliced\", \"weight\": 482000,")
        .replace("\"tenders\":", """
            "remarks": {"note": "for Ann", "quote": "Q-1",
              "age": {"minimumAge": 18, "bornOnOrBefore": "2008-11-24", "by": "Cora",
                      "at": "2026-11-24T10:00:00Z"},
              "joined": {"reference": "ABCD", "part": 2, "of": null}},
            "tenders":""");
    assertThat(hub.http().post("/api/v1/sales", body).status()).isEqualTo(201);
    assertThat(
            hub.http().post("/api/v1/sales", body.replace("for Ann", "for Bob")).status())
        .isEqualTo(200);
    assertThat(hub.http()
            .get("/api/v1/sales/" + id)
            .json()
            .path("remarks")
            .valueStream()
            .map(one -> one.path("line").asInt()
                + " " + one.path("kind").asString()
                + " " + one.path("text").asString()))
        .containsExactly(
            "0 AGE 18 years or older, born on or before 2008-11-24: seen by Cora at 2026-11-24T10:00:00Z",
            "0 JOINED ABCD, part 2",
            "0 NOTE for Ann",
            "0 QUOTE Q-1",
            "1 NOTE sliced",
            "1 WEIGHT 0.482 kg");
  }

  @Test
  void a_note_that_holds_the_number_of_a_card_is_not_taken() {
    var sku = Goods.stocked(hub, 1, 500);
    var body = Goods.cashSale(UUID.randomUUID(), sku, 1, 500)
        .replace("\"quantity\": 1,", "\"quantity\": 1, \"note\": \"4111 1111 1111 1111\",");
    assertThat(hub.http().post("/api/v1/sales", body).field()).isEqualTo("lines[0].note");
  }

  private void ask(String body, int status) {
    assertThat(hub.http().post("/api/v1/products/asks", body).status()).isEqualTo(status);
  }

  private JsonNode product(String sku) {
    return hub.http().get("/api/v1/products?query=" + sku).json().at("/products/0/variants/0");
  }
}
