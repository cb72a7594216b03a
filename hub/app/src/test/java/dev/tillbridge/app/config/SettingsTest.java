package dev.tillbridge.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

class SettingsTest {

  private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private final Map<String, String> environment = new HashMap<>(Map.of(
      "TILLBRIDGE_DB_URL", "jdbc:postgresql://127.0.0.1/tillbridge",
      "TILLBRIDGE_DB_USER", "tillbridge",
      "TILLBRIDGE_DB_PASSWORD", "pw-canary",
      "TILLBRIDGE_SECRET_KEY", KEY));

  private Settings read() {
    return new SettingsReader(environment::get).read();
  }

  @Test
  void what_is_not_named_is_not_connected() {
    var settings = read();
    assertThat(settings.shopify()).isEmpty();
    assertThat(settings.quickbooks()).isNull();
    assertThat(settings.paypal()).isNull();
    assertThat(settings.publicUrl()).isNull();
  }

  @Test
  void every_fault_is_named_at_once() {
    environment.clear();
    assertThatThrownBy(this::read)
        .isInstanceOf(BadSettings.class)
        .hasMessageContaining("TILLBRIDGE_DB_URL is missing")
        .hasMessageContaining("TILLBRIDGE_DB_USER is missing")
        .hasMessageContaining("TILLBRIDGE_SECRET_KEY is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "TILLBRIDGE_DB_URL, jdbc:mysql://x",
    "TILLBRIDGE_REDIS_URL, http://x",
    "TILLBRIDGE_SECRET_KEY, short",
    "TILLBRIDGE_SECRET_KEY, AAAA",
    "TILLBRIDGE_BOOTSTRAP, /no/such/file",
    "TILLBRIDGE_PUBLIC_URL, ftp://x",
    "TILLBRIDGE_PUBLIC_URL, http://example.com",
    "TILLBRIDGE_PRINTERS, counter=10.0.0.9:9100",
    "TILLBRIDGE_PRINTERS, counter@main=10.0.0.9",
    "TILLBRIDGE_PRINTERS, counter@main=10.0.0.9:0",
    "TILLBRIDGE_PRINTERS, counter@main=10.0.0.9:65536",
    "TILLBRIDGE_PRINTERS, counter@main=http://x:80",
    "TILLBRIDGE_PRINTERS, 'a@main=h:1,a@main=h:2'"
  })
  void a_setting_that_cannot_work_is_refused(String name, String value) {
    environment.put(name, value);
    assertThatThrownBy(this::read).isInstanceOf(BadSettings.class).hasMessageContaining(name);
  }

  @Test
  void printers_are_named_with_where_they_stand() {
    environment.put("TILLBRIDGE_PRINTERS", "counter@main=10.0.0.9:9100, bar@north=[fd00::9]:9100");
    assertThat(read().printers())
        .extracting(
            Settings.Printer::name,
            p -> p.location().code(),
            Settings.Printer::host,
            Settings.Printer::port)
        .containsExactly(
            tuple("counter", "main", "10.0.0.9", 9100), tuple("bar", "north", "[fd00::9]", 9100));
  }

  @Test
  void a_shop_needs_its_secret_and_its_locations() {
    environment.put("TILLBRIDGE_SHOPIFY_SHOP", "demo.myshopify.com");
    environment.put("TILLBRIDGE_SHOPIFY_LOCATIONS", "main");
    assertThatThrownBy(this::read)
        .hasMessageContaining("TILLBRIDGE_SHOPIFY_CLIENT_ID")
        .hasMessageContaining("TILLBRIDGE_SHOPIFY_CLIENT_SECRET")
        .hasMessageContaining("TILLBRIDGE_SHOPIFY_LOCATIONS");
  }

