package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Bundles by the public API: sold as one, held as their parts, counted across the whole cart. */
class ScenarioBundlesTest {

  private final Hub hub = Hub.shared();

  @Test
  void two_kits_and_a_loose_part_count_together() {
    var cup = Goods.stocked(hub, 5, 500);
    var tray = Goods.stocked(hub, 9, 700);
    var kit = bundle("""
        {"parts": [{"sku": "%s", "quantity": 2}, {"sku": "%s", "quantity": 1}]}
        """.formatted(cup, tray));
    assertThat(available(kit)).isEqualTo(2);
    var id = UUID.randomUUID();
    var held = hold(
        id,
        "{\"sku\": \"%s\", \"quantity\": 2}, {\"sku\": \"%s\", \"quantity\": 1}"
            .formatted(kit, cup));
    assertThat(held.status()).as(held.body()).isEqualTo(201);
    assertThat(
            held.json().path("lines").valueStream().map(line -> line.path("sku").asString()))
        .containsExactlyInAnyOrder(kit, cup);
    assertThat(available(cup)).isZero();
    assertThat(available(tray)).isEqualTo(7);
    assertThat(available(kit)).isZero();
    var again = hold(
        id,
        "{\"sku\": \"%s\", \"quantity\": 2}, {\"sku\": \"%s\", \"quantity\": 1}"
            .formatted(kit, cup));
    assertThat(again.body()).isEqualTo(held.body());
    var released = hub.http().post("/api/v1/holds/" + id + "/release", "").json();
    assertThat(released.path("lines")).isEqualTo(held.json().path("lines"));
    assertThat(available(kit)).isEqualTo(2);
  }

  @Test
  void a_refusal_names_the_line_and_the_part() {
    var cup = Goods.stocked(hub, 7, 500);
    var kit = bundle("{\"parts\": [{\"sku\": \"%s\", \"quantity\": 3}]}".formatted(cup));
    var no = hold(UUID.randomUUID(), "{\"sku\": \"%s\", \"quantity\": 3}".formatted(kit));
    assertThat(no.status()).isEqualTo(409);
    assertThat(no.code()).isEqualTo("insufficient-stock");
    var missing = no.json().at("/shortages/0");
    assertThat(missing.path("sku").asString()).isEqualTo(kit);
    assertThat(missing.path("wanted").asInt()).isEqualTo(3);
    assertThat(missing.path("available").asInt()).isEqualTo(2);
    assertThat(missing.at("/parts/0/sku").asString()).isEqualTo(cup);
    assertThat(missing.at("/parts/0/wanted").asInt()).isEqualTo(9);
    assertThat(missing.at("/parts/0/available").asInt()).isEqualTo(7);
  }

  @Test
  void a_kit_is_sold_as_one_line_and_its_parts_leave_the_shelf() {
    var cup = Goods.stocked(hub, 6, 500);
    var kit = bundle("{\"parts\": [{\"sku\": \"%s\", \"quantity\": 2}]}".formatted(cup));
    var id = UUID.randomUUID();
    var sold = hub.http().post("/api/v1/sales", Goods.cashSale(id, kit, 2, 900));
    assertThat(sold.status()).as(sold.body()).isEqualTo(201);
    var line = sold.json().at("/lines/0");
    assertThat(line.path("sku").asString()).isEqualTo(kit);
    assertThat(line.path("quantity").asInt()).isEqualTo(2);
    assertThat(onHand(cup)).isEqualTo(2);
    assertThat(available(kit)).isEqualTo(1);
  }

  @Test
  void a_late_sale_is_taken_apart_as_the_kit_was_then() {
    var cup = Goods.stocked(hub, 20, 500);
    var tray = Goods.stocked(hub, 20, 700);
    var now = java.time.Instant.now();
    var kit = bundle("{\"parts\": [{\"sku\": \"%s\", \"quantity\": 1}], \"validFrom\": \"%s\"}"
        .formatted(cup, now.minusSeconds(7_200)));
    define(kit, "{\"parts\": [{\"sku\": \"%s\", \"quantity\": 4}]}".formatted(tray), 200);
    var late = Goods.cashSale(UUID.randomUUID(), kit, 3, 900)
        .replaceFirst("\"soldAt\": \"[^\"]*\"", "\"soldAt\": \"" + now.minusSeconds(3_600) + "\"");
    assertThat(hub.http().post("/api/v1/sales", late).status()).isEqualTo(201);
    assertThat(onHand(cup)).isEqualTo(17);
    assertThat(onHand(tray)).isEqualTo(20);
  }

