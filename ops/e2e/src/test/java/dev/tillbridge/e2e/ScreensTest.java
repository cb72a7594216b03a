package dev.tillbridge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every screen at phone, tablet and desktop size: nothing sticks out, nobody is shut out. */
class ScreensTest {

  static RunningDemo demo;
  static Browsers browsers;

  @BeforeAll
  static void start() {
    demo = RunningDemo.start("screens");
    browsers = new Browsers();
    demo.buy("COASTER-SLATE", "Ada");
  }

  @AfterAll
  static void stop() {
    browsers.close();
    demo.close();
  }

  @ParameterizedTest(name = "{0} px wide")
  @ValueSource(ints = {390, 768, 1280})
  void the_till_fits_and_is_accessible_from_sign_in_to_receipt(int width) {
    var stranger = browsers.somebody(width, 844);
    stranger.navigate(demo.address("register"));
    assertThat(stranger.getByTestId("set-up-code")).isVisible();
    assertSound(stranger, "set up this till");
    var till = Counter.setUp(browsers, demo, width, 844);
    till.getByTestId("name").fill("Cora");
    assertSound(till, "sign-in");
    till.getByTestId("pin").fill(demo.pin("Cora"));
    till.getByTestId("sign-in").click();
    assertThat(till.getByTestId("search")).isVisible();
    till.locator(".cashier").click();
    till.getByTestId("this-till").click();
    assertThat(till.getByTestId("till-kept")).isVisible();
    assertSound(till, "this till");
    till.keyboard().press("Escape");
    till.getByTestId("tile-COASTER-SLATE").click();
    assertSound(till, "sale");
    if (width == 390) {
      till.locator(".cart-handle").click();
    }
    till.getByTestId("discount-cart").click();
    assertThat(till.getByTestId("discount-value")).isVisible();
    assertSound(till, "discount");
    till.getByTestId("discount-20").click();
    assertThat(till.getByTestId("manager-pin")).isVisible();
    assertSound(till, "discount above the limit");
    till.keyboard().press("Escape");
    till.getByTestId("pay").click();
    assertThat(till.getByTestId("cash-exact")).isVisible();
    assertSound(till, "cash");
    till.getByTestId("cash-exact").click();
    assertThat(till.getByTestId("receipt")).isVisible();
    assertSound(till, "receipt");
    var link = till.getByTestId("receipt").getAttribute("data-link");
    till.getByTestId("printer-settings").click();
    till.getByTestId("printer-way").selectOption("hub");
    assertThat(till.getByText("The hub has no printer at this location")).isVisible();
    assertSound(till, "printer of the till");

    var phone = browsers.somebody(width, 844);
    phone.navigate(link.substring(0, link.length() - 22) + "a".repeat(22));
    assertThat(phone.getByText("Not here yet")).isVisible();
    assertSound(phone, "a receipt that is on its way");
    assertThat(till.getByTestId("unsent")).hasAttribute("data-count", "0");
    phone.navigate(link);
    assertThat(phone.getByText("Keep it as a PDF")).isVisible();
    assertSound(phone, "a receipt on a phone");
    phone.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    assertSound(phone, "a receipt on a phone, dark");
  }

  @ParameterizedTest(name = "{0} px wide, {1}")
  @CsvSource({"390, LIGHT", "768, DARK", "1280, LIGHT"})
  void a_shift_is_opened_changed_counted_and_closed_with_the_keyboard_alone(
      int width, ColorScheme theme) {
    var till = Counter.setUp(browsers, demo, width, 844);
    till.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
    till.getByTestId("name").fill("Cora");
    till.getByTestId("pin").fill(demo.pin("Cora"));
    till.getByTestId("sign-in").click();
    assertThat(till.getByTestId("no-shift")).isVisible();
    assertSound(till, "no shift");
    till.getByTestId("shift").press("Enter");
    till.getByTestId("float").fill("150.00");
    assertSound(till, "a float");
    till.getByTestId("float").press("Enter");
    assertThat(till.getByTestId("shift")).hasAttribute("data-state", "open");
    assertThat(till.getByTestId("no-shift")).isHidden();
    till.getByTestId("shift").press("Enter");
    assertThat(till.getByTestId("expected")).hasText("$150.00");
    assertSound(till, "an open shift");
    till.getByTestId("pay-out").press("Enter");
    till.getByTestId("amount").fill("35");
    till.getByTestId("amount").press("Enter");
    assertThat(till.getByText("Say why: the bookkeeper sees it.")).isVisible();
    assertSound(till, "a pay-out without a reason");
    till.getByTestId("reason").fill("Window cleaner");
    till.getByTestId("reason").press("Enter");
    assertThat(till.getByTestId("expected")).hasText("$115.00");
    till.getByTestId("close-shift").press("Enter");
    till.getByTestId("face-10000").fill("1");
    till.getByTestId("face-500").fill("3");
    assertThat(till.getByTestId("counted")).hasText("$115.00");
    till.getByTestId("face-25").fill("2");
    assertSound(till, "a count");
    till.getByTestId("face-25").press("Enter");
    assertThat(till.getByTestId("z-difference")).hasText("$0.50");
    assertSound(till, "a Z report");
    var name = till.getByTestId("z-number").textContent().strip();
    var console = console(width, "Olivia");
    console.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
    console.navigate(demo.address("console") + "/books/shifts");
    assertSound(console, "shifts");
    console.locator("a[href*='/books/shifts/']").filter(named(name)).first().press("Enter");
    assertThat(console.getByText("Window cleaner")).isVisible();
    assertThat(console.getByText("Over $0.50, within the limit")).isVisible();
    assertSound(console, "a shift");
  }

