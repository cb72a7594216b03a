package dev.tillbridge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Scenario 28: a card is approved and the answer is lost. Nobody is charged twice, and nothing is lost. */
class Scenario28TerminalTimeoutTest {

  private static final String READER = "readers/tmr_demo_R1/";
  private static final LocatorAssertions.IsVisibleOptions SOON =
      new LocatorAssertions.IsVisibleOptions().setTimeout(20_000);

  static RunningDemo demo;
  static Browsers browsers;

  @BeforeAll
  static void start() {
    demo = RunningDemo.shared();
    browsers = new Browsers();
    demo.importCatalogue("""
        Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price
        brass-lantern,Brass Lantern,LANTERN-BRASS,50,59.31
        oak-stool,Oak Stool,STOOL-OAK,50,83.00
        linen-throw,Linen Throw,THROW-LINEN,50,71.00
        """);
    demo.deed("stripe", "customer", "{\"does\":\"NOTHING\"}");
  }

  @AfterAll
  static void stop() {
    demo.deed("stripe", "customer", "{\"does\":\"APPROVE\"}");
    browsers.close();
  }

  @AfterEach
  void heal() {
    demo.faults("stripe", "{}");
    assertThat(browsers.faults()).isEmpty();
  }

  private static Page askedForCard(String sku) {
    // The reader stands at this register, which is one till at a time.
    OfflineTill.end(demo, "R1");
    var till = Counter.signedIn(browsers, demo, 1280, 800, "R1");
    till.getByTestId("search").fill(sku);
    till.getByTestId("tile-" + sku).click();
    till.getByTestId("pay-card").click();
    assertThat(till.getByTestId("card-waiting")).isVisible();
    return till;
  }

  private static List<JsonNode> payments(long minor) {
    return demo.truth("stripe")
        .path("payments")
        .valueStream()
        .filter(one -> one.path("amount").asLong() == minor)
        .toList();
  }

  private static long charges(long minor) {
    return demo.truth("stripe")
        .path("charges")
        .valueStream()
        .filter(one -> one.path("amount").asLong() == minor)
        .count();
  }

  @Test
  void the_lost_approval_is_found_and_exactly_64_20_is_charged_once() {
    demo.faults("stripe", "{\"loseAnswerAfterEffect\": 1, \"match\": \"capture\"}");
    var till = askedForCard("LANTERN-BRASS");
    demo.deed("stripe", READER + "tap", "{}");
    assertThat(till.getByTestId("card-checking")).isVisible(SOON);
    assertThat(till.getByTestId("receipt")).isVisible(SOON);
    assertThat(till.getByTestId("receipt")).containsText("Card");
    assertThat(till.getByTestId("receipt")).containsText("$64.20");
    assertThat(charges(6420)).isEqualTo(1);
    assertThat(payments(6420))
        .singleElement()
        .satisfies(one -> assertThat(one.path("received").asLong()).isEqualTo(6420));
    var sale = till.getByTestId("receipt").getAttribute("data-sale-id");
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(
                demo.hub("/api/v1/sales/" + sale).path("total").path("minor").asLong())
            .isEqualTo(6420));
  }

  @Test
  void cash_instead_voids_the_approval_and_says_so() {
    var till = askedForCard("STOOL-OAK");
    lostAfterTheTap(till);
    till.getByTestId("other-way").click();
    assertThat(till.getByTestId("given-up")).isVisible();
    till.getByTestId("cash-exact").click();
    assertThat(till.getByTestId("receipt")).containsText("Cash");
    demo.faults("stripe", "{}");
    assertThat(till.getByText("the approval was voided")).isVisible(SOON);
    assertThat(payments(8985))
        .singleElement()
        .satisfies(one -> assertThat(one.path("status").asString()).isEqualTo("canceled"));
    assertThat(charges(8985)).isZero();
  }

  @Test
  void another_card_while_nobody_knows_needs_a_managers_pin() {
    var till = askedForCard("THROW-LINEN");
    lostAfterTheTap(till);
    till.getByTestId("another-card").click();
    till.getByTestId("manager").fill(Counter.CASHIER);
    till.getByTestId("manager-pin").fill(demo.pin(Counter.CASHIER));
    till.getByTestId("allow").click();
    assertThat(till.getByText("not that of a manager")).isVisible();
    assertThat(payments(7686)).hasSize(1);
    till.getByTestId("manager").fill("Olivia");
    till.getByTestId("manager-pin").fill(demo.pin("Olivia"));
    till.getByTestId("allow").click();
    demo.faults("stripe", "{}");
    assertThat(till.getByTestId("card-waiting")).isVisible(SOON);
    demo.deed("stripe", READER + "tap", "{}");
    assertThat(till.getByTestId("receipt")).isVisible(SOON);
    assertThat(payments(7686))
        .extracting(one -> one.path("status").asString())
        .containsExactlyInAnyOrder("canceled", "succeeded");
    assertThat(charges(7686)).isEqualTo(1);
  }

  /** The customer's card is approved, and from then on nobody can ask what became of it. */
  private static void lostAfterTheTap(Page till) {
    demo.faults("stripe", "{\"errorRate\": 1, \"match\": \"payment_intents\"}");
    demo.deed("stripe", READER + "tap", "{}");
    assertThat(till.getByTestId("card-checking")).isVisible(SOON);
  }
}