  @Test
  void
      a_listed_kit_shows_whole_ones_and_an_order_takes_its_parts_and_a_cancellation_returns_them() {
    var cup = Goods.stocked(hub, 9, 500);
    var tray = Goods.stocked(hub, 3, 700);
    var kit = bundle("""
        {"parts": [{"sku": "%s", "quantity": 2}, {"sku": "%s", "quantity": 1}]}
        """.formatted(cup, tray));
    hub.outside().list(kit, 900);
    hub.http().post("/api/v1/shop/link", "");
    soon().until(() -> shown(kit) == 3);
    assertThat(place(kit).path("published").asInt()).isEqualTo(3);
    assertThat(place(cup).path("leased").asInt()).isEqualTo(6);
    var order = hub.outside().placed(kit, 2);
    soon().until(() -> place(cup).path("committed").asInt() == 4);
    assertThat(place(tray).path("committed").asInt()).isEqualTo(2);
    soon().until(() -> sale(kit).path("channel").asString("").equals("WEB"));
    // Whoever changes the kit meanwhile does not change what that order took.
    define(kit, "{\"parts\": [{\"sku\": \"%s\", \"quantity\": 1}]}".formatted(tray), 200);
    hub.outside().cancel(order);
    soon()
        .until(() -> place(cup).path("committed").asInt() == 0
            && place(tray).path("committed").asInt() == 0);
    soon().until(() -> place(cup).path("leased").asInt() == 0 && shown(kit) == 3);
    assertThat(available(cup)).isEqualTo(9);
    assertThat(place(tray).path("leased").asInt()).isEqualTo(3);
    assertThat(hub.http()
            .get("/api/v1/cases")
            .json()
            .path("cases")
            .valueStream()
            .filter(c -> c.path("detail").asString("").contains(kit)))
        .as("nobody has anything to correct by hand")
        .isEmpty();
  }

  @Test
  void a_bundle_cannot_be_received_or_nested_or_defined_nonsensically() {
    var cup = Goods.stocked(hub, 6, 500);
    var kit = bundle("{\"parts\": [{\"sku\": \"%s\", \"quantity\": 2}]}".formatted(cup));
    var received = hub.http().post("/api/v1/stock/receipts", """
        {"id": "%s", "location": "main", "reference": "PO", "lines": [{"sku": "%s", "quantity": 1}]}
        """.formatted(UUID.randomUUID(), kit));
    assertThat(received.status()).isEqualTo(422);
    assertThat(received.field()).isEqualTo("lines[0].sku");
    assertThat(received.body()).contains("has no shelf of its own; book its parts: 2 " + cup);
    var set = product();
    var nested = "{\"parts\": [{\"sku\": \"%s\", \"quantity\": 1}]}".formatted(kit);
    assertThat(define(set, nested, 422).field()).isEqualTo("parts[0].sku");
    var around = "{\"parts\": [{\"sku\": \"%s\", \"quantity\": 1}]}".formatted(set);
    assertThat(define(cup, around, 422).field()).isEqualTo("sku");
    assertThat(define(set, "{}", 422).field()).isEqualTo("parts");
    assertThat(define(set, "{\"parts\": [null]}", 422).field()).isEqualTo("parts[0]");
    assertThat(define(set, "{\"parts\": [{\"sku\": \"%s\", \"quantity\": 0}]}".formatted(cup), 422)
            .field())
        .isEqualTo("parts[0].quantity");
    assertThat(define(set, "{\"parts\": [{\"sku\": \"NO-SUCH\", \"quantity\": 1}]}", 422)
            .field())
        .isEqualTo("parts[0].sku");
    assertThat(hub.http().delete(address(set)).status()).isEqualTo(404);
    var cashier = hub.http()
        .send(
            "DELETE",
            address(kit),
            null,
            "Cookie",
            "TILLBRIDGE_SESSION=" + hub.session("CASHIER"),
            "Sec-Fetch-Site",
            "same-origin");
    assertThat(cashier.status()).isEqualTo(403);
    assertThat(hub.http().delete(address(kit)).status()).isEqualTo(204);
    assertThat(hub.http().delete(address(kit)).status()).isEqualTo(204);
    assertThat(hub.http().get(address(kit)).status()).isEqualTo(404);
  }

  @Test
  void a_sku_with_a_slash_can_be_a_bundle() {
    var cup = Goods.stocked(hub, 6, 500);
    var kit = product("KIT/" + UUID.randomUUID().toString().substring(0, 8) + "/4 cups");
    define(kit, "{\"parts\": [{\"sku\": \"%s\", \"quantity\": 4}]}".formatted(cup), 200);
    assertThat(hub.http().get(address(kit)).json().at("/parts/0/quantity").asInt())
        .isEqualTo(4);
    assertThat(hub.http().get("/api/v1/bundles?limit=500").body()).contains(kit);
    assertThat(hub.http().delete(address(kit)).status()).isEqualTo(204);
  }

