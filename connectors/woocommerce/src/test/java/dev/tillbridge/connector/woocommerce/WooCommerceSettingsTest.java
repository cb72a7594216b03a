package dev.tillbridge.connector.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WooCommerceSettingsTest {

  private static WooCommerceSettings at(String url) {
    return new WooCommerceSettings(
        "woo.example", URI.create(url), "ck_1", "cs_1", "s", null, Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://woo.example",
        "https://woo.example/shop",
        "http://127.0.0.1:8090/woocommerce",
        "http://localhost",
        "http://[::1]:80"
      })
  void secrets_travel_encrypted_or_within_this_machine(String url) {
    assertThat(at(url).baseUrl()).isEqualTo(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://woo.example",
        "http://127.0.0.1.evil.example",
        "http://192.168.1.5",
        "ftp://woo.example",
        "https://me:secret@woo.example",
        "https://woo.example?x=1",
        "https://woo.example#x",
        "woo.example"
      })
  void anything_else_is_refused(String url) {
    assertThatThrownBy(() -> at(url)).hasMessageContaining("baseUrl");
  }

  @ParameterizedTest
  @CsvSource({
    "'', cs, s, consumerKey",
    "a:b, cs, s, consumerKey",
    "ck, '', s, consumerSecret",
    "ck, cs, '', webhookSecret",
    "ck, cs, a&amp;b, webhookSecret",
    "ck, cs, a b, webhookSecret",
    "ck, cs, ü, webhookSecret"
  })
  void a_fault_names_its_setting(String key, String secret, String webhook, String name) {
    assertThatThrownBy(() -> new WooCommerceSettings(
            "woo.example",
            URI.create("https://woo.example"),
            key,
            secret,
            webhook,
            null,
            Duration.ofSeconds(1)))
        .hasMessageContaining(name);
  }

  @Test
  void no_secret_is_told() {
    var settings = new WooCommerceSettings(
        "Woo.Example",
        URI.create("https://woo.example"),
        "ck_hidden",
        "cs_hidden",
        "hidden",
        "hidden",
        Duration.ofSeconds(1));
    assertThat(settings.toString()).contains("woo.example").doesNotContain("hidden");
  }
}
