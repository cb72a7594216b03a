package dev.tillbridge.bench;

import dev.tillbridge.bench.Report.Goal;
import dev.tillbridge.sandbox.Sandbox;
import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.shopify.Shopify;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A shop's whole catalogue, read by bulk operations, judged and taken over by a real hub with little
 * memory. What the shop takes to prepare its files is the shop's and counted apart.
 */
final class FirstImport implements Part {

  /** What the hub may use. */
  static final int HEAP_MB = 512;

  private static final int PER_PRODUCT = 4;
  private static final int PRODUCTS_AT_ONCE = 500;
  private static final Duration LONGEST = Duration.ofMinutes(20);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();

  @Override
  public void run(Servers servers, Scale scale, Report report) {
    try (var sandbox = Sandbox.start(SandboxOptions.defaults())) {
      fill(sandbox, scale.imported());
      try (var hub = HubProcess.start(
          servers,
          servers.postgres().createDatabase("firstimport"),
          HubProcess.freePort(),
          HEAP_MB,
          settings(sandbox))) {
        var id = UUID.randomUUID();
        call(hub, "POST", "/api/v1/shop/imports", """
            {"id": "%s", "shop": "%s"}""".formatted(id, Shopify.DOMAIN));
        var read = watch(hub, id, "READY");
        call(hub, "POST", "/api/v1/shop/imports/" + id + "/apply", "");
        var applied = watch(hub, id, "DONE");
        var done = call(hub, "GET", "/api/v1/shop/imports/" + id, "");
        verify(done, scale.imported());
        report.sample("import: variants", done.at("/applied/variants").asInt());
        report.sample("import: reading and judging", read.working());
        report.sample("import: taking over", applied.working());
        report.sample("import: processing", read.working() + applied.working());
        report.sample("import: the shop prepares", read.waiting() + applied.waiting());
        report.sample("import: most memory of the hub", mostMemory(hub.pid()));
        report.sample("import: live heap afterwards", hub.liveHeap());
        if (!hub.isAlive()) {
          throw BenchException.trouble("the hub did not live within " + HEAP_MB + " MB");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    report.enter("import: variants", "variants", Goal.atLeast(scale.imported()));
    report.enter("import: reading and judging", "s", null);
    report.enter("import: taking over", "s", null);
    report.enter("import: processing", "s", Goal.atMost(60));
    report.enter("import: the shop prepares", "s", null);
    report.enter("import: most memory of the hub", "MB", null);
    report.enter("import: live heap afterwards", "MB", Goal.atMost(HEAP_MB));
  }

  /** Products of four variants, with barcodes, pictures and counts. */
  private void fill(Sandbox sandbox, int variants) {
    int products = variants / PER_PRODUCT;
    for (int from = 0; from < products; from += PRODUCTS_AT_ONCE) {
      var body = new StringBuilder("{\"products\": [");
      for (int p = from; p < Math.min(products, from + PRODUCTS_AT_ONCE); p++) {
        body.append(p == from ? "" : ", ").append("""
            {"title": "Bench article %1$d in several sizes", "handle": "bench-%1$d",
             "vendor": "Vendor %2$d", "type": "Type %3$d",
             "image": "https://cdn.example.com/%1$d.jpg", "variants": [""".formatted(p, p % 97, p % 13));
        for (int v = 0; v < PER_PRODUCT; v++) {
          body.append(v == 0 ? "" : ", ").append("""
              {"sku": "BENCH-%1$06d-%2$d", "barcode": "%3$013d", "title": "Size %2$d",
               "price": "%4$d.90", "available": %5$d}""".formatted(
                  p, v, 4_000_000_000_000L + p * 10L + v, 10 + p % 90, 1 + (p + v) % 40));
        }
        body.append("]}");
      }
      send(HttpRequest.newBuilder(URI.create(sandbox.uri() + "/sandbox/shopify/products"))
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(body.append("]}").toString())));
    }
  }

  private static Map<String, String> settings(Sandbox sandbox) {
    var settings = new HashMap<String, String>();
    settings.put("TILLBRIDGE_SHOPIFY_SHOP", Shopify.DOMAIN);
    settings.put("TILLBRIDGE_SHOPIFY_URL", sandbox.uri() + "/shopify/" + Shopify.DOMAIN);
    settings.put("TILLBRIDGE_SHOPIFY_CLIENT_ID", Shopify.CLIENT_ID);
    settings.put("TILLBRIDGE_SHOPIFY_CLIENT_SECRET", Shopify.CLIENT_SECRET);
    settings.put("TILLBRIDGE_SHOPIFY_LOCATIONS", "main=" + OutsideShop.PLACE);
    return settings;
  }

  /** Seconds in which the hub was at work, and those in which it waited for the shop's files. */
  private record Took(double working, double waiting) {}

  private Took watch(HubProcess hub, UUID id, String state) {
    long giveUp = System.nanoTime() + LONGEST.toNanos();
    long last = System.nanoTime();
    long working = 0;
    long waiting = 0;
    while (true) {
      var view = call(hub, "GET", "/api/v1/shop/imports/" + id, "");
      long now = System.nanoTime();
      if (view.path("note").asString().isEmpty()) {
        working += now - last;
      } else {
        waiting += now - last;
      }
      last = now;
      if (view.path("state").asString().equals(state)) {
        return new Took(working / 1e9, waiting / 1e9);
      }
      if (view.path("state").asString().equals("FAILED") || now > giveUp) {
        throw BenchException.trouble("the import did not end: " + view);
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private static void verify(JsonNode done, int variants) {
    if (done.at("/applied/variants").asInt() != variants
        || done.at("/applied/countsSet").asInt() != variants
        || done.at("/judged/aside").asInt() != 0) {
      throw BenchException.trouble("not all of it was taken over: " + done);
    }
  }

  /** Megabytes, as the kernel has seen them. */
  private static double mostMemory(long pid) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0)
          / 1024.0;
    }
  }

  private JsonNode call(HubProcess hub, String method, String path, String body) {
    return JSON.readTree(
        send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + path))
            .header("Authorization", "Bearer " + HubProcess.TOKEN)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))));
  }

  private String send(HttpRequest.Builder request) {
    try {
      var answer = http.send(
          request.timeout(Duration.ofMinutes(2)).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw BenchException.trouble(
            answer.uri() + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BenchException.trouble("interrupted");
    }
  }
}
