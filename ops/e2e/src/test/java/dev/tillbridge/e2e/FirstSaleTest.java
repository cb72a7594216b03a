package dev.tillbridge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One shelf, two doors, one set of books: as a cashier, a shopper and an owner would see it. */
class FirstSaleTest {

  /** What the issue allows between a sale and a shop that agrees. */
  static final Duration FOLLOWS = Duration.ofSeconds(5);

  static final Duration BOOKED = Duration.ofSeconds(30);
  static final String COASTERS = "COASTER-SLATE";
  static final String COASTERS_CODE = "2000000001333";

  static RunningDemo demo;
  static Browsers browsers;

  @BeforeAll
  static void start() {
    demo = RunningDemo.start("first-sale");
    browsers = new Browsers();
  }

  @AfterAll
  static void stop() {
    browsers.close();
    demo.close();
  }

  @AfterEach
  void no_page_had_a_script_error_or_broke_the_content_policy() {
    assertThat(browsers.faults()).isEmpty();
  }

  @Test
  void a_sale_at_the_till_and_one_on_the_web_share_one_shelf_and_are_booked_once_each() {
    int shelf = stock(COASTERS).path("onHand").asInt();
    var till = signedInTill(1280, 800);
    assertThat(till.getByTestId("available-" + COASTERS))
        .hasAttribute("data-available", Integer.toString(shelf));

    // The scanner types like a keyboard, only faster, and ends with Enter.
    till.keyboard().type(COASTERS_CODE);
    till.keyboard().press("Enter");
    assertThat(till.getByTestId("cart-line-" + COASTERS)).isVisible();
    await().atMost(FOLLOWS).until(() -> stock(COASTERS).path("held").asInt() == 1);
    till.getByTestId("pay").click();
    till.getByTestId("tendered").fill("30.00");
    till.getByTestId("finish-cash").click();
    assertThat(till.getByTestId("change")).containsText("$3.48");
    var receipt = till.getByTestId("receipt");
    assertThat(receipt).containsText("Beach Stone Coasters");
    assertThat(receipt).containsText("$26.52");
    var counterSale = receipt.getAttribute("data-sale-id");
    assertThat(till.getByTestId("unsent")).hasAttribute("data-count", "0");
    tillAndShopOfferWhatIsThere(shelf - 1);

    buyOnTheWeb("Beach Stone Coasters");
    till.getByTestId("new-sale").click();
    assertThat(till.getByTestId("available-" + COASTERS))
        .hasAttribute("data-available", Integer.toString(shelf - 2), within(FOLLOWS));
    tillAndShopOfferWhatIsThere(shelf - 2);

    await().atMost(BOOKED).until(() -> documents(COASTERS).size() == 2);
    assertThat(documents(COASTERS))
        .allSatisfy(document -> {
          assertThat(document.path("total").asString()).isEqualTo("26.52");
          assertThat(document.path("tax").asString()).isEqualTo("2.02");
        })
        .extracting(document -> document.path("depositTo").asString())
        .containsExactlyInAnyOrder("Cash on hand - till", "Shopify clearing");
    assertThat(
            demo.hub("/api/v1/sales/" + counterSale).path("total").path("minor").asInt())
        .isEqualTo(2652);
    everyDocumentOnce();

    var console = signedInConsole();
    var sales = console.locator("main");
    assertThat(sales).containsText("R1-000001");
    assertThat(sales).containsText("#1001");
    assertThat(console.getByText("Booked as").first()).isVisible();
  }

  @Test
  void a_customer_pays_by_paypal_on_his_phone_and_a_lost_answer_of_the_books_doubles_nothing() {
    demo.faults("quickbooks", "{\"loseAnswerAfterEffect\": 1, \"match\": \"salesreceipt\"}");
    var till = signedInTill(768, 1024);
    till.getByTestId("search").fill("jigsaw");
    till.getByTestId("tile-PUZZLE-HARBOR").click();
    till.getByTestId("pay-paypal").click();
    assertThat(till.getByTestId("paypal-qr")).isVisible();
    var phone = browsers.somebody(390, 844);
    phone.navigate(till.getByTestId("paypal-open").getAttribute("href"));
    phone.locator("#approve").click();
    assertThat(till.getByTestId("receipt")).containsText("PayPal");

    await().atMost(BOOKED).until(() -> documents("PUZZLE-HARBOR").size() == 1);
    var sale = till.getByTestId("receipt").getAttribute("data-sale-id");
    await().atMost(BOOKED).ignoreExceptions().until(() -> booked(sale));
    assertThat(documents("PUZZLE-HARBOR"))
        .singleElement()
        .satisfies(document ->
            assertThat(document.path("depositTo").asString()).isEqualTo("PayPal clearing"));
    everyDocumentOnce();
    assertThat(demo.truth("paypal").path("captures")).hasSize(1);
    demo.faults("quickbooks", "{}");
  }

