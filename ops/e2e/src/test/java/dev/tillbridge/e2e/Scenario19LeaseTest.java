package dev.tillbridge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Scenario 19: 8 on hand, 3 lent to R1, online shows 5. Offline, R1 sells 3 freely; the 4th asks for a PIN and is flagged
 * "may oversell". Scenario 31 offline beside it: who works at a till and who approves, without a line.
 */
class Scenario19LeaseTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String LAMPS = "LAMP-BRASS";

  private static RunningDemo demo;
  private static Browsers browsers;

  @BeforeAll
  static void start() {
    demo = RunningDemo.shared();
    browsers = new Browsers();
    demo.importCatalogue("""
        Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price
        brass-lamp,Brass Lamp,LAMP-BRASS,8,12.00
        """);
  }

  @AfterAll
  static void stop() {
    browsers.close();
  }

  @Test
  void three_are_sold_freely_without_a_line_and_the_fourth_takes_a_second_person() {
    // Whoever shall approve something without a line has typed the PIN here before.
    var till = Counter.setUp(browsers, demo, 1280, 800);
    signIn(till, "Olivia");
    keep(till, LAMPS, 3);
    assertThat(stock().path("available").asInt()).as("online shows").isEqualTo(5);
    demo.tell("/api/v1/holds", """
        {"id": "%s", "location": "main", "channel": "COUNTER", "ttlSeconds": 600,
         "lines": [{"sku": "LAMP-BRASS", "quantity": 5}]}
        """.formatted(UUID.randomUUID()));

    // The cashier takes over: the open cart stays.
    till.getByTestId("tile-" + LAMPS).click();
    lock(till);
    assertThat(till.getByTestId("cart-line-" + LAMPS)).hasCount(0);
    till.reload();
    assertThat(till.getByTestId("pin")).isVisible();
    signIn(till, "Cora");
    assertThat(till.getByTestId("cart-line-" + LAMPS)).isVisible();

    till.context().setOffline(true);
    assertThat(till.getByTestId("connection")).hasAttribute("data-state", "away");
    for (int left = 3; left > 0; left--) {
      if (left < 3) {
        till.getByTestId("tile-" + LAMPS).click();
      }
      assertThat(till.getByTestId("sure-" + LAMPS))
          .hasAttribute("data-sure", Integer.toString(left));
      pay(till);
    }
    till.getByTestId("tile-" + LAMPS).click();
    assertThat(till.getByTestId("sure-" + LAMPS)).containsText("may oversell");
    till.getByTestId("pay").click();
    allow(till, "Cora", demo.pin("Cora"));
    assertThat(till.locator(".override [role=alert]")).containsText("second person");
    allow(till, "Olivia", "000001");
    assertThat(till.locator(".override [role=alert]")).containsText("wrong");
    allow(till, "Olivia", demo.pin("Olivia"));
    till.getByTestId("cash-exact").click();
    var fourth = till.getByTestId("receipt").getAttribute("data-sale-id");
    till.getByTestId("new-sale").click();

    // Signing in without a line, by what this device knows.
    lock(till);
    signIn(till, "Olivia");
    assertThat(till.getByTestId("unsent")).hasAttribute("data-count", "4");

    till.context().setOffline(false);
    assertThat(till.getByTestId("unsent")).hasAttribute("data-count", "0");
    await().atMost(SOON).until(() -> stock().path("onHand").asInt() == 4);
    await().atMost(SOON).until(() -> stock().path("leased").asInt() == 0);
    await().atMost(SOON).until(() -> count("/api/v1/cases", "cases", "oversold", LAMPS) == 1);
    var log = demo.hub("/api/v1/approvals?kind=BEYOND_LEASE").path("approvals").path(0);
    assertThat(log.path("subject").asString()).isEqualTo(fourth);
    assertThat(log.path("askedBy").asString()).isEqualTo("Cora");
    assertThat(log.path("approvedBy").asString()).isEqualTo("Olivia");
    assertThat(log.path("how").asString()).isEqualTo("OFFLINE");
    assertThat(log.path("why").isNull()).isTrue();
    assertThat(browsers.faults()).isEmpty();
  }

  private static void signIn(Page till, String name) {
    till.getByTestId("name").fill(name);
    till.getByTestId("pin").fill(demo.pin(name));
    till.getByTestId("sign-in").click();
    assertThat(till.getByTestId("search")).isVisible();
  }

  private static void lock(Page till) {
    till.locator("button.cashier").click();
    till.getByTestId("lock").click();
    assertThat(till.getByTestId("pin")).isVisible();
  }

  private static void keep(Page till, String sku, int units) {
    assertThat(till.getByTestId("connection")).hasAttribute("data-state", "online");
    till.locator("button.cashier").click();
    till.getByTestId("kept").click();
    till.getByTestId("keep-sku").fill(sku);
    till.getByTestId("keep-units").fill(Integer.toString(units));
    till.getByTestId("keep").click();
    assertThat(till.getByTestId("kept-" + sku)).hasText(Integer.toString(units));
    till.keyboard().press("Escape");
  }

  private static void pay(Page till) {
    till.getByTestId("pay").click();
    till.getByTestId("cash-exact").click();
    assertThat(till.getByTestId("receipt")).isVisible();
    till.getByTestId("new-sale").click();
  }

  private static void allow(Page till, String name, String pin) {
    till.getByTestId("manager").fill(name);
    till.getByTestId("manager-pin").fill(pin);
    till.getByTestId("allow").click();
  }

  private static JsonNode stock() {
    return demo.hub("/api/v1/stock/" + LAMPS).at("/locations/0");
  }

  private static long count(String path, String list, String kind, String subject) {
    return demo.hub(path)
        .path(list)
        .valueStream()
        .filter(each -> each.path("kind").asString("").equals(kind))
        .filter(each -> each.path("subject").asString("").endsWith(subject))
        .count();
  }
}
