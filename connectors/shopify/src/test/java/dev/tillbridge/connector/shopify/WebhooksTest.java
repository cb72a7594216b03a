package dev.tillbridge.connector.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.shop.ShopEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest {

  private static final byte[] BODY =
      "{\"id\":1, \"note\":\"Grüße\"}".getBytes(StandardCharsets.UTF_8);

  private static ShopifyChannel channel(String secret, @Nullable String previous) {
    var settings = new ShopifySettings(
        FakeShop.SHOP,
        URI.create("https://" + FakeShop.SHOP),
        "client",
        secret,
        previous,
        null,
        "2026-07",
        Duration.ofSeconds(1));
    return ShopifyChannel.connect(settings, InstantSource.system());
  }

  private static String signature(String secret, byte[] body) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(body));
  }

  private static Map<String, String> headers(String secret) throws Exception {
    var headers = new HashMap<String, String>();
    headers.put("X-Shopify-Hmac-Sha256", signature(secret, BODY));
    headers.put("X-Shopify-Topic", "orders/create");
    headers.put("X-Shopify-Shop-Domain", FakeShop.SHOP);
    headers.put("X-Shopify-Webhook-Id", "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043");
    headers.put("X-Shopify-Triggered-At", "2026-11-22T14:00:00.123456789Z");
    headers.put("X-Shopify-API-Version", "2026-10");
    return headers;
  }

  private static Map<String, String> with(String name, String value) throws Exception {
    var headers = headers("new");
    headers.put(name, value);
    return headers;
  }

  /** Made with: printf '{"id":1}' | openssl dgst -sha256 -hmac shhh -binary | base64. */
  @Test
  void a_signature_made_elsewhere_is_right() throws Exception {
    assertThat(signature("shhh", "{\"id\":1}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("Lcc9Yf2U6zbkFFL44wuL0uEJMTo4Q8mC5iIG3KWCtLA=");
  }

  @Test
  void a_genuine_webhook_is_read_as_it_came() throws Exception {
    assertThat(channel("new", null).receive(BODY, headers("new")))
        .isEqualTo(new ShopEvent(
            "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
            "orders/create",
            Instant.parse("2026-11-22T14:00:00.123456789Z"),
            new String(BODY, StandardCharsets.UTF_8)));
  }

  @Test
  void names_of_headers_have_no_case() throws Exception {
    var shouted = new HashMap<String, String>();
    headers("new").forEach((name, value) -> shouted.put(name.toUpperCase(Locale.ROOT), value));
    assertThat(channel("new", null).receive(BODY, shouted)).isNotNull();
  }

  @Test
  void the_secret_before_the_rotation_still_counts_but_only_if_we_keep_it() throws Exception {
    assertThat(channel("new", "old").receive(BODY, headers("old"))).isNotNull();
    assertThat(channel("new", "old").receive(BODY, headers("new"))).isNotNull();
    assertThat(channel("new", null).receive(BODY, headers("old"))).isNull();
    assertThat(channel("new", "old").receive(BODY, headers("older"))).isNull();
  }

  @Test
  void a_body_that_was_read_and_written_again_is_not_what_was_signed() throws Exception {
    var again = Json.write(Json.read(new String(BODY, StandardCharsets.UTF_8)));
    assertThat(channel("new", null).receive(again.getBytes(StandardCharsets.UTF_8), headers("new")))
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Shopify-Hmac-Sha256",
        "X-Shopify-Topic",
        "X-Shopify-Shop-Domain",
        "X-Shopify-Webhook-Id",
        "X-Shopify-Triggered-At"
      })
  void nothing_that_is_required_may_be_missing(String name) throws Exception {
    var headers = headers("new");
    headers.remove(name);
    assertThat(channel("new", null).receive(BODY, headers)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "X-Shopify-Shop-Domain, other-shop.myshopify.com",
    "X-Shopify-Triggered-At, lately",
    "X-Shopify-Webhook-Id, ' '",
    "X-Shopify-Hmac-Sha256, ''",
    "X-Shopify-Hmac-Sha256, not base64 at all",
    "X-Shopify-Hmac-Sha256, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
  })
  void nothing_that_is_required_may_be_wrong(String name, String value) throws Exception {
    assertThat(channel("new", null).receive(BODY, with(name, value))).isNull();
  }

  @Test
  void the_version_of_the_payload_is_not_judged() throws Exception {
    assertThat(channel("new", null).receive(BODY, with("X-Shopify-API-Version", "2030-01")))
        .isNotNull();
  }
}
