package dev.tillbridge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One sale of many cannot be taken: the others are, and the close of the shift counts all. */
class Scenario18PoisonRecordTest {

  private static final String SKU = "BELL-EIGHTEEN";
  private static final int SALES = 37;

  /** The fifth sale gets what the hub cannot use, before it is signed, as an older till with a mistake would. */
  private static final String MISTAKE = """
      const stringify = JSON.stringify;
      JSON.stringify = (value, ...rest) =>
        stringify(value?.receiptNumber?.endsWith('-000005') && value.lines ? { ...value, receiptToken: 'no token' } : value, ...rest);
      """;

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
  void thirty_six_post_one_needs_attention_and_the_z_report_counts_thirty_seven() {
    var demo = RunningDemo.shared();
    OfflineTill.stock(demo, SKU, 100);
    var register = demo.newRegister();
    var till = Counter.signedIn(browsers, demo, 1280, 800, register);
    till.evaluate(MISTAKE);
    till.getByTestId("shift").click();
    till.getByTestId("float").fill("100.00");
    till.getByTestId("float").press("Enter");
    assertThat(till.getByTestId("shift")).hasAttribute("data-state", "open");
    OfflineTill.cut(till);
    if (till.getByTestId("search").isHidden()) {
      till.getByText("Back").first().click();
    }
    for (int i = 0; i < SALES; i++) {
      OfflineTill.sell(till, SKU);
    }
    till.getByTestId("shift").click();
    var expected = till.getByTestId("expected").textContent().strip();
    till.getByTestId("close-shift").click();
    till.getByTestId("face-10000").fill("5");
    till.getByTestId("face-5").fill("14");
    till.getByTestId("face-1").fill("1");
    till.getByTestId("face-1").press("Enter");
    assertThat(till.getByTestId("z-difference")).isVisible();
    assertThat(expected).isEqualTo("$500.71");

    OfflineTill.heal(till);
    assertThat(till.getByTestId("unsent")).hasAttribute("data-count", "1");
    assertThat(till.getByTestId("unsent")).containsText("need attention");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(OfflineTill.receipts(demo, register)).hasSize(SALES - 1));
    assertThat(OfflineTill.receipts(demo, register)).doesNotContain(register + "-000005");

    till.getByTestId("unsent").click();
    assertThat(till.getByText("receiptToken").first()).isVisible();
    var report = demo.hub("/api/v1/shifts?limit=50")
        .path("shifts")
        .valueStream()
        .map(shift -> shift.path("report"))
        .filter(one -> one.path("register").asString().equals(register))
        .findFirst()
        .orElseThrow();
    assertThat(report.path("name").asString()).isEqualTo("Z-0001");
    assertThat(report.at("/expected/minor").asInt()).isEqualTo(50_071);
    assertThat(report.path("awaited")).hasSize(1);
    assertThat(browsers.faults()).isEmpty();
  }
}
