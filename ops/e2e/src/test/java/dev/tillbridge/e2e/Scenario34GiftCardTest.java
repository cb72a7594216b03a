package dev.tillbridge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scenario 34: a gift card of 50.00, sold at the till, from which two tills want 40.00. */
class Scenario34GiftCardTest {

  private static final String CODE = "GIFT34AAAA5678";

  static RunningDemo demo;
  static Browsers browsers;

  @BeforeAll
  static void start() {
    demo = RunningDemo.shared();
    browsers = new Browsers();
    demo.importCatalogue("""
        Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price
        wool-cap,Wool Cap,CAP-WOOL,50,36.95
        """);
  }

  @AfterAll
  static void stop() {
    browsers.close();
  }

  @AfterEach
  void no_page_had_a_script_error_or_broke_the_content_policy() {
    assertThat(browsers.faults()).isEmpty();
  }

  @Test
  void one_till_gets_40_the_other_is_offered_10_and_the_rest_is_paid_in_cash() {
    var seller = Counter.signedIn(browsers, demo, 1280, 800);
    seller.getByTestId("sell-card").click();
    seller.getByTestId("sell-card-code").fill("GIFT-34AA-AA56-78");
    seller.getByTestId("sell-card-amount").fill("50");
    seller.getByTestId("sell-card-add").click();
    seller.getByTestId("pay").click();
    seller.getByTestId("cash-exact").click();
    assertThat(seller.getByTestId("receipt")).containsText("$50.00");
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> demo.onCard(CODE) == 5000);
    seller.getByTestId("new-sale").click();

    var other = Counter.signedIn(browsers, demo, 390, 844);
    withCard(seller);
    withCard(other);
    seller.getByTestId("take-card").click();
    assertThat(seller.getByTestId("receipt")).containsText("Left on card …5678");
    assertThat(seller.getByTestId("receipt")).containsText("$10.00");
    assertThat(seller.getByTestId("receipt")).not().containsText("GIFT34");

    other.getByTestId("take-card").click();
    assertThat(other.getByTestId("card-message")).containsText("only 10.00 USD are left on it");
    other.getByTestId("card-offer").click();
    assertThat(other.getByTestId("rest")).hasText("$30.00");
    other.getByTestId("cash").click();
    other.getByTestId("cash-exact").click();
    assertThat(other.getByTestId("receipt")).containsText("Gift card");
    assertThat(other.getByTestId("receipt")).containsText("Cash");
    assertThat(seller.getByTestId("unsent")).hasAttribute("data-count", "0");
    assertThat(other.getByTestId("unsent")).hasAttribute("data-count", "0");
    await().atMost(Duration.ofSeconds(20)).until(() -> demo.onCard(CODE) == 0);
  }

  private static void withCard(Page till) {
    till.getByTestId("search").fill("CAP-WOOL");
    till.getByTestId("tile-CAP-WOOL").click();
    if (till.getByTestId("pay").isHidden()) {
      till.locator(".cart-handle").click();
    }
    till.getByTestId("pay").click();
    // Scanned while paying: the till knows that it is no product.
    Counter.scan(till, CODE);
    assertThat(till.getByTestId("card-balance")).containsText("$50.00");
  }
}
