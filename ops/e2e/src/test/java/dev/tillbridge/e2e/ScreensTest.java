package dev.tillbridge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
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
    var till = browsers.somebody(width, 844);
    till.navigate(demo.address("register"));
    till.getByTestId("name").fill("Cora");
    assertSound(till, "sign-in");
    till.getByTestId("pin").fill(demo.pin("Cora"));
    till.getByTestId("sign-in").click();
    assertThat(till.getByTestId("search")).isVisible();
    till.getByTestId("tile-COASTER-SLATE").click();
    assertSound(till, "sale");
    if (width == 390) {
      till.locator(".cart-handle").click();
    }
    till.getByTestId("pay").click();
    assertThat(till.getByTestId("cash-exact")).isVisible();
    assertSound(till, "cash");
    till.getByTestId("cash-exact").click();
    assertThat(till.getByTestId("receipt")).isVisible();
    assertSound(till, "receipt");
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
