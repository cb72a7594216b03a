package dev.tillbridge.connector.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.shop.ShopEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest {

  private static final byte[] BODY =
      "{\"id\":1, \"status\":\"processing\", \"note\":\"Grüße\"}".getBytes(StandardCharsets.UTF_8);

  private final TestClock clock = new TestClock();

  private WooCommerceChannel channel(String secret, @Nullable String previous) {
    var settings = new WooCommerceSettings(
        FakeShop.SHOP,
        URI.create("https://" + FakeShop.SHOP),
        "ck",
        "cs",
        secret,
        previous,
        Duration.ofSeconds(1));
    return WooCommerceChannel.connect(settings, clock);
  }

  private static String signature(String secret, byte[] body) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(body));
  }

  private static Map<String, String> headers(String secret, byte[] body) throws Exception {
    var headers = new HashMap<String, String>();
    headers.put("X-WC-Webhook-Source", "https://woo.example/");
    headers.put("X-WC-Webhook-Topic", "order.updated");
    headers.put("X-WC-Webhook-Resource", "order");
    headers.put("X-WC-Webhook-Event", "updated");
    headers.put("X-WC-Webhook-Signature", signature(secret, body));
    headers.put("X-WC-Webhook-ID", "5");
    headers.put("X-WC-Webhook-Delivery-ID", "c9a1d6e2b0f4");
    return headers;
  }

  private @Nullable ShopEvent received(String body, String topic) throws Exception {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var headers = headers("new", bytes);
    headers.put("X-WC-Webhook-Topic", topic);
    return channel("new", null).receive(bytes, headers);
  }

  @Test
  void a_genuine_webhook_is_read_as_it_came() throws Exception {
    var event = Objects.requireNonNull(channel("new", null).receive(BODY, headers("new", BODY)));
    assertThat(event.topic()).isEqualTo("orders/updated");
    assertThat(event.isOrder()).isTrue();
    assertThat(event.triggeredAt()).isEqualTo(clock.instant());
    assertThat(event.body()).isEqualTo(new String(BODY, StandardCharsets.UTF_8));
  }

  @Test
  void names_of_headers_have_no_case() throws Exception {
    var shouted = new HashMap<String, String>();
    headers("new", BODY)
        .forEach((name, value) -> shouted.put(name.toLowerCase(Locale.ROOT), value));
    assertThat(channel("new", null).receive(BODY, shouted)).isNotNull();
  }

  @Test
  void the_secret_before_the_change_still_counts_but_only_if_we_keep_it() throws Exception {
    assertThat(channel("new", "old").receive(BODY, headers("old", BODY))).isNotNull();
    assertThat(channel("new", "old").receive(BODY, headers("new", BODY))).isNotNull();
    assertThat(channel("new", null).receive(BODY, headers("old", BODY))).isNull();
    assertThat(channel("new", "old").receive(BODY, headers("older", BODY))).isNull();
  }

  @Test
  void a_body_that_was_read_and_written_again_is_not_what_was_signed() throws Exception {
    var again = Json.write(Json.read(new String(BODY, StandardCharsets.UTF_8)))
        .getBytes(StandardCharsets.UTF_8);
    assertThat(channel("new", null).receive(again, headers("new", BODY))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X-WC-Webhook-Signature", "X-WC-Webhook-Topic", "X-WC-Webhook-Delivery-ID"})
  void nothing_that_is_required_may_be_missing(String name) throws Exception {
    var headers = headers("new", BODY);
    headers.remove(name);
    assertThat(channel("new", null).receive(BODY, headers)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "X-WC-Webhook-Signature, ''",
    "X-WC-Webhook-Signature, not base64 at all",
    "X-WC-Webhook-Signature, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "X-WC-Webhook-Delivery-ID, ' '",
    "X-WC-Webhook-Topic, ''"
  })
  void nothing_that_is_required_may_be_wrong(String name, String value) throws Exception {
    var headers = headers("new", BODY);
    headers.put(name, value);
    assertThat(channel("new", null).receive(BODY, headers)).isNull();
  }

  @Test
  void the_ping_that_a_new_webhook_sends_is_unsigned_and_turned_away() {
    var ping = "webhook_id=5".getBytes(StandardCharsets.UTF_8);
    assertThat(channel("new", null).receive(ping, Map.of())).isNull();
  }

  @Test
  void two_orders_within_one_second_share_a_delivery_id_and_are_two_events() throws Exception {
    var one = Objects.requireNonNull(received("{\"id\":1}", "order.updated"));
    var other = Objects.requireNonNull(received("{\"id\":2}", "order.updated"));
    assertThat(one.id()).isNotEqualTo(other.id());
    assertThat(received("{\"id\":1}", "order.updated")).isEqualTo(one);
  }

  @ParameterizedTest(name = "{0} of a {1} order is {2}")
  @CsvSource({
    "order.created, processing, orders/create, true",
    "order.updated, on-hold, orders/updated, true",
    "order.updated, cancelled, orders/updated, true",
    "order.restored, completed, orders/restored, true",
    "order.created, pending, checkouts/create, false",
    "order.updated, failed, checkouts/updated, false",
    "order.deleted, processing, order.deleted, false",
    "product.updated, publish, product.updated, false",
    "action.woocommerce_add_to_cart, '', action.woocommerce_add_to_cart, false"
  })
  void only_what_has_taken_units_is_an_order(
      String topic, String status, String ours, boolean order) throws Exception {
    var event = Objects.requireNonNull(received("{\"id\":1,\"status\":\"" + status + "\"}", topic));
    assertThat(event.topic()).isEqualTo(ours);
    assertThat(event.isOrder()).isEqualTo(order);
  }
}
