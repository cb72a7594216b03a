package dev.tillbridge.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Orders to send and to hand over, as a browser without a script uses them. */
class WebOrderPagesTest {

  private static final String ORDERS = "/console/web-orders";

  private final Hub hub = Hub.shared();

  @Test
  void an_order_is_picked_packed_and_sent_from_its_page() {
    var order = placed("SHIPPING", 2);
    var page = ORDERS + "/" + order.path("id").asString();
    var sku = order.at("/lines/0/sku").asString();
    assertThat(get(ORDERS).body())
        .contains("Orders to send and pick up")
        .contains(page)
        .contains("To pick");
    assertThat(get(ORDERS + "?location=north").body()).doesNotContain(page);
    assertThat(get(page).body()).contains("Ada").contains("All is together").contains(sku);
    assertThat(post(page + "/pick", Map.of()).status()).isEqualTo(303);
    assertThat(post(page + "/pack", Map.of()).status()).isEqualTo(303);
    assertThat(get(page + "?done=packed").body()).contains("It is packed.").contains("To send");

    var wrong = Map.of(
        "id", UUID.randomUUID().toString(),
        "rows", "1",
        "location", "main",
        "lines[0].lineId", order.at("/lines/0/lineId").asString(),
        "lines[0].units", "0",
        "url", "nowhere");
    var refused = post(page + "/parcels", wrong);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body())
        .contains("href=\"#lines[0].units\"")
        .contains("href=\"#url\"")
        .contains("aria-invalid=\"true\"");

    var form = Map.of(
        "id", UUID.randomUUID().toString(),
        "rows", "1",
        "location", "main",
        "lines[0].lineId", order.at("/lines/0/lineId").asString(),
        "lines[0].units", "2",
        "company", "UPS",
        "number", "1Z<b>",
        "notify", "1");
    for (int i = 0; i < 2; i++) {
      var sent = post(page + "/parcels", form);
      assertThat(sent.status()).as(sent.body()).isEqualTo(303);
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> get(page).body().contains("Has left"));
    assertThat(get(page).body()).contains("1Z&lt;b&gt;").doesNotContain("Harbour Road");
    assertThat(get(ORDERS).body()).doesNotContain(page);
    assertThat(post(page + "/pick", Map.of()).status()).isEqualTo(303);
  }

  @Test
  void a_pick_up_is_made_ready_and_handed_over() {
    var order = placed("PICK_UP", 1);
    var page = ORDERS + "/" + order.path("id").asString();
    await().atMost(Duration.ofSeconds(60)).until(() -> get(page).body().contains("It is ready"));
    assertThat(post(page + "/ready", Map.of()).status()).isEqualTo(303);
    assertThat(get(page + "?done=ready").body())
        .contains("the shop tells the customer")
        .contains("The customer has it");
    assertThat(post(page + "/collect", Map.of()).status()).isEqualTo(303);
    assertThat(get(page).body()).contains("Has left");
    var late = post(page + "/collect", Map.of());
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.body()).contains("o customer is waited for any more");
  }

  @Test
  void whoever_may_not_hand_over_sees_neither_address_nor_forms() {
    var order = placed("SHIPPING", 1);
    var page = ORDERS + "/" + order.path("id").asString();
    var seen = hub.http().send("GET", page, null, session("BOOKKEEPER"));
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.body()).doesNotContain("Harbour Road").doesNotContain("It has left");
    assertThat(hub.http()
            .send("POST", page + "/pick", new byte[0], session("BOOKKEEPER"))
            .status())
        .isEqualTo(403);
  }

  private JsonNode placed(String method, int units) {
    var sku = Goods.stocked(hub, units, 1_999);
    hub.outside().list(sku, 1_999);
    hub.http().post("/api/v1/shop/link", "");
    await().atMost(Duration.ofSeconds(60)).until(() -> shown(sku) == units);
    var order = hub.outside()
        .placed(
            "{\"sku\":\"%s\",\"quantity\":%d}".formatted(sku, units),
            "\"name\": \"Ada\", \"method\": \"%s\"".formatted(method));
    var name = order.path("name").asString();
    await().atMost(Duration.ofSeconds(60)).until(() -> find(name).path("method").isString());
    return find(name);
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

  private JsonNode find(String name) {
    return hub.http()
        .get("/api/v1/web-orders")
        .json()
        .path("orders")
        .valueStream()
        .filter(order -> order.path("name").asString().equals(name))
        .findFirst()
        .orElseGet(tools.jackson.databind.node.MissingNode::getInstance);
  }

  private Answer get(String path) {
    return hub.http().send("GET", path, null, session("OWNER"));
  }

  private Answer post(String path, Map<String, String> form) {
    var body = form.entrySet().stream()
        .map(e ->
            URLEncoder.encode(e.getKey(), UTF_8) + "=" + URLEncoder.encode(e.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
    return hub.http().send("POST", path, body.getBytes(UTF_8), session("OWNER"));
  }

  private String[] session(String role) {
    return new String[] {
      "Cookie",
      "TILLBRIDGE_CONSOLE=" + hub.session(role),
      "Sec-Fetch-Site",
      "same-origin",
      "Content-Type",
      "application/x-www-form-urlencoded"
    };
  }
}
