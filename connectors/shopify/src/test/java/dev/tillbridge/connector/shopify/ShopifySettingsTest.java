package dev.tillbridge.connector.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopifySettingsTest {

  private static ShopifySettings at(String url) {
    return settings(url, "client", "top-secret", "old-secret", "shpat_token");
  }

  private static ShopifySettings settings(
      String url, String id, String secret, @Nullable String previous, @Nullable String token) {
    return new ShopifySettings(
        "A-Shop.myshopify.com",
        URI.create(url),
        id,
        secret,
        previous,
        token,
        "2026-07",
        Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a-shop.myshopify.com",
        "http://127.0.0.1:8090/shopify/a-shop.myshopify.com",
        "http://localhost:8090",
        "http://[::1]:8090"
      })
  void secrets_travel_encrypted_or_stay_on_this_machine(String url) {
    assertThat(at(url).shop()).isEqualTo("a-shop.myshopify.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a-shop.myshopify.com",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://10.0.0.1",
        "ftp://127.0.0.1",
        "https:/nowhere",
        "https://user:word@a-shop.myshopify.com",
        "https://a-shop.myshopify.com?x=1"
      })
  void any_other_address_is_refused(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> at(url));
  }

  @Test
  void a_shop_needs_a_secret_and_a_way_to_a_token() {
    var url = "https://a-shop.myshopify.com";
    assertThat(settings(url, "", "s", null, "token").accessToken()).isEqualTo("token");
    assertThatIllegalArgumentException().isThrownBy(() -> settings(url, "", "s", null, null));
    assertThatIllegalArgumentException().isThrownBy(() -> settings(url, "c", " ", null, null));
    assertThatIllegalArgumentException().isThrownBy(() -> settings(url, "c", "s", "", null));
  }

  @Test
  void settings_tell_no_secret_when_printed() {
    assertThat(at("https://a-shop.myshopify.com").toString())
        .contains("a-shop.myshopify.com")
        .doesNotContain("secret")
        .doesNotContain("shpat");
  }

  @Test
  void a_real_shop_needs_three_words() {
    var settings = ShopifySettings.forShop("a-shop.myshopify.com", "client", "secret");
    assertThat(settings.baseUrl()).isEqualTo(URI.create("https://a-shop.myshopify.com"));
    assertThat(settings.apiVersion()).isEqualTo("2026-07");
  }
}
