package dev.tillbridge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scenario 35, at the till: 100.00 spent are 100 points, on the receipt and on the card. */
class Scenario35PointsTest {

  static RunningDemo demo;
  static Browsers browsers;

  @BeforeAll
  static void start() {
    demo = RunningDemo.shared();
    browsers = new Browsers();
    demo.importCatalogue("""
        Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price
        tea-chest,Tea Chest,CHEST-TEA,50,92.38
        """);
    demo.tellHub("PUT", "/api/v1/loyalty", "{\"spend\":{\"minor\":100,\"currency\":\"USD\"}}");
  }

  @AfterAll
  static void stop() {
    browsers.close();
  }

  @Test
  void a_sale_of_100_earns_100_points_and_the_receipt_says_so() {
    var till = Counter.signedIn(browsers, demo, 1280, 800);
    till.getByTestId("search").fill("CHEST-TEA");
    till.getByTestId("tile-CHEST-TEA").click();
    till.getByTestId("pay").click();
    till.getByTestId("points").click();
    till.getByTestId("point-card").fill("LOYAL-35");
    till.getByTestId("point-card-use").click();
    till.getByTestId("cash-exact").click();
    assertThat(till.getByTestId("receipt")).containsText("Points, card LOYAL-35");
    assertThat(till.getByTestId("receipt")).containsText("+100");
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> demo.hub("/api/v1/loyalty/cards/LOYAL-35").path("points").asLong() == 100);
  }
}
