package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.FakeShop.ok;
import static dev.tillbridge.connector.shopify.FakeShop.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopInstall;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way in for a public app, and the attacks of row A49. */
class InstallationTest {

  private static final Instant MADE = Instant.ofEpochSecond(1_337_178_173);

  private final FakeShop shop = new FakeShop();
  private final MemoryTokens store = new MemoryTokens(null);

  @AfterEach
  void stop() {
    shop.close();
  }

  private ShopInstall install() {
    return ShopifyChannel.connect(
            FakeShop.settings(shop.port(), Duration.ofSeconds(5)),
            new OkHttpClient(),
            store,
            Door.OPEN,
            shop.clock)
        .install()
        .orElseThrow();
  }

  /** The signature was made with: printf '...' | openssl dgst -sha256 -hmac shhh. */
  private static Map<String, String> query() {
    return new TreeMap<>(Map.of(
        "code", "0907a61c0c8d55e99db179b68161bc00",
        "shop", "test-shop.myshopify.com",
        "state", "0.6784241404160823",
        "timestamp", "1337178173",
        "hmac", "ce42c96d57db06bb599f696fd067f583afc04e348f15945c900d6223cc85553b"));
  }

  @Test
  void what_shopify_signed_is_genuine_for_five_minutes() {
    assertThat(install().isGenuine(query(), MADE)).isTrue();
    assertThat(install().isGenuine(query(), MADE.plusSeconds(299))).isTrue();
    assertThat(install().isGenuine(query(), MADE.plusSeconds(301))).isFalse();
    assertThat(install().isGenuine(query(), MADE.minusSeconds(301))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "code, 1111111111111111",
    "shop, other-shop.myshopify.com",
    "state, another",
    "timestamp, 1337178174",
    "hmac, 0000000000000000000000000000000000000000000000000000000000000000",
    "extra, field"
  })
  void nothing_in_it_may_be_changed(String name, String value) {
    var query = query();
    query.put(name, value);
    assertThat(install().isGenuine(query, MADE)).isFalse();
    query.remove(name);
    if (!name.equals("extra")) {
      assertThat(install().isGenuine(query, MADE)).isFalse();
    }
  }

  @Test
  void an_owner_consents_at_his_shop_to_what_is_needed() {
    var url = install().consent(URI.create("https://hub.example.com/shops/callback"), "s1");
    assertThat(url.getPath()).endsWith("/admin/oauth/authorize");
    assertThat(url.getRawQuery())
        .contains("client_id=client", "state=s1", "write_inventory", "hub.example.com")
        .doesNotContain(FakeShop.SECRET);
  }

  @Test
  void a_code_is_traded_for_tokens_that_end_and_they_are_kept() {
    shop.tokenEnd(ok("""
        {"access_token":"a-1","expires_in":3600,"refresh_token":"r-1",
         "scope":"read_products,write_inventory"}"""));
    assertThat(install().accept("code"))
        .isEqualTo(new Delivered<>(Set.of("read_products", "write_inventory", "read_inventory")));
    assertThat(store.kept).isNotNull();
    assertThat(shop.tokenForms())
        .singleElement()
        .satisfies(form -> assertThat(form).contains("code=code", "expiring=1", "client_secret="));
  }

  @Test
  void a_code_that_was_used_before_or_brings_no_expiring_token_is_refused() {
    shop.tokenEnd(status(400, "{\"error\":\"invalid_request\"}"));
    assertThat(install().accept("old")).isInstanceOf(Refused.class);
    shop.tokenEnd(ok("{\"access_token\":\"forever\",\"scope\":\"read_orders\"}"));
    assertThat(install().accept("code")).isInstanceOf(Refused.class);
    assertThat(store.kept).isNull();
  }
}
