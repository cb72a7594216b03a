package dev.tillbridge.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TrackedApiTest {

  private final Hub hub = Hub.shared();

  @Test
  void a_serial_number_tells_its_whole_life() {
    var sku = tracked("SERIAL");
    var one = "S-" + sku + "-1";
    var two = "S-" + sku + "/2";
    assertThat(come(sku, 2, names(one, two)).status()).isEqualTo(201);
    assertThat(thing(one).path("state").asString()).isEqualTo("IN_STOCK");
    var sale = UUID.randomUUID();
    assertThat(sell(sale, sku, 1, ", \"serials\": [\"" + one + "\"]").status()).isEqualTo(201);
    assertThat(thing(one).path("state").asString()).isEqualTo("SOLD");
    var wrong = back(sale, two);
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.field()).isEqualTo("lines[0].serials[0]");
    assertThat(back(sale, one).status()).isEqualTo(201);
    var life = thing(one);
    assertThat(life.path("state").asString()).isEqualTo("IN_STOCK");
    assertThat(life.path("history").valueStream().map(e -> e.path("cause").asString()))
        .containsExactly("RECEIPT", "SALE", "RETURN");
    // A number that does not fit into an address is asked for beside it.
    var odd = hub.http()
        .get("/api/v1/serials?serial="
            + java.net.URLEncoder.encode(two, java.nio.charset.StandardCharsets.UTF_8));
    assertThat(odd.json().at("/serials/0/serial").asString()).isEqualTo(two);
    assertThat(hub.http().get("/api/v1/serials/NOBODY").status()).isEqualTo(404);
  }

  @Test
  void what_comes_in_must_be_named_and_the_field_is_said() {
    var sku = tracked("SERIAL");
    var nameless = come(sku, 2, "");
    assertThat(nameless.status()).isEqualTo(422);
    assertThat(nameless.field()).isEqualTo("lines[0].serials");
    assertThat(onHand(sku)).isZero();
    var plain = Goods.stocked(hub, 1, 500);
    assertThat(come(plain, 1, names("X-1")).field()).startsWith("lines[0]");
    var lot = tracked("LOT");
    assertThat(come(lot, 2, "").field()).isEqualTo("lines[0].lot");
  }

  @Test
  void a_paid_sale_without_names_stands_and_they_are_named_later() {
    var sku = tracked("SERIAL");
    var one = "N-" + sku + "-1";
    come(sku, 1, names(one));
    var sale = UUID.randomUUID();
    assertThat(sell(sale, sku, 1, "").status()).isEqualTo(201);
    assertThat(cases(sale)).isEqualTo(1);
    var unknown = named(sale, "N-NOBODY");
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.field()).isEqualTo("serials[0]");
    assertThat(named(sale, one).status()).isEqualTo(204);
    assertThat(thing(one).path("state").asString()).isEqualTo("SOLD");
    assertThat(cases(sale)).isZero();
  }

  @Test
  void a_number_that_is_sold_twice_is_recorded_and_a_case_opens() {
    var sku = tracked("SERIAL");
    var one = "D-" + sku;
    come(sku, 2, names(one, one + "-B"));
    var first = UUID.randomUUID();
    var second = UUID.randomUUID();
    sell(first, sku, 1, ", \"serials\": [\"" + one + "\"]");
    assertThat(sell(second, sku, 1, ", \"serials\": [\"" + one + "\"]").status())
        .isEqualTo(201);
    assertThat(cases(first)).isZero();
    assertThat(cases(second)).isEqualTo(1);
    assertThat(onHand(sku)).isZero();
  }

  @Test
  void of_lots_the_first_to_expire_is_sold_first() {
    var sku = tracked("LOT");
    come(sku, 3, ", \"lot\": \"B\", \"expiresOn\": \"2031-02-01\"");
    come(sku, 2, ", \"lot\": \"A\", \"expiresOn\": \"2031-01-01\"");
    sell(UUID.randomUUID(), sku, 3, "");
    assertThat(lots(sku)).isEqualTo("B 2");
    sell(UUID.randomUUID(), sku, 1, ", \"lot\": \"B\"");
    assertThat(lots(sku)).isEqualTo("B 1");
    var other = come(sku, 1, ", \"lot\": \"B\", \"expiresOn\": \"2031-03-01\"");
    assertThat(other.field()).isEqualTo("lines[0].expiresOn");
  }

  @Test
  void units_on_the_shelf_are_named_but_no_more_than_lie_there() {
    var sku = Goods.stocked(hub, 2, 500);
    track(sku, "SERIAL");
    var body = """
        {"id": "%s", "location": "main", "sku": "%s", "serials": ["%s-1", "%s-2"]}
        """.formatted(UUID.randomUUID(), sku, sku, sku);
    assertThat(hub.http().post("/api/v1/serials", body).status()).isEqualTo(204);
    assertThat(hub.http().post("/api/v1/serials", body).status()).isEqualTo(204);
    var more = hub.http().post("/api/v1/serials", """
        {"id": "%s", "location": "main", "sku": "%s", "serials": ["%s-3"]}
        """.formatted(UUID.randomUUID(), sku, sku));
    assertThat(more.status()).isEqualTo(422);
    assertThat(more.field()).isEqualTo("quantity");
    var asked = hub.http().get("/api/v1/stock/tracking?sku=" + sku);
    assertThat(asked.json().path("tracking").asString()).isEqualTo("SERIAL");
    assertThat(track("NOBODY", "LOT").status()).isEqualTo(404);
    assertThat(track(sku, "COLOUR").status()).isEqualTo(422);
  }

  private String tracked(String tracking) {
    var sku = Goods.stocked(hub, 1, 500);
    var sold = hub.http().post("/api/v1/sales", Goods.cashSale(UUID.randomUUID(), sku, 1, 500));
    assertThat(sold.status()).isEqualTo(201);
    assertThat(track(sku, tracking).status()).isEqualTo(200);
    return sku;
  }

  private Answer track(String sku, String tracking) {
    return hub.http().post("/api/v1/stock/tracking", """
        {"sku": "%s", "tracking": "%s"}
        """.formatted(sku, tracking));
  }

  private static String names(String... serials) {
    return ", \"serials\": [\"" + String.join("\", \"", serials) + "\"]";
  }

  private Answer come(String sku, int units, String more) {
    return hub.http()
        .post("/api/v1/stock/receipts", """
        {"id": "%s", "location": "main", "reference": "note 7",
         "lines": [{"sku": "%s", "quantity": %d%s}]}
        """.formatted(UUID.randomUUID(), sku, units, more));
  }

  private Answer sell(UUID id, String sku, int units, String more) {
    var body = Goods.cashSale(id, sku, units, 500)
        .replace("\"discount\": null}", "\"discount\": null" + more + "}");
    return hub.http().post("/api/v1/sales", body);
  }

  private Answer back(UUID sale, String serial) {
    return hub.http().post("/api/v1/stock/returns", """
        {"id": "%s", "saleId": "%s",
         "lines": [{"line": 1, "quantity": 1, "condition": "GOOD", "serials": ["%s"]}]}
        """.formatted(UUID.randomUUID(), sale, serial));
  }

  private Answer named(UUID sale, String serial) {
    return hub.http().post("/api/v1/serials/sold", """
        {"id": "%s", "saleId": "%s", "line": 1, "serials": ["%s"]}
        """.formatted(UUID.randomUUID(), sale, serial));
  }

  private JsonNode thing(String serial) {
    return hub.http().get("/api/v1/serials/" + serial).json().at("/serials/0");
  }

  private long cases(UUID sale) {
    return hub.http()
        .get("/api/v1/cases")
        .json()
        .path("cases")
        .valueStream()
        .filter(c -> c.path("subject").asString().equals(sale.toString()))
        .count();
  }

  private String lots(String sku) {
    return hub.http()
        .get("/api/v1/lots?location=main&sku=" + sku)
        .json()
        .path("lots")
        .valueStream()
        .map(l -> l.path("lot").asString() + " " + l.path("units").asInt())
        .collect(java.util.stream.Collectors.joining(", "));
  }

  private int onHand(String sku) {
    return hub.http()
        .get("/api/v1/stock/" + sku)
        .json()
        .at("/locations/0/onHand")
        .asInt();
  }
}