  private static Locator.FilterOptions named(String name) {
    return new Locator.FilterOptions().setHasText(name);
  }

  @ParameterizedTest(name = "{0} px wide")
  @ValueSource(ints = {390, 768, 1280})
  void the_console_fits_and_is_accessible(int width) {
    var console = console(width, "Ben");
    assertThat(console.getByText("COASTER-SLATE").first()).isVisible();
    assertSound(console, "live view");
    console.navigate(demo.address("console") + "/shops");
    console.locator("summary").click();
    assertThat(console.getByText("ORDERS_CREATE").first()).isVisible();
    assertSound(console, "shops");
    console.navigate(demo.address("console") + "/web-orders");
    assertSound(console, "orders to send");
    console.locator("a.sku").first().click();
    assertThat(console.getByText("What to take from which shelf")).isVisible();
    assertSound(console, "an order to send");
  }

  @ParameterizedTest(name = "{0} px wide")
  @ValueSource(ints = {390, 768, 1280})
  void an_order_is_put_together_and_sent_with_the_keyboard_alone(int width) {
    demo.buy("COASTER-SLATE", "Bo");
    var console = console(width, "Olivia");
    console.navigate(demo.address("console") + "/web-orders");
    var order = console.locator("a.sku").first();
    var name = order.textContent();
    order.press("Enter");
    assertThat(console.getByText("What to take from which shelf")).isVisible();
    assertSound(console, "an order to send, with its forms");
    console
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("All is together"))
        .press("Enter");
    assertThat(console.getByRole(AriaRole.STATUS)).containsText("All of it is together.");
    console.getByLabel("Tracking number, if any").fill("1Z999");
    console.getByLabel("Tracking address, if any").fill("nowhere");
    console.getByLabel("Tracking address, if any").press("Tab");
    assertThat(console.getByLabel("The shop writes to the customer.")).isFocused();
    console.keyboard().press("Space");
    console.keyboard().press("Tab");
    assertThat(
            console.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("It has left")))
        .isFocused();
    console.evaluate("() => document.getElementById('url').type = 'text'");
    console.keyboard().press("Enter");
    assertThat(console.getByRole(AriaRole.ALERT)).containsText("Nothing was changed.");
    assertThat(console.getByLabel("The shop writes to the customer.")).not().isChecked();
    assertSound(console, "an order with a mistake in its form");
    console.getByLabel("Tracking address, if any").fill("https://ups.example/1Z999");
    console.getByLabel("Tracking address, if any").press("Enter");
    assertThat(console.getByText("What has left")).isVisible();
    assertSound(console, "an order that has left");
    assertThat(console.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .hasText(name);
  }

  @ParameterizedTest(name = "{0} px wide, {1}")
  @CsvSource({"390, LIGHT", "768, DARK", "1280, LIGHT"})
  void the_page_of_tills_fits_and_is_accessible(int width, ColorScheme theme) {
    var console = console(width, "Olivia");
    console.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
    demo.newRegister();
    console.navigate(demo.address("console") + "/tills");
    assertSound(console, "tills");
    console
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make a code"))
        .first()
        .press("Enter");
    assertThat(console.getByTestId("till-code")).isVisible();
    assertSound(console, "a code for a till");
  }

  @ParameterizedTest(name = "{0} px wide")
  @ValueSource(ints = {390, 768, 1280})
  void the_pages_of_books_fit_and_are_accessible(int width) {
    var console = console(width, "Olivia");
    for (var page : List.of(
        "",
        "/close",
        "/close?day=soon",
        "/shifts",
        "/close/reports",
        "/find",
        "/find?q=1.00",
        "/entries",
        "/mapping",
        "/mapping?look=1",
        "/documents",
        "/documents?state=HELD",
        "/documents?amount=much",
        "/telling",
        "/payouts",
        "/changed",
        "/stock",
        "/locks")) {
      console.navigate(demo.address("console") + "/books" + page);
      assertThat(console.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
          .isVisible();
      assertSound(console, "books" + page);
    }
    console.navigate(demo.address("console") + "/books/documents");
    console.locator("th.head a").first().press("Enter");
    assertThat(console.getByText("Number at the books")).isVisible();
    assertSound(console, "a document");
    aReportIsMadeAndHeldAgainstItsFile(console);
    console.navigate(demo.address("console") + "/books/mapping");
    console.getByLabel("From", new Page.GetByLabelOptions().setExact(true)).fill("2000-01-01");
    console
        .getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show what it would change"))
        .press("Enter");
    assertThat(console.getByText("would be entered anew")).isVisible();
    assertSound(console, "a rule that is looked at");
  }

  private void aReportIsMadeAndHeldAgainstItsFile(Page console) {
    console.navigate(demo.address("console") + "/books/close");
    console
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make the report"))
        .press("Enter");
    assertThat(console.getByRole(AriaRole.STATUS)).containsText("The report is made and kept.");
    assertSound(console, "reports that were made");
    var pdf = console.waitForDownload(
        () -> console.locator("a[href$='/report.pdf']").first().press("Enter"));
    console.getByLabel("A report that somebody has").setInputFiles(pdf.path());
    console
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Check a file"))
        .press("Enter");
    assertThat(console.getByText("It is one of our reports, unchanged.")).isVisible();
    assertSound(console, "a file that was checked");
  }

  @ParameterizedTest(name = "{0} px wide, {1}")
  @CsvSource({"390, LIGHT", "390, DARK", "768, LIGHT", "768, DARK", "1280, LIGHT", "1280, DARK"})
  void a_settlement_is_looked_at_taken_and_matched_with_the_keyboard_alone(
      int width, ColorScheme theme) {
    var console = console(width, "Olivia");
    console.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
    var own = "S" + width + theme;
    // Amounts that no other run has: what differs by a few cents is a candidate, exact is matched.
    int euros = width + (theme == ColorScheme.DARK ? 5_000 : 9_000);
    var day = LocalDate.now(ZoneOffset.UTC);
    upload(
        console,
        "CARD",
        own,
        "date,id,reference,kind,gross,fee,net,payout,about\n"
            + "%1$s,%2$s-1,%2$s-slip,charge,%3$d.70,0.00,%3$d.70,%2$s-P,\n"
                .formatted(day, own, euros)
            + "%1$s,%2$s-2,,dispute,-7.50,0.00,-7.50,,%2$s-c\n".formatted(day, own)
            + "%1$s,%2$s-3,,charge,10.00,0.30,9.00,,\n".formatted(day, own));
    assertThat(console.getByText("Not taken yet")).isVisible();
    assertThat(console.getByText("Is 9.00 ")).isVisible();
    assertSound(console, "a file that is looked at");
    press(console, "Take it");
    assertThat(console.getByText("The file is taken.")).isVisible();
    assertSound(console, "a file that is taken");
    upload(
        console,
        "BANK",
        own,
        "date,amount,words\n%s,%d.20,%s at the bank\n".formatted(day, euros, own));
    press(console, "Take it");
    console.navigate(demo.address("console") + "/books/payouts");
    assertThat(console.getByText("Dispute about " + own + "-c")).isVisible();
    assertThat(console.getByText("The reference " + own + "-slip is not known here"))
        .isVisible();
    assertSound(console, "payouts, with all that is open");
    console
        .getByRole(
            AriaRole.BUTTON,
            new Page.GetByRoleOptions().setName("It is lost: Dispute about " + own + "-c"))
        .press("Enter");
    assertThat(console.getByText("The dispute is lost")).isVisible();
    console
        .getByRole(
            AriaRole.LINK, new Page.GetByRoleOptions().setName(own + "-P").setExact(true))
        .press("Enter");
    assertThat(console.getByText("What it could be")).isVisible();
    assertSound(console, "a payout that is different");
    var row = console.locator("tr", new Page.LocatorOptions().setHasText(own + " at the bank"));
    row.locator("select").selectOption("FEE");
    row.locator("button").press("Enter");
    assertThat(console.getByText("They are matched.")).isVisible();
    assertSound(console, "a payout that is matched");
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).press("Enter");
  }

  private static void upload(Page console, String kind, String account, String file) {
    console.navigate(demo.address("console") + "/books/payouts");
    console.getByLabel("Of", new Page.GetByLabelOptions().setExact(true)).selectOption(kind);
    console.getByLabel("Account", new Page.GetByLabelOptions().setExact(true)).fill(account);
    console
        .getByLabel("File", new Page.GetByLabelOptions().setExact(true))
        .setInputFiles(
            new FilePayload(account + ".csv", "text/csv", file.getBytes(StandardCharsets.UTF_8)));
    press(console, "Look at it");
  }

  private static Page console(int width, String who) {
    var console = browsers.somebody(width, 844);
    console.navigate(demo.address("console"));
    assertSound(console, "sign-in");
    console.locator("input[name=name]").fill(who);
    console.locator("input[name=password]").fill(demo.password(who));
    console.locator("button[type=submit]").first().click();
    assertThat(console).hasURL(demo.address("console"));
    return console;
  }

  private static void assertSound(Page page, String screen) {
    var sizes = page.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]");
    if (sizes instanceof List<?> both) {
      assertThat((Integer) both.get(0))
          .as("%s scrolls sideways", screen)
          .isLessThanOrEqualTo((Integer) both.get(1));
    }
    var found =
        new AxeBuilder(page).withTags(List.of("wcag2a", "wcag2aa", "wcag21aa")).analyze();
    assertThat(found.getViolations()).as(screen).isEmpty();
  }
}
