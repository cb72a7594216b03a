package dev.tillbridge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Scenario 31: limit 10 %; 15 % asks for a manager's PIN, with a line and without; the log holds who, who approved, when and
 * why, and nobody can delete it.
 */
class Scenario31DiscountLimitTest {

  private static final String CLOCKS = "CLOCK-TIDE";

  private static RunningDemo demo;
  private static Browsers browsers;

  @BeforeAll
  static void start() {
    demo = RunningDemo.shared();
    browsers = new Browsers();
    demo.importCatalogue("""
        Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price
        tide-clock,Tide Clock,CLOCK-TIDE,9,40.00
        """);
  }

  @AfterAll
  static void stop() {
    browsers.close();
  }

  @Test
  void fifteen_per_cent_takes_a_second_person_with_a_line_and_without() {
    var till = Counter.signedIn(browsers, demo, 1280, 800);
    var online = discounted(till, "with a line");
    assertThat(till.getByTestId("unsent")).hasAttribute("data-count", "0");
    is(logged(online), "ONLINE", "with a line");
    // The till makes its key for whoever approved in the background.
    await().atMost(Duration.ofSeconds(20)).until(() -> Boolean.TRUE.equals(till.evaluate("""
            () => new Promise((done) => {
              const open = indexedDB.open('tillbridge-register');
              open.onsuccess = () => {
                const all = open.result.transaction('keys').objectStore('keys').getAllKeys();
                all.onsuccess = () => { done(all.result.filter((key) => key.startsWith('person ')).length === 2); open.result.close(); };
              };
            })""")));

    till.context().setOffline(true);
    assertThat(till.getByTestId("connection")).hasAttribute("data-state", "away");
    var offline = discounted(till, "without a line");
    till.context().setOffline(false);
    assertThat(till.getByTestId("unsent")).hasAttribute("data-count", "0");
    is(logged(offline), "OFFLINE", "without a line");
    assertThat(demo.hub("/api/v1/cases").path("cases").valueStream())
        .noneMatch(one -> one.path("subject").asString("").equals(online)
            || one.path("subject").asString("").equals(offline));

    // Whoever is signed in; there is no address that deletes, and the database refuses it as well.
    assertThat(till.evaluate(
            "() => fetch('/api/v1/approvals', {method: 'DELETE'}).then((answer) => answer.status)"))
        .isEqualTo(405);

    var console = browsers.somebody(1280, 900);
    console.navigate(demo.address("console"));
    console.locator("input[name=name]").fill("Olivia");
    console.locator("input[name=password]").fill(demo.password("Olivia"));
    console.locator("button[type=submit]").first().click();
    console.navigate(demo.address("console") + "/approvals?kind=DISCOUNT&person=Cora");
    var row = console.locator("tbody tr").first();
    assertThat(row).containsText("15 %");
    assertThat(row).containsText("Cora");
    assertThat(row).containsText("Olivia");
    assertThat(row).containsText("without a line");
    console.navigate(demo.address("console") + "/people");
    assertThat(console.locator("tbody")).containsText("Cora");
    assertThat(browsers.faults()).isEmpty();
  }

  /** Sells one with 15 % off; its id. */
  private static String discounted(Page till, String reason) {
    till.getByTestId("tile-" + CLOCKS).click();
    till.getByTestId("discount-cart").click();
    till.getByTestId("discount-reason").fill(reason);
    till.getByTestId("discount-value").fill("15");
    till.getByTestId("discount-give").click();
    till.getByTestId("manager").fill("Olivia");
    till.getByTestId("manager-pin").fill(demo.pin("Olivia"));
    till.getByTestId("allow").click();
    assertThat(till.getByTestId("manager-pin")).hasCount(0);
    till.getByTestId("pay").click();
    till.getByTestId("cash-exact").click();
    var sale = till.getByTestId("receipt").getAttribute("data-sale-id");
    till.getByTestId("new-sale").click();
    return sale;
  }

  private static JsonNode logged(String sale) {
    return await("the approval of " + sale)
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> demo.hub("/api/v1/approvals?kind=DISCOUNT")
                .path("approvals")
                .valueStream()
                .filter(row -> row.path("subject").asString().equals(sale))
                .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static void is(JsonNode row, String how, String reason) {
    assertThat(row.path("askedBy").asString()).isEqualTo("Cora");
    assertThat(row.path("approvedBy").asString()).isEqualTo("Olivia");
    assertThat(row.path("how").asString()).isEqualTo(how);
    assertThat(row.path("reason").asString()).isEqualTo(reason);
    assertThat(row.path("allowed").asString()).contains("150000");
    assertThat(row.path("approvedAt").asString()).isNotEmpty();
    assertThat(row.path("why").isNull()).isTrue();
  }
}
