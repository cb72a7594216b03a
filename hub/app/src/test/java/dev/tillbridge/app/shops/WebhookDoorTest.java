package dev.tillbridge.app.shops;

import static dev.tillbridge.app.shops.TwoShops.SECOND;
import static dev.tillbridge.app.shops.TwoShops.soon;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Signed;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The attack rows A1, A2, A3, A6, A10, A11 and A12 at the door for webhooks, with their figures. */
class WebhookDoorTest {

  private static final String ORDERS = "orders/create";
  private static final String PATH = "/webhooks/shopify/" + Hub.SHOP;
  private static final String SECOND_PATH = "/webhooks/shopify/" + SECOND;
  private final TwoShops shops = TwoShops.shared();
  private final Hub hub = shops.hub;
  private final JdbcClient jdbc = hub.part(JdbcClient.class);

  private long stored() {
    return jdbc.sql("select count(*) from inbox").query(Long.class).single();
  }

  private int post(byte[] body, String topic, String secret) throws Exception {
    return Signed.at(hub, PATH, Hub.SHOP, body, topic, secret).status();
  }

  /** Stored under this event: its state once it is settled, and the note. */
  private String settled(byte[] body, String topic) throws Exception {
    var headers = Signed.headers(Hub.SHOP, body, topic, Hub.SHOP_SECRET);
    var event = "door-" + UUID.randomUUID();
    headers[Arrays.asList(headers).indexOf("X-Shopify-Webhook-Id") + 1] = event;
    assertThat(hub.http().send("POST", PATH, body, headers).status()).isEqualTo(200);
    soon().until(() -> !state(event).startsWith("DUE"));
    return state(event);
  }

  private String state(String event) {
    return jdbc.sql("select state || ': ' || coalesce(note, '') from inbox where event_id = :event")
        .param("event", event)
        .query(String.class)
        .single();
  }

  /** A genuine order, as the shop tells it, of an order that nobody has seen. */
  private String order() {
    var sku = shops.stocked(10, 10);
    shops.order("shopify", sku, "door@example.com");
    soon().until(() -> shops.sales(sku).count() == 1);
    var body = jdbc.sql("""
            select body from inbox
             where topic = 'orders/create' and position(:sku in body) > 0 order by id desc limit 1
            """).param("sku", sku).query(String.class).single();
    var id = body.replaceFirst(".*?\"id\":(\\d+).*", "$1");
    var fresh = String.valueOf(900_000_000 + (System.nanoTime() & 0xFFFFFF));
    return body.replace(":" + id + ",", ":" + fresh + ",")
        .replace("/" + id + "\"", "/" + fresh + "\"");
  }

