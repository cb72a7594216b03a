package dev.tillbridge.connector.xero;

import dev.tillbridge.model.access.RefreshTokens;
import dev.tillbridge.sandbox.Sandbox;
import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.xero.Xero;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** The simulated organisation and our books of it, in a time that passes with every question. */
final class Simulated implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicLong looks = new AtomicLong();
  private final Sandbox sandbox;
  final OpenPace pace = new OpenPace();
  final MemoryTokens tokens = new MemoryTokens(new RefreshTokens(Xero.FIRST_REFRESH_TOKEN, null));
  volatile Duration step = Duration.ofMillis(1_100);
  volatile Instant now = Instant.parse("2026-11-22T14:00:00Z");

  Simulated() {
    try {
      sandbox = Sandbox.start(SandboxOptions.defaults().at(this::later));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    control("/sandbox/catalog", """
        {"currency":"USD","taxRatePpm":82500,"products":[{"title":"Mug","handle":"mug","vendor":null,
         "variants":[{"sku":"MUG","barcode":null,"title":null,"price":"9.99","image":null,
         "taxable":true}]}]}""");
  }

  /** Another process of the hub: nothing is remembered but what is in the database. */
  XeroBookkeeping books(XeroCreates creates) {
    return new XeroBookkeeping(settings(creates, Xero.TENANT), tokens, pace, () -> now);
  }

  XeroBookkeeping books() {
    return books(XeroCreates.USUAL);
  }

  XeroSettings settings(XeroCreates creates, String tenant) {
    return new XeroSettings(
        URI.create(sandbox.uri() + "/xero"),
        URI.create(sandbox.uri() + "/xero/connect/token"),
        URI.create(sandbox.uri() + "/xero/identity/connect/authorize"),
        UUID.fromString(tenant),
        Xero.CLIENT_ID,
        Xero.CLIENT_SECRET,
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        XeroAccounts.usual(Map.of("demo.myshopify.com", "Shopify clearing")),
        XeroContacts.usual(),
        creates);
  }

  /** A second or so later at every look, so that no limit is in the way unless a test wants it. */
  private Instant later() {
    now = now.plus(step);
    looks.incrementAndGet();
    return now;
  }

  JsonNode control(String path, String body) {
    return send(HttpRequest.newBuilder(URI.create(sandbox.uri() + path))
        .POST(BodyPublishers.ofString(body)));
  }

  void faults(String json) {
    control("/sandbox/xero/faults", json);
  }

  JsonNode truth() {
    return send(HttpRequest.newBuilder(URI.create(sandbox.uri() + "/sandbox/xero/truth")));
  }

  /** What Xero itself says is on its accounts, by name, in cents; nothing that comes to zero. */
  Map<String, Long> balances() {
    var all = new TreeMap<String, Long>();
    truth().path("balances").properties().forEach(one -> {
      long cents = new BigDecimal(one.getValue().asString()).movePointRight(2).longValueExact();
      if (cents != 0) {
        all.put(one.getKey(), cents);
      }
    });
    return all;
  }

  long documents(String type) {
    return truth()
        .path("documents")
        .valueStream()
        .filter(d -> d.path("type").asString().equals(type))
        .count();
  }

  JsonNode document(String type) {
    return truth()
        .path("documents")
        .valueStream()
        .filter(d -> d.path("type").asString().equals(type))
        .findFirst()
        .orElseThrow();
  }

  /** Follows nothing. */
  String location(URI page) {
    try {
      return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
          .headers()
          .firstValue("Location")
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(answer.statusCode() + " " + answer.body());
      }
      return Objects.requireNonNull(Json.read(answer.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    sandbox.close();
  }
}