  /** Scenario 30: a printer that fails never blocks, and what is printed again says "copy". */
  @Test
  void scenario_30_a_printer_that_is_not_there_holds_up_no_sale() {
    demo.importCatalogue("""
        Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price
        paper-kite,Paper Kite,KITE-PAPER,9,12.00
        """);
    var till = signedInTill(1280, 800);
    sellForCash(till, "KITE-PAPER");
    assertThat(till.getByTestId("receipt-mark")).not().isVisible();
    till.getByTestId("printer-settings").click();
    // A receipt printer at USB that nobody plugged in.
    till.getByTestId("printer-way").selectOption("usb");
    till.getByLabel("Print every receipt without being asked").check();
    till.keyboard().press("Escape");
    till.getByTestId("new-sale").click();

    sellForCash(till, "KITE-PAPER");
    assertThat(till.getByText("was not printed")).isVisible();
    assertThat(till.getByText("The drawer was not opened")).isVisible();
    assertThat(till.getByTestId("receipt-mark")).not().isVisible();
    assertThat(till.getByTestId("unsent")).hasAttribute("data-count", "0");
    till.getByTestId("new-sale").click();
    assertThat(till.getByTestId("search")).isVisible();

    till.getByTestId("unsent").click();
    till.locator("dialog")
        .getByText("Receipt", new Locator.GetByTextOptions().setExact(true))
        .first()
        .click();
    assertThat(till.getByTestId("receipt-mark")).hasText("COPY 1");
  }

  private static void sellForCash(Page till, String sku) {
    till.getByTestId("tile-" + sku).click();
    till.getByTestId("pay").click();
    till.getByTestId("cash-exact").click();
    assertThat(till.getByTestId("receipt")).isVisible();
    assertThat(till.locator(".done-actions.settling")).hasCount(0);
  }

  @Test
  void what_the_books_refuse_waits_in_the_console_and_goes_through_with_one_click() {
    // Known to the hub alone; the books have closed the day.
    demo.company("{\"closeDate\": \"2999-12-31\"}");
    demo.importCatalogue("""
        Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price
        harbor-bell,Harbor Bell,BELL-HARBOR,4,18.00
        """);
    var till = signedInTill(1280, 800);
    till.getByTestId("tile-BELL-HARBOR").click();
    till.getByTestId("pay").click();
    till.getByTestId("cash-exact").click();
    var sale = till.getByTestId("receipt").getAttribute("data-sale-id");
    // Until the hub has heard of it there is no such sale.
    await()
        .atMost(BOOKED)
        .ignoreExceptions()
        .until(() -> delivery(sale).path("state").asString().equals("PARKED"));

    var console = signedInConsole();
    var parked = console
        .locator("li, tr")
        .filter(new Locator.FilterOptions().setHasText("the books are closed for that day"))
        .first();
    assertThat(parked).isVisible();
    demo.company("{\"closeDate\": null}");
    parked.getByRole(AriaRole.BUTTON).first().click();
    await().atMost(BOOKED).ignoreExceptions().until(() -> booked(sale));
    assertThat(documents("BELL-HARBOR")).hasSize(1);
    everyDocumentOnce();
  }

  private static Page signedInTill(int width, int height) {
    return Counter.signedIn(browsers, demo, width, height);
  }

  private static Page signedInConsole() {
    var console = browsers.somebody(1280, 900);
    console.navigate(demo.address("console"));
    console.locator("input[name=name]").fill("Olivia");
    console.locator("input[name=password]").fill(demo.password("Olivia"));
    console.locator("button[type=submit]").first().click();
    assertThat(console).hasURL(demo.address("console"));
    return console;
  }

  private static void buyOnTheWeb(String title) {
    var shopper = browsers.somebody(390, 844);
    shopper.navigate(demo.address("shop"));
    Locator card = shopper
        .locator("#grid > li")
        .filter(new Locator.FilterOptions().setHasText(title))
        .first();
    card.getByRole(AriaRole.BUTTON).first().click();
    shopper.locator("#buyer").fill("Wanda Web");
    shopper.locator("#email").fill("wanda@example.com");
    shopper.locator("#pay").click();
    assertThat(shopper.locator("#order")).containsText("#1001");
  }

  private static com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions within(
      Duration time) {
    return new com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions()
        .setTimeout((double) time.toMillis());
  }

  private static void tillAndShopOfferWhatIsThere(int units) {
    await()
        .atMost(FOLLOWS)
        .untilAsserted(
            () -> assertThat(stock(COASTERS).path("available").asInt() + shownByShop(COASTERS))
                .isEqualTo(units));
  }

  private static JsonNode stock(String sku) {
    return demo.hub("/api/v1/stock/" + sku).path("locations").path(0);
  }

  private static int shownByShop(String sku) {
    return demo.truth("shopify")
        .path("stock")
        .valueStream()
        .filter(row -> row.path("sku").asString().equals(sku))
        .findFirst()
        .orElseThrow()
        .path("available")
        .asInt();
  }

  private static List<JsonNode> documents(String sku) {
    return demo.truth("quickbooks")
        .path("documents")
        .valueStream()
        .filter(document -> document.path("lines").toString().contains(itemName(sku)))
        .toList();
  }

  private static String itemName(String sku) {
    return demo.truth("quickbooks")
        .path("items")
        .valueStream()
        .filter(item -> item.path("sku").asString("").equals(sku))
        .findFirst()
        .orElseThrow()
        .path("name")
        .asString();
  }

  private static JsonNode delivery(String sale) {
    return demo.hub("/api/v1/sales/" + sale).path("deliveries").path(0);
  }

  private static boolean booked(String sale) {
    return delivery(sale).path("state").asString().equals("DONE");
  }

  private static void everyDocumentOnce() {
    assertThat(demo.truth("quickbooks").path("effects"))
        .allSatisfy(effect -> assertThat(effect.path("count").asInt()).isEqualTo(1));
  }
}
