package dev.tillbridge.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real Chromium, and pages that remember what went wrong in them. */
final class Browsers implements AutoCloseable {

  private final Playwright playwright = Playwright.create();
  private final Browser browser;

  Browsers() {
    this(List.of());
  }

  /** With more switches, such as for a camera that shows a film. */
  Browsers(List<String> more) {
    var switches = new ArrayList<>(List.of(
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run"));
    switches.addAll(more);
    browser = playwright
        .chromium()
        .launch(new BrowserType.LaunchOptions()
            .setExecutablePath(
                Path.of(System.getenv().getOrDefault("TILLBRIDGE_CHROMIUM", "/usr/bin/chromium")))
            .setArgs(switches));
  }

  private final List<String> faults = new ArrayList<>();

  /** A browser of somebody's own: no cookie, nothing stored. */
  Page somebody(int width, int height) {
    var page = browser
        .newContext(new Browser.NewContextOptions()
            .setViewportSize(width, height)
            // Colours are judged when they have arrived, not on their way.
            .setReducedMotion(ReducedMotion.REDUCE))
        .newPage();
    page.setDefaultTimeout(30_000);
    page.onPageError(faults::add);
    page.onConsoleMessage(message -> {
      if (message.text().contains("Content Security Policy")) {
        faults.add(message.text());
      }
    });
    return page;
  }

  /** Script errors and violations of the content policy, in any page. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