  @Test
  void a1_what_is_not_signed_is_refused_within_50_ms_and_nothing_is_stored() throws Exception {
    var body = order().getBytes(UTF_8);
    long before = stored();
    var times = new long[100];
    for (int i = 0; i < times.length; i++) {
      long start = System.nanoTime();
      assertThat(post(body, ORDERS, "wrong")).isEqualTo(401);
      times[i] = System.nanoTime() - start;
    }
    Arrays.sort(times);
    System.out.printf(
        "A1: 401 after %.1f ms (median), %.1f ms (slowest of 100)%n",
        times[50] / 1e6, times[99] / 1e6);
    assertThat(Duration.ofNanos(times[50])).isLessThan(Duration.ofMillis(50));
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void a2_a3_another_shops_signature_or_other_bytes_are_refused_alike() throws Exception {
    var body = order().getBytes(UTF_8);
    long before = stored();
    var nobody = "/webhooks/shopify/nobody.myshopify.com";
    var foreign = Signed.at(hub, nobody, Hub.SHOP, body, ORDERS, Hub.SHOP_SECRET);
    var crossed = Signed.at(hub, SECOND_PATH, Hub.SHOP, body, ORDERS, Hub.SHOP_SECRET);
    var headers = Signed.headers(Hub.SHOP, body, ORDERS, Hub.SHOP_SECRET);
    var spaced = (" " + new String(body, UTF_8)).getBytes(UTF_8);
    var other = hub.http().send("POST", PATH, spaced, headers);
    assertThat(foreign.status()).isEqualTo(401);
    assertThat(crossed.status()).isEqualTo(401);
    assertThat(other.status()).isEqualTo(401);
    var anothers = Signed.at(hub, SECOND_PATH, SECOND, body, ORDERS, "the-secret-before");
    assertThat(anothers.status()).isEqualTo(401);
    assertThat(anothers.body()).isEqualTo(foreign.body());
    assertThat(crossed.body()).isEqualTo(foreign.body()).isEqualTo(other.body());
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void a6_the_secret_before_a_rotation_counts_only_where_it_is_kept() throws Exception {
    var body = "{}".getBytes(UTF_8);
    assertThat(post(body, "carts/update", "the-secret-before")).isEqualTo(200);
    assertThat(post(body, "carts/update", Hub.SHOP_SECRET)).isEqualTo(200);
    assertThat(post(body, "carts/update", "the-one-before-that")).isEqualTo(401);
    assertThat(Signed.at(hub, SECOND_PATH, SECOND, body, "carts/update", "the-secret-before")
            .status())
        .isEqualTo(401);
  }

  @Test
  void a10_a_body_of_50_mb_is_refused_before_it_is_read() throws Exception {
    var memory = Runtime.getRuntime();
    long before = memory.totalMemory() - memory.freeMemory();
    long start = System.nanoTime();
    String answer;
    try (var socket =
        new Socket(InetAddress.getLoopbackAddress(), hub.http().uri("/").getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(head(50 << 20));
      socket.getOutputStream().flush();
      answer = firstLine(socket);
    }
    System.out.printf(
        "A10: 50 MB announced: %s after %d ms, heap %+d KiB%n",
        answer,
        (System.nanoTime() - start) / 1_000_000,
        (memory.totalMemory() - memory.freeMemory() - before) / 1024);
    assertThat(answer).contains(" 413");
  }

  @Test
  void a10_a_body_at_a_byte_a_second_is_given_up_after_ten_seconds() throws Exception {
    long start = System.nanoTime();
    String answer = null;
    try (var socket =
        new Socket(InetAddress.getLoopbackAddress(), hub.http().uri("/").getPort())) {
      socket.setSoTimeout(1_000);
      socket.getOutputStream().write(head(10_000));
      while (answer == null && System.nanoTime() - start < 30_000_000_000L) {
        socket.getOutputStream().write('x');
        socket.getOutputStream().flush();
        try {
          answer = firstLine(socket);
        } catch (java.net.SocketTimeoutException notYet) {
          // The wait for an answer is what makes it a byte a second.
        }
      }
    }
    System.out.printf(
        "A10: a byte a second: %s after %d s%n",
        answer, (System.nanoTime() - start) / 1_000_000_000);
    assertThat(answer).contains(" 408");
  }

  private static byte[] head(int length) {
    return ("POST " + PATH + " HTTP/1.1\r\nHost: hub\r\nContent-Length: " + length
            + "\r\nContent-Type: application/json\r\nX-Shopify-Hmac-Sha256: AAAA\r\n\r\n")
        .getBytes(UTF_8);
  }

  private static String firstLine(Socket socket) throws Exception {
    var line = new StringBuilder();
    for (int c = socket.getInputStream().read();
        c > 0 && c != '\n';
        c = socket.getInputStream().read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  @Test
  void a10_what_is_packed_is_never_unpacked() throws Exception {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 50; i++) {
        gzip.write(new byte[1 << 20]);
      }
    }
    assertThat(packed.size()).isLessThan(100_000);
    assertThat(settled(packed.toByteArray(), ORDERS)).startsWith("PARKED: body: is not acceptable");
  }

  @ParameterizedTest
  @ValueSource(ints = {100_000, 1_000_000})
  void a10_json_that_is_too_deep_is_set_aside(int depth) throws Exception {
    // A shop that has something redacted looks into every body.
    jdbc.sql(
            "insert into redaction (shop, order_id, at) values (:shop, 'gid://shopify/Order/1', now())"
                + " on conflict do nothing")
        .param("shop", Hub.SHOP)
        .update();
    long start = System.nanoTime();
    var deep = "{\"id\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    assertThat(settled(deep.getBytes(UTF_8), ORDERS)).startsWith("PARKED");
    System.out.printf(
        "A10: %d deep: set aside after %d ms%n", depth, (System.nanoTime() - start) / 1_000_000);
  }

  @Test
  void a10_a_million_keys_are_refused_and_half_of_it_and_doubled_keys_are_set_aside()
      throws Exception {
    assertThat(post(keys(1_000_000), ORDERS, Hub.SHOP_SECRET)).as("over 8 MB").isEqualTo(413);
    long start = System.nanoTime();
    assertThat(settled(keys(500_000), ORDERS)).startsWith("PARKED");
    System.out.printf(
        "A10: 500,000 keys: set aside after %d ms%n", (System.nanoTime() - start) / 1_000_000);
    assertThat(settled("{\"id\":1,\"id\":2}".getBytes(UTF_8), ORDERS)).startsWith("PARKED");
  }

  private static byte[] keys(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"k" + i + "\":1")
        .collect(Collectors.joining(",", "{\"id\":1,", "}"))
        .getBytes(UTF_8);
  }

  @Test
  void a11_strange_text_is_stored_as_data_or_set_aside_and_never_an_error() throws Exception {
    var genuine = order();
    var title = genuine.replaceFirst("(?s).*?\"title\":\"([^\"]+)\".*", "$1");
    for (var strange : Map.of(
            "emoji", "Mug \uD83E\uDED6",
            "right to left", "Mug \u202Egum",
            "composed", "Caf\u00e9",
            "decomposed", "Cafe\u0301",
            "script", "<script>alert(1)</script>",
            "escape", "Mug\\u001b[31m",
            "nul", "Mug\\u0000",
            "half a pair", "Mug\\ud83e")
        .entrySet()) {
      var id = String.valueOf(910_000_000 + (System.nanoTime() & 0xFFFFFF));
      var body = genuine
          .replaceFirst("\"id\":\\d+", "\"id\":" + id)
          .replaceFirst("gid://shopify/Order/\\d+", "gid://shopify/Order/" + id)
          .replace("\"title\":\"" + title, "\"title\":\"" + strange.getValue());
      var state = settled(body.getBytes(UTF_8), ORDERS);
      System.out.println("A11: " + strange.getKey() + ": " + state);
      assertThat(state).as(strange.getKey()).matches("(?s)(DONE|PARKED).*").doesNotContain("bug:");
    }
    var invalid = "{\"id\":1,\"x\":\"??\"}".getBytes(UTF_8);
    invalid[13] = (byte) 0xC3;
    invalid[14] = (byte) 0x28;
    assertThat(settled(invalid, ORDERS)).startsWith("PARKED");
  }

  @Test
  void a12_what_is_unknown_missing_or_of_another_kind_is_answered_and_kept() throws Exception {
    var genuine = order();
    assertThat(settled("{\"a\":1}".getBytes(UTF_8), "galaxies/collide"))
        .startsWith("PARKED: topic: galaxies/collide is not one");
    assertThat(settled("{\"a\":1}".getBytes(UTF_8), "galaxies/collide"))
        .startsWith("DONE: nothing");
    assertThat(settled("{}".getBytes(UTF_8), ORDERS)).startsWith("PARKED: ");
    assertThat(settled("null".getBytes(UTF_8), ORDERS)).startsWith("PARKED");
    assertThat(settled("[]".getBytes(UTF_8), ORDERS)).startsWith("PARKED");
    assertThat(settled(
            genuine.replaceFirst("\"quantity\":\\d+", "\"quantity\":\"1\"").getBytes(UTF_8),
            ORDERS))
        .startsWith("PARKED: line_items[0].quantity");
    assertThat(settled(
            genuine
                .replaceFirst(
                    "(\"total_price_set\":\\{\"shop_money\":\\{\"amount\":)\"[^\"]*\"", "$1null")
                .getBytes(UTF_8),
            ORDERS))
        .startsWith("PARKED");
    assertThat(settled(
            genuine.replaceFirst("\\{", "{\"brand_new\":{\"deep\":[1,2]},").getBytes(UTF_8),
            ORDERS))
        .startsWith("DONE");
  }

  @ParameterizedTest
  @CsvSource({"2030-01", "2026-07", "unstable"})
  void a12_a_webhook_of_another_version_is_read_all_the_same(String version) throws Exception {
    var body = order().getBytes(UTF_8);
    var headers = Signed.headers(Hub.SHOP, body, ORDERS, Hub.SHOP_SECRET);
    headers[headers.length - 1] = version;
    var event = headers[Arrays.asList(headers).indexOf("X-Shopify-Webhook-Id") + 1];
    assertThat(hub.http().send("POST", PATH, body, headers).status()).isEqualTo(200);
    soon().until(() -> !state(event).startsWith("DUE"));
    assertThat(state(event)).as("taken, as the sale of this id").matches("DONE: [0-9a-f-]{36}");
  }
}
