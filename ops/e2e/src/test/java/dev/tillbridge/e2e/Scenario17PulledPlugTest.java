package dev.tillbridge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plug is pulled 50 ms after "paid": the sale is there afterwards, and reaches the hub once. */
class Scenario17PulledPlugTest {

  private static final String SKU = "BELL-SEVENTEEN";

  @TempDir
  Path folder;

  @Test
  void a_paid_sale_outlives_the_browser_that_is_killed() throws Exception {
    var demo = RunningDemo.shared();
    OfflineTill.stock(demo, SKU, 10);
    var register = demo.newRegister();
    try (var playwright = Playwright.create()) {
      var context = open(playwright);
      var till = context.newPage();
      till.navigate(demo.tillLink(register));
      Counter.signIn(till, demo);
      till.getByTestId("shift").click();
      till.getByTestId("float").fill("100.00");
      till.getByTestId("float").press("Enter");
      assertThat(till.getByTestId("shift")).hasAttribute("data-state", "open");
      // So that it opens without the hub.
      till.evaluate("() => navigator.serviceWorker.ready.then(() => true)");
      OfflineTill.cut(till);
      till.getByTestId("tile-" + SKU).click();
      till.getByTestId("pay").click();
      till.getByTestId("cash-exact").click();
      assertThat(till.getByTestId("receipt")).isVisible();
      till.waitForTimeout(50);
      kill();
    }
    try (var playwright = Playwright.create()) {
      var context = open(playwright);
      context.setOffline(true);
      var till = context.newPage();
      till.navigate(demo.address("register"));
      assertThat(till.getByTestId("unsent")).hasAttribute("data-count", "1");
      till.getByTestId("shift").click();
      assertThat(till.getByTestId("expected")).hasText("$110.83");
      assertThat(OfflineTill.receipts(demo, register)).isEmpty();
      context.setOffline(false);
      // Whoever was signed in may have to say so again; what was sold needs nobody for that.
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(OfflineTill.receipts(demo, register))
              .containsExactly(register + "-000001"));
      context.close();
    }
    assertThat(OfflineTill.onHand(demo, SKU)).isEqualTo(9);
  }

  private BrowserContext open(Playwright playwright) {
    var context = playwright
        .chromium()
        .launchPersistentContext(
            folder,
            new BrowserType.LaunchPersistentContextOptions()
                .setExecutablePath(Path.of(
                    System.getenv().getOrDefault("TILLBRIDGE_CHROMIUM", "/usr/bin/chromium")))
                .setViewportSize(1280, 800)
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-first-run")));
    context.setDefaultTimeout(30_000);
    return context;
  }

  /** As the power does: no process of this browser gets to say goodbye. */
  private void kill() throws Exception {
    var ours = ProcessHandle.allProcesses().filter(this::isOurs).toList();
    assertThat(ours).isNotEmpty();
    ours.forEach(ProcessHandle::destroyForcibly);
    for (var one : ours) {
      one.onExit().get(10, TimeUnit.SECONDS);
    }
  }

  private boolean isOurs(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
          .contains("--user-data-dir=" + folder);
    } catch (IOException gone) {
      return false;
    }
  }
}
