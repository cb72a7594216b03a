package dev.tillbridge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A parked sale keeps its goods for as long as the hub says, and says on recall what is left. */
class Scenario04ParkedSaleTest {

  private static final String SKU = "VASE-FOUR";

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
  void of_two_parked_units_one_is_left_when_the_customer_comes_back() {
    var demo = RunningDemo.shared();
    OfflineTill.stock(demo, SKU, 5);
    var till = Counter.signedIn(browsers, demo, 1280, 800);
    // The hub's clock cannot be moved: its ten minutes are made seconds on their way there.
    till.context().route("**/api/v1/holds**", Scenario04ParkedSaleTest::hurried);
    till.context().route("**/api/v1/holds/**", Scenario04ParkedSaleTest::hurried);

    till.getByTestId("tile-" + SKU).click();
    till.getByTestId("tile-" + SKU).click();
    till.getByTestId("park").click();
    till.getByTestId("park-name").fill("Ann");
    till.getByTestId("park-now").click();
    assertThat(till.getByTestId("parked")).hasAttribute("data-count", "1");
    assertThat(till.getByTestId("pay")).isDisabled();
    available(demo, 3);
    // Nobody but the hub gives them back.
    available(demo, 5);

    // It is there after a restart, without the hub, and for whoever stands at the till then.
    till.context().unroute("**/api/v1/holds**");
    till.context().unroute("**/api/v1/holds/**");
    till.evaluate("() => navigator.serviceWorker.ready.then(() => true)");
    OfflineTill.cut(till);
    till.reload();
    assertThat(till.getByTestId("parked")).hasAttribute("data-count", "1");
    OfflineTill.heal(till);
    assertThat(till.getByTestId("connection")).hasAttribute("data-state", "online");

    for (int i = 0; i < 4; i++) {
      till.getByTestId("tile-" + SKU).click();
    }
    till.getByTestId("pay").click();
    till.getByTestId("cash-exact").click();
    till.getByTestId("new-sale").click();
    available(demo, 1);

    // The hub's ten minutes were over sooner; at the till they pass like this.
    till.clock().setFixedTime(Instant.now().plus(Duration.ofMinutes(11)).toEpochMilli());
    till.getByTestId("parked").click();
    till.getByTestId("parked-Ann").getByTestId("recall").click();
    assertThat(till.getByTestId("cart-line-" + SKU))
        .containsText(
            "1 of 2 available", new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
    assertThat(till.getByTestId("qty-" + SKU)).hasValue("2");
    assertThat(till.getByText(": 1 of 2 available")).isVisible();
  }

  private static void hurried(Route route) {
    var body = route.request().postData();
    if (body == null) {
      route.resume();
    } else {
      route.resume(new Route.ResumeOptions()
          .setPostData(body.replace("\"ttlSeconds\":600", "\"ttlSeconds\":8")));
    }
  }

  private static void available(RunningDemo demo, int units) {
    await("available " + units)
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> demo.hub("/api/v1/stock/" + SKU).at("/locations/0/available").asInt() == units);
  }
}
