package dev.tillbridge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A browser as a till: let in by a manager's code, honest about what it keeps, ended, and let in anew. */
class TillDeviceTest {

  static Browsers browsers;
  static RunningDemo demo;

  @BeforeAll
  static void start() {
    browsers = new Browsers();
    demo = RunningDemo.shared();
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
  void a_till_that_is_ended_says_so_and_takes_its_sales_along_when_it_is_set_up_anew() {
    OfflineTill.stock(demo, "BELL-ENDED", 10);
    var console = console();
    var register = "T" + System.nanoTime() % 1_000_000;
    console.getByLabel("Add a register called").fill(register);
    press(console.locator("form[action='/console/tills/registers']"), "Add it");
    assertThat(console.getByRole(AriaRole.STATUS)).containsText("The register is there.");
    var till = browsers.somebody(1280, 800);
    till.navigate(demo.address("register"));
    assertThat(till.getByTestId("set-up")).isVisible();
    till.getByTestId("set-up-code").fill("WRONG-ONE");
    till.getByTestId("set-up-go").click();
    assertThat(till.getByText("has run out")).isVisible();
    till.getByTestId("set-up-code").fill(code(console, register).toLowerCase(Locale.ROOT));
    till.getByTestId("set-up-go").click();
    Counter.signIn(till, demo);
    assertThat(till.locator(".bar-place")).containsText(register);
    OfflineTill.sell(till, "BELL-ENDED");
    assertThat(till.getByTestId("unsent")).hasAttribute("data-count", "0");

    OfflineTill.cut(till);
    OfflineTill.sell(till, "BELL-ENDED");
    assertThat(till.getByTestId("till-banner")).containsText("1 sale is on this device only");
    console.navigate(demo.address("console") + "/tills");
    var row = row(console, register);
    row.locator("summary").click();
    row.locator("input[name=why]").fill("It fell into the harbour");
    press(row, "End this till");
    assertThat(console.getByRole(AriaRole.STATUS)).containsText("The till is ended.");
    OfflineTill.heal(till);
    assertThat(till.getByTestId("set-up-trouble")).containsText("It fell into the harbour");
    assertThat(till.getByTestId("set-up-kept")).containsText("1 entry");
    assertThat(OfflineTill.receipts(demo, register)).hasSize(1);

    till.getByTestId("set-up-code").fill(code(console, register));
    till.getByTestId("set-up-go").click();
    assertThat(till.getByTestId("search")).isVisible();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(OfflineTill.receipts(demo, register))
            .containsExactly(register + "-000001", register + "-000002"));
    assertThat(till.getByTestId("unsent")).hasAttribute("data-count", "0");
    assertThat(OfflineTill.onHand(demo, "BELL-ENDED")).isEqualTo(8);
  }

  @Test
  void a_till_that_lost_its_storage_goes_on_with_its_numbers_and_its_shift() {
    OfflineTill.stock(demo, "BELL-LOST", 10);
    var register = demo.newRegister();
    var first = Counter.signedIn(browsers, demo, 1280, 800, register);
    first.getByTestId("shift").click();
    first.getByTestId("float").fill("50.00");
    first.getByTestId("float").press("Enter");
    first.getByTestId("tile-BELL-LOST").click();
    first.getByTestId("pay").click();
    first.getByTestId("cash-exact").click();
    assertThat(first.getByTestId("receipt")).isVisible();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(OfflineTill.receipts(demo, register)).containsExactly(register + "-000001"));
    demo.tell(
        "/api/v1/devices/" + OfflineTill.device(demo, register).path("id").asString()
            + "/revocation",
        "{\"why\": \"Its browser data was cleared\"}");

    var again = Counter.signedIn(browsers, demo, 1280, 800, register);
    assertThat(again.getByTestId("shift")).hasAttribute("data-state", "open");
    again.getByTestId("shift").click();
    assertThat(again.getByTestId("expected")).hasText("$60.83");
    again.getByText("Back").first().click();
    again.getByTestId("tile-BELL-LOST").click();
    again.getByTestId("pay").click();
    again.getByTestId("cash-exact").click();
    assertThat(again.getByTestId("receipt-number")).hasText(register + "-000002");
  }

  /** F27: warns at 80 %, and begins no sale that it could lose. */
  @Test
  void f27_a_till_without_space_refuses_a_new_sale_rather_than_lose_it() {
    OfflineTill.stock(demo, "BELL-SPACE", 10);
    var till = Counter.signedIn(browsers, demo, 1280, 800);
    OfflineTill.cut(till);
    OfflineTill.sell(till, "BELL-SPACE");
    quota(till, 14 << 20);
    look(till);
    assertThat(till.getByTestId("reset-refused")).isVisible();
    till.keyboard().press("Escape");
    quota(till, 4 << 20);
    look(till);
    till.keyboard().press("Escape");
    assertThat(till.getByTestId("till-banner")).containsText("no space left");
    till.getByTestId("tile-BELL-SPACE").click();
    till.getByTestId("pay").click();
    assertThat(till.getByText("no space left for sales").last()).isVisible();
    assertThat(till.getByTestId("cash-exact")).not().isVisible();
    quota(till, 1 << 30);
    OfflineTill.heal(till);
    assertThat(till.getByTestId("unsent")).hasAttribute("data-count", "0");
  }

  /** What the browser says of its space: so much of it is used, and there is so much. */
  private static void quota(Page till, int bytes) {
    till.evaluate(
        "quota => { navigator.storage.estimate = () => Promise.resolve({ usage: 4 << 20, quota }); }",
        bytes);
  }

  private static void look(Page till) {
    till.locator(".cashier").click();
    till.getByTestId("this-till").click();
    assertThat(till.getByTestId("till-space")).isVisible();
  }

  private static Page console() {
    var console = browsers.somebody(1280, 900);
    console.navigate(demo.address("console") + "/tills");
    console.locator("input[name=name]").fill("Olivia");
    console.locator("input[name=password]").fill(demo.password("Olivia"));
    console.locator("button[type=submit]").first().click();
    console.navigate(demo.address("console") + "/tills");
    return console;
  }

  private static String code(Page console, String register) {
    console.navigate(demo.address("console") + "/tills");
    press(row(console, register), "Make a code");
    return console.getByTestId("till-code").textContent().strip();
  }

  private static Locator row(Page console, String register) {
    return console
        .locator("table")
        .first()
        .locator("tr")
        .filter(new Locator.FilterOptions()
            .setHas(console.locator("th", new Page.LocatorOptions().setHasText(register))));
  }

  private static void press(Locator where, String button) {
    where
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button))
        .click();
  }
}
