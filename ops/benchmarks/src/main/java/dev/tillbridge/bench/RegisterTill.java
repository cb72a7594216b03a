package dev.tillbridge.bench;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import dev.tillbridge.bench.Report.Goal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The till in Chromium, four times slower than this machine to stand for a cheap tablet, with its whole catalogue on
 * the device and no network: each step from the key to the end of the frame that shows it. Then the network comes
 * back, and what was sold meanwhile is sent.
 */
final class RegisterTill implements Part {

  private static final int HEAP_MB = 512;
  private static final int SLOWER = 4;
  private static final int CART = 10;
  private static final int CARTS = 6;
  private static final int SALES = 30;
  private static final int JS_MOST = 250;
  private static final String PIN = "739164";
  private static final List<String> WORDS = List.of(
      "amber", "lamp", "kettel", "40000001", "vendor 12", "bn-0012", "pearl tray", "sizes of teal");

  private final long seed;

  RegisterTill(long seed) {
    this.seed = seed;
  }

  @Override
  public void run(Servers servers, Scale scale, Report report) {
    var shelf = new RegisterShelf(scale.shelf(), new Random(seed));
    javaScript(report);
    try (var hub = HubProcess.start(
            servers,
            servers.postgres().createDatabase("register"),
            HubProcess.freePort(),
            HEAP_MB,
            Map.of());
        var pool = servers.pool("register")) {
      takeOver(hub, shelf.csv());
      var profile = Files.createDirectories(servers.folder().resolve("data").resolve("chromium"));
      try (var playwright = Playwright.create()) {
        try (var browser = open(playwright, profile)) {
          signIn(browser, hub);
        }
        // A browser that was closed: nothing of the app is compiled or in memory.
        try (var browser = open(playwright, profile)) {
          browser.setOffline(true);
          measure(browser, hub, shelf, report);
          offline(browser, hub, shelf, scale.replayed(), report);
          replay(browser, hub, JdbcClient.create(pool), report);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (PlaywrightException e) {
      throw BenchException.trouble("the browser: "
          + Objects.requireNonNullElse(e.getMessage(), "").lines().findFirst().orElse(""));
    }
    enter(report);
  }

  private static void enter(Report report) {
    report.enter("register: scan to line, p50", "ms", null);
    report.enter("register: scan to line, p95", "ms", Goal.below(50));
    report.enter("register: search, p50", "ms", null);
    report.enter("register: search, p95", "ms", Goal.below(50));
    report.enter("register: paid to durable, p50", "ms", null);
    report.enter("register: paid to durable, p95", "ms", Goal.below(30));
    report.enter("register: paid to receipt shown, p95", "ms", null);
    report.enter("register: cold start to ready", "s", Goal.below(3));
    report.enter("register: warm start to ready", "s", Goal.below(1));
    report.enter("register: JavaScript at the start, gzipped", "KB", null);
    report.enter("register: JavaScript in all, gzipped", "KB", Goal.atMost(JS_MOST));
    report.enter("register: memory", "MB", Goal.below(150));
    report.enter("register: sales offline", "sales", null);
    report.enter("register: replayed", "s", null);
    report.enter("register: replayed a second", "1/s", Goal.atLeast(10_000 / 300.0));
    report.enter("register: lost or doubled", "sales", Goal.atMost(0));
    report.enter("register: load of the machine meanwhile", "", null);
  }

  private static BrowserContext open(Playwright playwright, Path profile) {
    var context = playwright
        .chromium()
        .launchPersistentContext(
            profile,
            new BrowserType.LaunchPersistentContextOptions()
                .setExecutablePath(Path.of(
                    System.getenv().getOrDefault("TILLBRIDGE_CHROMIUM", "/usr/bin/chromium")))
                .setViewportSize(1024, 768)
                .setArgs(List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--enable-precise-memory-info",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--no-first-run")));
    context.addInitScript(script());
    context.setDefaultTimeout(180_000);
    return context;
  }

  /** The catalogue comes to the device, and the app's files with it. */
  private static void signIn(BrowserContext browser, HubProcess hub) {
    var page = browser.newPage();
    page.navigate(address(hub));
    page.getByTestId("name").fill("Olivia");
    page.getByTestId("pin").fill(PIN);
    page.getByTestId("sign-in").click();
    page.waitForFunction("() => navigator.serviceWorker.controller !== null"
        + " || navigator.serviceWorker.ready.then(() => true)");
    page.waitForFunction("() => bench.loaded()");
  }

  private static String address(HubProcess hub) {
    return "http://127.0.0.1:" + hub.port() + "/register/";
  }

  private static CDPSession slower(BrowserContext browser, Page page) {
    var session = browser.newCDPSession(page);
    var rate = new JsonObject();
    rate.addProperty("rate", SLOWER);
    session.send("Emulation.setCPUThrottlingRate", rate);
    return session;
  }

  private void measure(BrowserContext browser, HubProcess hub, RegisterShelf shelf, Report report) {
    var page = browser.newPage();
    var session = slower(browser, page);
    page.navigate(address(hub));
    report.sample("register: cold start to ready", ready(page) / 1000);
    for (int round = 0; round < 3; round++) {
      page.reload();
      report.sample("register: warm start to ready", ready(page) / 1000);
    }
    page.waitForFunction("() => bench.loaded()");
    var scans = new ArrayList<Double>();
    for (int cart = 0; cart < CARTS; cart++) {
      scans.addAll(numbers(page.evaluate("items => bench.scans(items)", shelf.some(CART))));
      page.keyboard().press("F4");
    }
    enter(report, "scan to line", scans);
    enter(report, "search", numbers(page.evaluate("words => bench.searches(words)", WORDS)));
    page.evaluate("items => bench.sales(items.slice(0, 2))", shelf.some(2));
    enter(
        report,
        "paid to durable",
        numbers(page.evaluate("items => bench.sales(items, 'durable')", shelf.some(SALES))));
    enter(
        report,
        "paid to receipt shown",
        numbers(page.evaluate("items => bench.sales(items, 'shown')", shelf.some(SALES))));
    session.send("HeapProfiler.enable");
    session.send("HeapProfiler.collectGarbage");
    report.sample(
        "register: memory",
        ((Number) page.evaluate("() => performance.memory.usedJSHeapSize / 1048576"))
            .doubleValue());
    page.close();
  }

  private static double ready(Page page) {
    page.waitForFunction("() => window.bench?.ready > 0");
    return ((Number) page.evaluate("() => bench.ready")).doubleValue();
  }

  /** Sells until so many sales wait; at this machine's own speed, because only their number counts. */
  private static void offline(
      BrowserContext browser, HubProcess hub, RegisterShelf shelf, int sales, Report report) {
    var page = browser.newPage();
    page.navigate(address(hub));
    ready(page);
    page.waitForFunction("() => bench.loaded()");
    for (int left = sales - waiting(page); left > 0; left = sales - waiting(page)) {
      page.evaluate("items => bench.quickly(items)", shelf.some(Math.min(left, 50)));
    }
    report.sample("register: sales offline", waiting(page));
    page.close();
  }

  private static int waiting(Page page) {
    return Integer.parseInt(page.getByTestId("unsent").getAttribute("data-count"));
  }

  private static void replay(
      BrowserContext browser, HubProcess hub, JdbcClient database, Report report) {
    long before = sales(database);
    var page = browser.newPage();
    slower(browser, page);
    page.navigate("about:blank");
    browser.setOffline(false);
    long begun = System.nanoTime();
    page.navigate(address(hub));
    page.waitForFunction(
        "() => document.querySelector('[data-testid=\"unsent\"]')?.dataset.count === '0'",
        null,
        new Page.WaitForFunctionOptions().setTimeout(30 * 60_000).setPollingInterval(200));
    double seconds = (System.nanoTime() - begun) / 1e9;
    double sold = report.last("register: sales offline");
    report.sample("register: replayed", seconds);
    report.sample("register: replayed a second", sold / seconds);
    report.sample("register: lost or doubled", Math.abs(sales(database) - before - sold));
    report.sample(
        "register: load of the machine meanwhile",
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    page.close();
  }

  private static long sales(JdbcClient database) {
    return database.sql("select count(*) from sale").query(Long.class).single();
  }

  private static void takeOver(HubProcess hub, List<String> files) throws IOException {
    for (var csv : files) {
      var request = HttpRequest.newBuilder(URI.create(
              "http://127.0.0.1:" + hub.port() + "/api/v1/catalog/imports?location=main"))
          .header("Authorization", "Bearer " + HubProcess.TOKEN)
          .header("Content-Type", "text/csv")
          .POST(HttpRequest.BodyPublishers.ofString(csv))
          .build();
      try (var http = HttpClient.newHttpClient()) {
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
          throw BenchException.trouble("the catalogue was not taken: " + answer.body());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw BenchException.trouble("interrupted");
      }
    }
  }

  /** What the browser must fetch, as the hub sends it. */
  private static void javaScript(Report report) {
    var root = Path.of(System.getProperty("tillbridge.root", "")).toAbsolutePath();
    var built = root.resolve("register-lite/target/classes/META-INF/resources/register");
    try (var files = Files.walk(built.resolve("assets"))) {
      var start = Files.readString(built.resolve("index.html"));
      double all = 0;
      double first = 0;
      for (var file : files.filter(each -> each.toString().endsWith(".js")).toList()) {
        double size = zipped(Files.readAllBytes(file)) / 1024.0;
        all += size;
        first += start.contains(file.getFileName().toString()) ? size : 0;
      }
      report.sample("register: JavaScript in all, gzipped", all);
      report.sample("register: JavaScript at the start, gzipped", first);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int zipped(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.size();
  }

  private static String script() {
    try (var in = RegisterTill.class.getResourceAsStream("register.js")) {
      return new String(
          Objects.requireNonNull(in, "register.js").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Double> numbers(Object answer) {
    return ((List<?>) answer)
        .stream().map(each -> ((Number) each).doubleValue()).toList();
  }

  private static void enter(Report report, String what, List<Double> took) {
    var sorted = took.stream().sorted().toList();
    report.sample("register: " + what + ", p50", sorted.get(sorted.size() / 2));
    report.sample("register: " + what + ", p95", sorted.get((sorted.size() * 95 + 99) / 100 - 1));
  }
}
