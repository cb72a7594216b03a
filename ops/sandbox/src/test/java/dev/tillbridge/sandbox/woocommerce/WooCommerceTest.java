package dev.tillbridge.sandbox.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.TestClock;
import dev.tillbridge.sandbox.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the simulated shop does of what WooCommerce's source says. */
class WooCommerceTest {

  private static final String API = "/woocommerce/wp-json/wc/v3";
  private static final String[] KEY = {
    "Authorization",
    "Basic "
        + Base64.getEncoder().encodeToString("ck_demo:cs_demo".getBytes(StandardCharsets.UTF_8))
  };

  /** One webhook as it arrived. */
  private record Got(String topic, String delivery, String signature, String body) {}

  private final World world = World.start();
  private final LinkedBlockingQueue<Got> got = new LinkedBlockingQueue<>();
  private volatile int status = 200;
  private @Nullable HttpServer receiver;

  @BeforeEach
  void listen() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      var headers = exchange.getRequestHeaders();
      got.add(new Got(
          String.valueOf(headers.getFirst("X-WC-Webhook-Topic")),
          String.valueOf(headers.getFirst("X-WC-Webhook-Delivery-ID")),
          String.valueOf(headers.getFirst("X-WC-Webhook-Signature")),
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    });
    server.start();
    receiver = server;
  }

  @AfterEach
  void close() {
    world.close();
    if (receiver != null) {
      receiver.stop(0);
    }
  }

  private JsonNode get(String path) {
    return world.ok(world.get(API + path, KEY));
  }

  private HttpResponse<String> put(String path, String body) throws IOException {
    return world.send(HttpRequest.newBuilder(world.uri(API + path))
        .headers(KEY)
        .PUT(BodyPublishers.ofString(body)));
  }

  private JsonNode order(String sku, int quantity, String in) {
    return world.ok(world.post(
        "/sandbox/woocommerce/orders",
        "{\"status\":\"%s\",\"lines\":[{\"sku\":\"%s\",\"quantity\":%d}]}"
            .formatted(in, sku, quantity)));
  }

  private void stock(String sku, String available) {
    world.ok(world.post(
        "/sandbox/woocommerce/stock",
        "{\"sku\":\"%s\",\"available\":%s}".formatted(sku, available)));
  }

  private int available(String sku) {
    return world
        .truth("woocommerce")
        .path("stock")
        .valueStream()
        .filter(one -> one.path("sku").asString().equals(sku))
        .findFirst()
        .orElseThrow()
        .path("available")
        .asInt(-1);
  }

  private void subscribe(String topic) {
    var url =
        "http://127.0.0.1:" + Objects.requireNonNull(receiver).getAddress().getPort();
    world.ok(world.post(
        API + "/webhooks",
        "{\"topic\":\"%s\",\"delivery_url\":\"%s/x\",\"secret\":\"s\"}".formatted(topic, url),
        KEY));
  }

  private Got next() throws InterruptedException {
    var next = got.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no webhook came");
    }
    return next;
  }

  @Test
  void nobody_without_the_key_learns_anything() {
    assertThat(world.get(API + "/orders").statusCode()).isEqualTo(401);
    assertThat(world.truth("woocommerce").path("unsignedOrBadRequests").asInt()).isEqualTo(1);
  }

  @Test
  void products_and_variations_are_found_by_sku_whatever_the_case() {
    var found = get("/products?sku=mug,GIFT");
    assertThat(found).hasSize(2);
    assertThat(found.path(0).path("type").asString()).isEqualTo("variation");
    assertThat(found.path(0).path("global_unique_id").asString()).isEqualTo("4006381333931");
    assertThat(found.path(1).path("type").asString()).isEqualTo("simple");
    var parent = found.path(0).path("parent_id").asInt();
    assertThat(get("/products/" + parent + "/variations")).hasSize(2);
    assertThat(get("/products"))
        .extracting(p -> p.path("type").asString())
        .containsExactly("variable", "simple");
  }

  @ParameterizedTest(name = "{0} then {1}")
  @CsvSource({
    "pending, processing, 10, 7",
    "on-hold, processing, 7, 7",
    "processing, completed, 7, 7",
    "processing, cancelled, 7, 10",
    "processing, failed, 7, 7",
    "cancelled, processing, 10, 7"
  })
  void units_are_taken_when_an_order_is_put_on_hold_or_paid(
      String first, String then, int before, int after) {
    stock("GIFT", "10");
    var order = order("GIFT", 3, first);
    assertThat(available("GIFT")).isEqualTo(before);
    world.ok(
        world.post("/sandbox/woocommerce/orders/" + order.path("id").asInt() + "/" + then, "{}"));
    assertThat(available("GIFT")).isEqualTo(after);
  }

  @Test
  void a_number_is_set_whatever_it_was_and_an_ambush_is_overwritten() throws Exception {
    stock("GIFT", "5");
    var item = get("/products?sku=GIFT").path(0).path("id").asInt();
    world.ok(world.post("/sandbox/woocommerce/ambush", "{\"sku\":\"GIFT\",\"quantity\":2}"));
    assertThat(put("/products/" + item, "{\"stock_quantity\":4}").statusCode()).isEqualTo(200);
    assertThat(available("GIFT")).isEqualTo(4);
    assertThat(world.truth("woocommerce").path("orders")).hasSize(1);
  }

  @Test
  void what_is_not_counted_sells_without_end_until_somebody_counts() throws Exception {
    stock("GIFT", "null");
    order("GIFT", 100, "processing");
    var item = get("/products?sku=GIFT").path(0);
    assertThat(item.path("manage_stock").booleanValue()).isFalse();
    put("/products/" + item.path("id"), "{\"stock_quantity\":4}");
    assertThat(available("GIFT")).isEqualTo(-1);
    put("/products/" + item.path("id"), "{\"manage_stock\":true,\"stock_quantity\":4}");
    assertThat(available("GIFT")).isEqualTo(4);
  }

  @Test
  void an_unknown_item_is_404_when_read_and_400_when_set() throws Exception {
    assertThat(world.get(API + "/products/999", KEY).statusCode()).isEqualTo(404);
    assertThat(put("/products/999", "{\"stock_quantity\":4}").statusCode()).isEqualTo(400);
    assertThat(world.get(API + "/nothing", KEY).body()).contains("rest_no_route");
  }

  @Test
  void orders_come_by_their_change_and_their_own_second_is_left_out() {
    stock("GIFT", "10");
    order("GIFT", 1, "processing");
    var all = get("/orders?orderby=modified&order=asc&dates_are_gmt=true"
        + "&modified_after=2000-01-01T00:00:00");
    assertThat(all).hasSize(1);
    var order = all.path(0);
    assertThat(order.path("total").asString()).isEqualTo("25.00");
    var own = order.path("date_modified_gmt").asString();
    assertThat(get("/orders?dates_are_gmt=true&modified_after=" + own)).isEmpty();
    assertThat(world.get(API + "/orders?modified_after=" + own, KEY).statusCode())
        .isEqualTo(400);
    assertThat(order.path("date_modified").asString()).as("the site's own time").isNotEqualTo(own);
  }

  @Test
  void a_webhook_is_signed_over_its_bytes_and_sent_once_whatever_the_answer() throws Exception {
    subscribe("order.created");
    stock("GIFT", "10");
    status = 500;
    order("GIFT", 1, "processing");
    var first = next();
    assertThat(first.topic()).isEqualTo("order.created");
    assertThat(first.signature()).isEqualTo(HookSender.signature("s", first.body()));
    assertThat(got.poll(700, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void too_many_failures_in_a_row_switch_a_webhook_off_until_it_is_put_on_again() throws Exception {
    subscribe("order.created");
    stock("GIFT", "100");
    status = 503;
    for (int i = 0; i <= Hook.FAILURES_MOST + 1; i++) {
      order("GIFT", 1, "processing");
      next();
    }
    for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        !get("/webhooks").path(0).path("status").asString().equals("disabled"); ) {
      assertThat(System.nanoTime()).as("switched off in time").isLessThan(end);
    }
    order("GIFT", 1, "processing");
    assertThat(got.poll(700, TimeUnit.MILLISECONDS)).isNull();
    put("/webhooks/1", "{\"status\":\"active\"}");
    order("GIFT", 1, "processing");
    assertThat(next()).isNotNull();
  }

  @Test
  void deliveries_of_one_second_share_their_id() throws Exception {
    try (var still = World.start(SandboxOptions.defaults().at(new TestClock()))) {
      var url =
          "http://127.0.0.1:" + Objects.requireNonNull(receiver).getAddress().getPort() + "/x";
      still.ok(still.post(
          API + "/webhooks",
          "{\"topic\":\"order.created\",\"delivery_url\":\"%s\"}".formatted(url),
          KEY));
      still.ok(still.post("/sandbox/woocommerce/stock", "{\"sku\":\"GIFT\",\"available\":9}"));
      for (int i = 0; i < 2; i++) {
        still.ok(still.post(
            "/sandbox/woocommerce/orders", "{\"lines\":[{\"sku\":\"GIFT\",\"quantity\":1}]}"));
      }
      var first = next();
      var second = next();
      assertThat(first.delivery()).isEqualTo(second.delivery());
      assertThat(first.body()).isNotEqualTo(second.body());
    }
  }

  @Test
  void a_forged_webhook_has_a_wrong_signature_and_a_lost_answer_has_had_its_effect()
      throws Exception {
    subscribe("order.updated");
    stock("GIFT", "10");
    var order = order("GIFT", 1, "processing");
    assertThat(next().signature()).isNotEmpty();
    world.ok(
        world.post("/sandbox/woocommerce/orders/" + order.path("id").asInt() + "/forge", "{}"));
    var forged = next();
    assertThat(forged.signature()).isNotEqualTo(HookSender.signature("s", forged.body()));

    world.faults("woocommerce", "{\"loseAnswerAfterEffect\":1}");
    var item = get("/products?sku=GIFT").path(0).path("id").asInt();
    assertThatThrownBy(() -> put("/products/" + item, "{\"stock_quantity\":4}"))
        .isInstanceOf(IOException.class);
    assertThat(available("GIFT")).isEqualTo(4);
  }
}
