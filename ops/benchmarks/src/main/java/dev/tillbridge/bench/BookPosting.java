package dev.tillbridge.bench;

import dev.tillbridge.bench.Report.Goal;
import dev.tillbridge.sandbox.Sandbox;
import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.quickbooks.QuickBooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was sold before QuickBooks was connected is booked there, each sale as a document of its own, by a
 * real hub, while the company keeps Intuit's limits: 40 batches of 30 a minute.
 */
final class BookPosting implements Part {

  private static final int DOCUMENTS_OF_A_BATCH = 30;
  private static final Duration A_BATCH_EACH = Duration.ofMillis(1_500);
  private static final Duration FIRST_CONTACT = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(40);
  private static final int SKUS = 50;

  private static final String TEN = "{\"minor\":1000,\"currency\":\"USD\"}";
  private static final String NOTHING = "{\"minor\":0,\"currency\":\"USD\"}";

  private final HttpClient http = HttpClient.newHttpClient();

  @Override
  public void run(Servers servers, Scale scale, Report report) {
    int sales = scale.posted();
    try (var sandbox = Sandbox.start(SandboxOptions.defaults())) {
      send(sandbox, "/sandbox/catalog", """
          {"currency":"USD","taxRatePpm":0,"products":[{"title":"Bench","handle":"bench","variants":[%s]}]}""".formatted(IntStream.rangeClosed(1, SKUS)
          .mapToObj("{\"sku\":\"POST-%06d\",\"price\":\"10.00\"}"::formatted)
          .collect(Collectors.joining(","))));
      var url = servers.postgres().createDatabase("posting");
      var jdbc = JdbcClient.create(new DriverManagerDataSource(
          url, servers.postgres().user(), servers.postgres().password()));
      try (var hub = HubProcess.start(servers, url, HubProcess.freePort(), Map.of())) {
        Rig.shelves(jdbc, "POST", SKUS, 1_000_000);
        sell(hub, sales);
      }
      try (var _ = HubProcess.start(servers, url, HubProcess.freePort(), settings(sandbox))) {
        untilTheFirstContact(jdbc);
        long begun = System.nanoTime();
        untilBooked(jdbc, sales);
        measured(report, sales, (System.nanoTime() - begun) / 1e9, truth(sandbox));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    report.enter("posting: documents", "documents", null);
    report.enter("posting: time", "s", null);
    report.enter("posting: what the limit allows", "s", null);
    report.enter("posting: of what the limit allows", "times", Goal.atMost(1.1));
    report.enter("posting: requests", "requests", null);
    report.enter("posting: requests over a limit", "requests", Goal.atMost(0));
    report.enter("posting: documents twice", "documents", Goal.atMost(0));
  }

  private static void measured(Report report, int sales, double seconds, JsonNode truth) {
    if (truth.path("documents").size() != sales) {
      throw BenchException.trouble("of %d sales QuickBooks has %d documents"
          .formatted(sales, truth.path("documents").size()));
    }
    int twice = 0;
    for (var effect : truth.path("effects")) {
      twice += effect.path("count").asInt() - 1;
    }
    double least = Math.ceilDiv(sales, DOCUMENTS_OF_A_BATCH) * A_BATCH_EACH.toMillis() / 1_000.0;
    report.sample("posting: documents", sales);
    report.sample("posting: time", seconds);
    report.sample("posting: what the limit allows", least);
    report.sample("posting: of what the limit allows", seconds / least);
    report.sample("posting: requests", truth.path("requests").asInt());
    report.sample("posting: requests over a limit", truth.path("overLimit").asInt());
    report.sample("posting: documents twice", twice);
  }

  /** One after the other, each of one thing and paid in cash. */
  private static void sell(HubProcess hub, int sales) throws IOException {
    var random = new SplittableRandom(7);
    var now = Instant.now();
    try (var connection = new HttpConnection(hub.port())) {
      for (int i = 1; i <= sales; i++) {
        int status = connection.post("/api/v1/sales", HubProcess.TOKEN, """
            {"id":"%1$s","channel":"COUNTER","location":"main","register":"R1",
             "receiptNumber":"R1-%2$06d","soldAt":"%3$s","currency":"USD",
             "lines":[{"sku":"POST-%4$06d","quantity":1,"unitPrice":%5$s}],
             "taxes":[],"tenders":[{"kind":"CASH","amount":%5$s,"tendered":%5$s,"change":%6$s}]}""".formatted(
                Ids.next(random), i, now, 1 + i % SKUS, TEN, NOTHING));
        if (status >= 300) {
          throw BenchException.trouble("a sale was answered with " + status);
        }
      }
    }
  }

  /** Then all that found no books connected is due at once. */
  private static void untilTheFirstContact(JdbcClient jdbc) {
    long giveUp = System.nanoTime() + FIRST_CONTACT.toNanos();
    while (jdbc.sql("""
            select exists (select 1 from delivery
                            where destination = 'BOOKS'
                              and ((state = 'DUE' and next_at <= now()) or state = 'DONE'))
            """).query(Boolean.class).single().equals(false)) {
      if (System.nanoTime() > giveUp) {
        throw BenchException.trouble("nothing was due " + FIRST_CONTACT + " after the start");
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private static void untilBooked(JdbcClient jdbc, int sales) {
    long giveUp = System.nanoTime() + LONGEST.toNanos();
    while (jdbc.sql("select count(*) from delivery where destination = 'BOOKS' and state = 'DONE'")
            .query(Integer.class)
            .single()
        < sales) {
      int aside = jdbc.sql("select count(*) from delivery where state = 'PARKED'")
          .query(Integer.class)
          .single();
      if (aside > 0 || System.nanoTime() > giveUp) {
        throw BenchException.trouble("not all of it was booked; " + aside + " were set aside");
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private static Map<String, String> settings(Sandbox sandbox) {
    var settings = new HashMap<String, String>();
    var company = sandbox.uri() + "/quickbooks";
    settings.put("TILLBRIDGE_QUICKBOOKS_URL", company);
    settings.put("TILLBRIDGE_QUICKBOOKS_TOKEN_URL", company + "/oauth2/v1/tokens/bearer");
    settings.put("TILLBRIDGE_QUICKBOOKS_CONSENT_URL", company + "/connect/oauth2");
    settings.put("TILLBRIDGE_QUICKBOOKS_REALM", QuickBooks.REALM);
    settings.put("TILLBRIDGE_QUICKBOOKS_CLIENT_ID", QuickBooks.CLIENT_ID);
    settings.put("TILLBRIDGE_QUICKBOOKS_CLIENT_SECRET", QuickBooks.CLIENT_SECRET);
    settings.put("TILLBRIDGE_QUICKBOOKS_REFRESH_TOKEN", QuickBooks.FIRST_REFRESH_TOKEN);
    return settings;
  }

  private JsonNode truth(Sandbox sandbox) {
    return JsonMapper.shared()
        .readTree(exchange(
            HttpRequest.newBuilder(URI.create(sandbox.uri() + "/sandbox/quickbooks/truth"))));
  }

  private void send(Sandbox sandbox, String path, String json) {
    exchange(HttpRequest.newBuilder(URI.create(sandbox.uri() + path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private String exchange(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw BenchException.trouble("the sandbox answered " + answer.statusCode());
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
