package dev.tillbridge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A price that changes while goods lie on the counter: lower ones are offered, higher ones are not charged. */
class Scenario21PriceChangeTest {

  /** The till looks every quarter of a minute. */
  private static final double SEEN_MS = 40_000;

  static Browsers browsers;

  @BeforeAll
  static void start() {
    browsers = new Browsers();
  }

  @AfterAll
  static void stop() {
    browsers.close();
  }

  @Test
  void lower_is_offered_in_one_tap_higher_is_not_charged_and_an_offline_till_is_listed() {
    var demo = RunningDemo.shared();
    price(demo, "PLATE-LOWER", "24.90");
    price(demo, "PLATE-HIGHER", "24.90");
    price(demo, "PLATE-OFFLINE", "24.90");
    var register = demo.newRegister();
    var till = Counter.signedIn(browsers, demo, 1280, 800, register);

    till.getByTestId("tile-PLATE-LOWER").click();
    till.getByTestId("tile-PLATE-HIGHER").click();
    price(demo, "PLATE-LOWER", "19.90");
    price(demo, "PLATE-HIGHER", "29.90");
    var offer = till.getByTestId("lower-PLATE-LOWER");
    assertThat(offer).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(SEEN_MS));
    assertThat(offer).containsText("$19.90");
    assertThat(till.getByTestId("lower-PLATE-HIGHER")).hasCount(0);
    offer.click();
    assertThat(till.getByTestId("cart-line-PLATE-LOWER")).containsText("$19.90");
    assertThat(till.getByTestId("cart-line-PLATE-HIGHER")).containsText("$24.90");
    var online = pay(till);

    OfflineTill.cut(till);
    price(demo, "PLATE-OFFLINE", "19.90");
    var offline = OfflineTill.sell(till, "PLATE-OFFLINE");
    OfflineTill.heal(till);
    assertThat(till.getByTestId("unsent"))
        .hasAttribute(
            "data-count", "0", new LocatorAssertions.HasAttributeOptions().setTimeout(SEEN_MS));

    assertThat(charged(demo, online, 0)).isEqualTo(1_990);
    assertThat(charged(demo, online, 1)).isEqualTo(2_490);
    assertThat(charged(demo, offline, 0)).isEqualTo(2_490);
    await("the variance")
        .atMost(Duration.ofSeconds(20))
        .until(() -> variance(demo, offline)
            .contains("PLATE-OFFLINE: charged 24.90 USD, the catalogue says 19.90 USD"));
    assertThat(variance(demo, online)).contains("PLATE-HIGHER").doesNotContain("PLATE-LOWER");
  }

  private static String pay(Page till) {
    till.getByTestId("pay").click();
    till.getByTestId("cash-exact").click();
    var sale = till.getByTestId("receipt").getAttribute("data-sale-id");
    till.getByTestId("new-sale").click();
    return sale;
  }

  private static int charged(RunningDemo demo, String sale, int line) {
    await(sale)
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> demo.hub("/api/v1/sales/" + sale).has("id"));
    return demo.hub("/api/v1/sales/" + sale)
        .at("/lines/" + line + "/unitPrice/minor")
        .asInt();
  }

  private static String variance(RunningDemo demo, String sale) {
    return demo.hub("/api/v1/cases")
        .path("cases")
        .valueStream()
        .filter(one -> one.path("subject").asString("").equals(sale))
        .map(one -> one.toString())
        .findFirst()
        .orElse("");
  }

  private static void price(RunningDemo demo, String sku, String price) {
    demo.importCatalogue("""
        Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price
        %s,%s,%s,9,%s
        """.formatted(sku.toLowerCase(Locale.ROOT), sku, sku, price));
  }
}