  @Test
  void several_shops_are_numbered_and_each_says_what_it_lacks() {
    shop("TILLBRIDGE_SHOPIFY_", "one.myshopify.com");
    shop("TILLBRIDGE_SHOPIFY_2_", "Two.myshopify.com");
    environment.put("TILLBRIDGE_SHOPIFY_2_APP", "public");
    assertThat(read().shopify())
        .extracting(Settings.Shopify::shop, Settings.Shopify::publicApp)
        .containsExactly(tuple("one.myshopify.com", false), tuple("two.myshopify.com", true));
    shop("TILLBRIDGE_SHOPIFY_3_", "one.myshopify.com");
    environment.remove("TILLBRIDGE_SHOPIFY_3_CLIENT_SECRET");
    environment.put("TILLBRIDGE_SHOPIFY_2_ACCESS_TOKEN", "shpat_x");
    assertThatThrownBy(this::read)
        .hasMessageContaining("TILLBRIDGE_SHOPIFY_3_SHOP is connected already")
        .hasMessageContaining("TILLBRIDGE_SHOPIFY_3_CLIENT_SECRET is missing")
        .hasMessageContaining("TILLBRIDGE_SHOPIFY_2_ACCESS_TOKEN must not be set");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "- | items customers",
        "nothing | ''",
        "Accounts, items | accounts items",
        "accounts,items,customers | accounts items customers"
      })
  void what_may_be_created_at_the_books_is_everything_but_accounts_unless_somebody_says_so(
      @Nullable String named, String created) {
    environment.put("TILLBRIDGE_QUICKBOOKS_REALM", "9130350000000001");
    environment.put("TILLBRIDGE_QUICKBOOKS_CLIENT_ID", "id");
    environment.put("TILLBRIDGE_QUICKBOOKS_CLIENT_SECRET", "canary");
    if (named != null) {
      environment.put("TILLBRIDGE_QUICKBOOKS_CREATES", named);
    }
    var books = Objects.requireNonNull(read().quickbooks());
    assertThat(String.join(" ", new TreeSet<>(books.creates())))
        .isEqualTo(String.join(" ", new TreeSet<>(Set.of(created.split(" ")))));
    environment.put("TILLBRIDGE_QUICKBOOKS_CREATES", "items, taxes");
    assertThatThrownBy(this::read).hasMessageContaining("TILLBRIDGE_QUICKBOOKS_CREATES");
  }

  @Test
  void xero_is_connected_instead_of_quickbooks_and_never_beside_it() {
    environment.put("TILLBRIDGE_XERO_TENANT", "45e4708e-d862-4111-ab3a-dd8cd03913e1");
    environment.put("TILLBRIDGE_XERO_CLIENT_ID", "id");
    environment.put("TILLBRIDGE_XERO_CLIENT_SECRET", "canary");
    var xero = Objects.requireNonNull(read().xero());
    assertThat(xero.url()).hasToString("https://api.xero.com");
    assertThat(xero.creates()).containsExactlyInAnyOrder("items", "customers");
    assertThat(read().toString()).doesNotContain("canary");
    environment.put("TILLBRIDGE_QUICKBOOKS_REALM", "9130350000000001");
    environment.put("TILLBRIDGE_QUICKBOOKS_CLIENT_ID", "id");
    environment.put("TILLBRIDGE_QUICKBOOKS_CLIENT_SECRET", "canary");
    assertThatThrownBy(this::read)
        .hasMessageContaining("TILLBRIDGE_XERO_TENANT")
        .hasMessageContaining("one company");
    environment.put("TILLBRIDGE_XERO_TENANT", "acme");
    assertThatThrownBy(this::read).hasMessageContaining("must be the organisation's id");
  }

  private void shop(String prefix, String domain) {
    environment.put(prefix + "SHOP", domain);
    environment.put(prefix + "CLIENT_ID", "id");
    environment.put(prefix + "CLIENT_SECRET", "canary");
    environment.put(prefix + "LOCATIONS", "main=gid://shopify/Location/1");
  }

  @Test
  void sealing_keys_are_keys() {
    environment.put("TILLBRIDGE_SEALING_KEYS", KEY + "," + KEY);
    assertThat(read().sealingKeys()).hasSize(2);
    environment.put("TILLBRIDGE_SEALING_KEYS", KEY + ",short");
    assertThatThrownBy(this::read).hasMessageContaining("TILLBRIDGE_SEALING_KEYS");
  }

  @Test
  void no_secret_shows_in_a_log() {
    environment.put("TILLBRIDGE_PAYPAL_CLIENT_ID", "id");
    environment.put("TILLBRIDGE_PAYPAL_CLIENT_SECRET", "paypal-canary");
    assertThat(read().toString()).doesNotContain("canary").doesNotContain(KEY);
  }

  @Test
  void why_the_hub_does_not_start_is_one_line() {
    var analyzer = new WhyNotStarted();
    environment.remove("TILLBRIDGE_DB_USER");
    var failure =
        org.assertj.core.api.Assertions.catchThrowableOfType(BadSettings.class, this::read);
    var wrapped = new IllegalStateException("bean", failure);
    assertThat(analyzer.analyze(wrapped))
        .extracting(FailureAnalysis::getDescription)
        .isEqualTo("TILLBRIDGE_DB_USER is missing");
    var lost = new IllegalStateException(new java.sql.SQLException("refused\nmore"));
    assertThat(analyzer.analyze(lost))
        .extracting(FailureAnalysis::getDescription)
        .isEqualTo("PostgreSQL: refused");
    assertThat(analyzer.analyze(new IllegalStateException("a bug"))).isNull();
  }
}
