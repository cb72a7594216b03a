package dev.tillbridge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;

/** Tills of a demo at which somebody has signed in. */
final class Counter {

  static final String CASHIER = "Cora";

  private Counter() {}

  /** A browser of its own that is a till, with a register of its own; nobody is signed in so far. */
  static Page setUp(Browsers browsers, RunningDemo demo, int width, int height) {
    return setUp(browsers, demo, width, height, demo.newRegister());
  }

  private static Page setUp(
      Browsers browsers, RunningDemo demo, int width, int height, String register) {
    var till = browsers.somebody(width, height);
    till.navigate(demo.tillLink(register));
    assertThat(till.getByTestId("name")).isVisible();
    return till;
  }

  /** The same, with the cashier signed in and the hub in reach. */
  static Page signedIn(Browsers browsers, RunningDemo demo, int width, int height) {
    return signedIn(browsers, demo, width, height, demo.newRegister());
  }

  /** The same at this register, which no other browser is. */
  static Page signedIn(
      Browsers browsers, RunningDemo demo, int width, int height, String register) {
    var till = setUp(browsers, demo, width, height, register);
    signIn(till, demo);
    return till;
  }

  /** The cashier signs in at a till. */
  static void signIn(Page till, RunningDemo demo) {
    till.getByTestId("name").fill(CASHIER);
    till.getByTestId("pin").fill(demo.pin(CASHIER));
    till.getByTestId("sign-in").click();
    assertThat(till.getByTestId("search")).isVisible();
    assertThat(till.getByTestId("connection")).hasAttribute("data-state", "online");
  }

  /** Scans as a scanner does: like a keyboard, only faster, with Enter at the end. */
  static void scan(Page till, String code) {
    till.keyboard().type(code);
    till.keyboard().press("Enter");
  }
}
