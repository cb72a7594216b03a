package dev.tillbridge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;

/** Tills of a demo at which somebody has signed in. */
final class Counter {

  static final String CASHIER = "Cora";

  private Counter() {}

  /** A till in a browser of its own, with the cashier signed in and the hub in reach. */
  static Page signedIn(Browsers browsers, RunningDemo demo, int width, int height) {
    var till = browsers.somebody(width, height);
    till.navigate(demo.address("register"));
    till.getByTestId("name").fill(CASHIER);
    till.getByTestId("pin").fill(demo.pin(CASHIER));
    till.getByTestId("sign-in").click();
    assertThat(till.getByTestId("search")).isVisible();
    assertThat(till.getByTestId("connection")).hasAttribute("data-state", "online");
    return till;
  }

  /** Scans as a scanner does: like a keyboard, only faster, with Enter at the end. */
  static void scan(Page till, String code) {
    till.keyboard().type(code);
    till.keyboard().press("Enter");
  }
}
