package dev.tillbridge.connector.quickbooks;

import dev.tillbridge.model.access.RefreshTokens;
import dev.tillbridge.sandbox.Sandbox;
import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.quickbooks.QuickBooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The simulated company and our books of it, in a time that passes with every question. */
final class Simulated implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicLong looks = new AtomicLong();
  private final Sandbox sandbox;
  final QuickBooksBookkeeping books;

  Simulated() {
    this(Creates.ALL);
  }

  Simulated(Creates creates) {
    try {
      sandbox = Sandbox.start(SandboxOptions.defaults().at(this::later));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    control("/sandbox/catalog", """
        {"currency":"USD","taxRatePpm":82500,"products":[{"title":"Mug","handle":"mug","vendor":null,
         "variants":[{"sku":"MUG","barcode":null,"title":null,"price":"9.99","image":null,
         "taxable":true}]}]}""");
    books = new QuickBooksBookkeeping(
        new QuickBooksSettings(
            URI.create(sandbox.uri() + "/quickbooks"),
            URI.create(sandbox.uri() + "/quickbooks/oauth2/v1/tokens/bearer"),
            URI.create(sandbox.uri() + "/quickbooks/connect/oauth2"),
            QuickBooks.REALM,
            QuickBooks.CLIENT_ID,
            QuickBooks.CLIENT_SECRET,
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            BooksAccounts.usual(Map.of("demo.myshopify.com", "Shopify clearing")),
            BooksCustomers.usual(),
            BooksCharges.usual(),
            creates),
        new MemoryTokens(new RefreshTokens(QuickBooks.FIRST_REFRESH_TOKEN, null)),
        new OpenPace(),
        new OpenPace(),
        InstantSource.system());
  }

  /** A fifth of a second later at every look, so that no limit is ever in the way. */
  private Instant later() {
    return Instant.parse("2026-11-22T14:00:00Z").plusMillis(200 * looks.getAndIncrement());
  }

  String control(String path, String body) {
    return send(HttpRequest.newBuilder(URI.create(sandbox.uri() + path))
        .POST(BodyPublishers.ofString(body)));
  }

  com.fasterxml.jackson.databind.JsonNode truth() {
    return IntuitJudge.tree(
        send(HttpRequest.newBuilder(URI.create(sandbox.uri() + "/sandbox/quickbooks/truth"))));
  }

  /** The answers to the next so many documents are lost after they were saved. */
  void lose(int answers) {
    lose(answers, "/salesreceipt");
  }

  /** The same of calls whose address has this in it. */
  void lose(int answers, String address) {
    control(
        "/sandbox/quickbooks/faults",
        "{\"loseAnswerAfterEffect\": %d, \"match\": \"%s\"}".formatted(answers, address));
  }

  /** Somebody changes the company's settings. */
  void set(String settings) {
    control("/sandbox/quickbooks/company", settings);
  }

  private String send(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(answer.statusCode() + " " + answer.body());
      }
      return answer.body();
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