  @Test
  void the_console_counts_a_bundle_by_its_parts() {
    var cup = Goods.stocked(hub, 6, 500);
    var kit = bundle("{\"parts\": [{\"sku\": \"%s\", \"quantity\": 2}]}".formatted(cup));
    var part = hub.http()
        .send(
            "GET",
            "/console/live/stock?q=" + kit,
            null,
            "Cookie",
            "TILLBRIDGE_CONSOLE=" + hub.session("OWNER"));
    assertThat(part.body())
        .contains("Bundle, counted by its parts")
        .contains("data-label=\"Free\">3<")
        .contains("data-label=\"At the till\">3<");
  }

  @Test
  @Timeout(120)
  void a_till_hears_of_a_bundle_when_one_of_its_parts_moves() throws Exception {
    var cup = Goods.stocked(hub, 6, 500);
    var kit = bundle("{\"parts\": [{\"sku\": \"%s\", \"quantity\": 2}]}".formatted(cup));
    var heard = new LinkedBlockingQueue<String>();
    var request = HttpRequest.newBuilder(hub.http().uri("/api/v1/events?location=main"))
        .header("Authorization", "Bearer " + Hub.TOKEN)
        .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, BodyHandlers.ofLines());
      var reading = Thread.ofVirtual().start(() -> answer.body().forEach(heard::add));
      assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("event: hello");
      hub.http().post("/api/v1/holds", Goods.wish(UUID.randomUUID(), cup, 3));
      var wanted =
          "data: {\"sku\":\"" + kit + "\",\"location\":\"main\",\"available\":1,\"published\":0}";
      String line;
      do {
        line = heard.poll(30, TimeUnit.SECONDS);
        assertThat(line).as("nothing was heard of the kit").isNotNull();
      } while (!wanted.equals(line));
      assertThat(reading.isAlive()).isTrue();
      client.shutdownNow();
    }
  }

  private String bundle(String body) {
    var sku = product();
    define(sku, body, 200);
    return sku;
  }

  private Answer define(String sku, String body, int status) {
    var defined = hub.http().put(address(sku), body);
    assertThat(defined.status()).as(defined.body()).isEqualTo(status);
    return defined;
  }

  private static String address(String sku) {
    return "/api/v1/bundles?sku=" + URLEncoder.encode(sku, StandardCharsets.UTF_8);
  }

  /** A SKU with no shelf yet. */
  private String product() {
    return product("KIT-" + UUID.randomUUID().toString().substring(0, 8));
  }

  private String product(String sku) {
    var csv = """
        Handle,Title,Vendor,Variant SKU,Variant Price,Variant Inventory Qty
        %s,%s,Test,%s,9.00,0
        """.formatted(UUID.randomUUID().toString().toLowerCase(Locale.ROOT), sku, sku);
    var imported = hub.http()
        .send(
            "POST",
            "/api/v1/catalog/imports?location=main",
            csv.getBytes(StandardCharsets.UTF_8),
            "Authorization",
            "Bearer " + Hub.TOKEN,
            "Content-Type",
            "text/csv");
    assertThat(imported.json().path("created").asInt()).as(imported.body()).isEqualTo(1);
    return sku;
  }

  private Answer hold(UUID id, String lines) {
    return hub.http().post("/api/v1/holds", """
        {"id": "%s", "location": "main", "channel": "COUNTER", "lines": [%s], "ttlSeconds": 600}
        """.formatted(id, lines));
  }

  private JsonNode place(String sku) {
    return hub.http().get("/api/v1/stock/" + sku).json().at("/locations/0");
  }

  private int available(String sku) {
    return place(sku).path("available").asInt(-1);
  }

  private int onHand(String sku) {
    return place(sku).path("onHand").asInt(-1);
  }

  private int shown(String sku) {
    return hub.outside()
        .truth("shopify")
        .path("stock")
        .valueStream()
        .filter(level -> level.path("sku").asString("").equals(sku))
        .mapToInt(level -> level.path("available").asInt())
        .findFirst()
        .orElse(-1);
  }

  private JsonNode sale(String sku) {
    return hub.http()
        .get("/api/v1/sales?limit=100")
        .json()
        .path("sales")
        .valueStream()
        .filter(sale -> sale.at("/lines/0/sku").asString("").equals(sku))
        .findFirst()
        .orElseGet(tools.jackson.databind.node.MissingNode::getInstance);
  }
}
