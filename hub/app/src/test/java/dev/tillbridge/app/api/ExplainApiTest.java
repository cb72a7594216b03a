package dev.tillbridge.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Any number of stock is explained, now and then. */
class ExplainApiTest {

  private final Hub hub = Hub.shared();

  @Test
  void a_number_is_explained_by_its_moves_and_its_claims() {
    var sku = Goods.stocked(hub, 9, 500);
    var hold = UUID.randomUUID();
    hub.http().post("/api/v1/holds", Goods.wish(hold, sku, 2));
    var sale = UUID.randomUUID();
    hub.http().post("/api/v1/sales", Goods.cashSale(sale, sku, 3, 500));
    var told = explain(sku, "");
    assertThat(told.status()).isEqualTo(200);
    var json = told.json();
    assertThat(json.at("/level/onHand").asInt()).isEqualTo(6);
    assertThat(json.at("/level/held").asInt()).isEqualTo(2);
    assertThat(json.at("/level/available").asInt()).isEqualTo(4);
    assertThat(json.at("/level/shortBy").asInt()).isZero();
    assertThat(json.at("/claims/0/id").asString()).isEqualTo(hold.toString());
    assertThat(json.at("/claims/0/units").asInt()).isEqualTo(2);
    assertThat(json.at("/moves/0/cause").asString()).isEqualTo("SALE");
    assertThat(json.at("/moves/0/reference").asString())
        .as("what a person knows it by")
        .startsWith("R1-");
    assertThat(json.at("/moves/0/after/onHand").asInt()).isEqualTo(6);
    assertThat(json.at("/moves/1/cause").asString()).isEqualTo("HOLD");
  }

  @Test
  void a_pick_up_goes_by_the_name_that_its_customer_knows() {
    var sku = Goods.stocked(hub, 3, 500);
    var made = hub.http().post("/api/v1/pickups", """
        {"id": "%s", "location": "main", "reference": "#2001", "customer": "Ada",
         "lines": [{"sku": "%s", "quantity": 1}]}
        """.formatted(UUID.randomUUID(), sku));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    for (var at : new String[] {"", "&at=" + Instant.now()}) {
      assertThat(explain(sku, at).json().at("/claims").toString()).contains("Pick-up #2001");
    }
  }

  @Test
  void a_moment_before_the_sale_knows_nothing_of_it() {
    var sku = Goods.stocked(hub, 4, 500);
    hub.http().post("/api/v1/sales", Goods.cashSale(UUID.randomUUID(), sku, 1, 500));
    var received = explain(sku, "").json().at("/moves/1/recordedAt").asString();
    var then = explain(sku, "&at=" + received).json();
    assertThat(then.at("/level/onHand").asInt()).isEqualTo(4);
    assertThat(then.at("/moves")).hasSize(1);
    var never = explain(sku, "&at=" + Instant.EPOCH);
    assertThat(never.status()).isEqualTo(404);
  }

  @Test
  void what_makes_no_sense_is_named() {
    assertThat(explain("ANY", "&at=yesterday").status()).isEqualTo(422);
    assertThat(explain("ANY", "&at=yesterday").field()).isEqualTo("at");
    assertThat(explain("ANY", "&limit=0").field()).isEqualTo("limit");
    assertThat(hub.http().get("/api/v1/stock/explain?sku=A").field()).isEqualTo("location");
  }

  @Test
  void a_sku_that_cannot_stand_in_an_address_can_be_asked_for() {
    var sku = Goods.stocked(hub, 4, 500);
    var same = hub.http().get("/api/v1/stock?sku=" + sku);
    assertThat(same.json().at("/locations/0/onHand").asInt()).isEqualTo(4);
    assertThat(hub.http().get("/api/v1/stock?sku=NO/SUCH").status()).isEqualTo(404);
  }

  @Test
  void the_console_explains_it_in_words() {
    var sku = Goods.stocked(hub, 9, 500);
    hub.http().post("/api/v1/holds", Goods.wish(UUID.randomUUID(), sku, 2));
    var cookie = "TILLBRIDGE_CONSOLE=" + hub.session("OWNER");
    var page = hub.http()
        .send("GET", "/console/stock/explain?location=main&sku=" + sku, null, "Cookie", cookie);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains("Of 9 on hand, ")
        .contains("Cart at the till")
        .contains("Goods received")
        .doesNotContain("style=");
    var past = hub.http()
        .send(
            "GET",
            "/console/stock/explain?location=main&sku=" + sku + "&at=2001-01-01T00:00",
            null,
            "Cookie",
            cookie);
    assertThat(past.body()).contains("Nothing had moved here by then.");
    var bad = hub.http()
        .send(
            "GET",
            "/console/stock/explain?location=main&sku=" + sku + "&at=soon",
            null,
            "Cookie",
            cookie);
    assertThat(bad.body()).contains("That is not a time.");
  }

  private Answer explain(String sku, String further) {
    return hub.http().get("/api/v1/stock/explain?location=main&sku=" + sku + further);
  }
}
