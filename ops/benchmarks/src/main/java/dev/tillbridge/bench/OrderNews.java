package dev.tillbridge.bench;

import com.sun.net.httpserver.HttpServer;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.sandbox.Sandbox;
import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.shopify.Shopify;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Webhooks of very many orders, as the simulated Shopify writes them: one real order is its pattern,
 * each other order has ids of its own. Three come of every order: created, paid, updated.
 */
final class OrderNews implements AutoCloseable {

  /** One webhook: its headers, each line ended, and its body. */
  record Letter(String headers, String body) {}

  private static final String[] TOPICS = {"orders/create", "orders/paid", "orders/updated"};
  private static final long FIRST_ORDER = 800_000_000_000L;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Sandbox sandbox;
  private final ObjectNode pattern;
  private final Sku sku;

  private OrderNews(Sandbox sandbox, ObjectNode pattern, Sku sku) {
    this.sandbox = sandbox;
    this.pattern = pattern;
    this.sku = sku;
  }

  /** Opens a shop that sells the SKU, and looks how it tells of an order. */
  static OrderNews of(Sku sku) {
    var told = new CompletableFuture<ObjectNode>();
    try {
      var receiver =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      receiver.createContext("/", exchange -> {
        var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        if (body instanceof ObjectNode order && order.has("line_items")) {
          told.complete(order);
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
      });
      receiver.start();
      try {
        var sandbox = Sandbox.start(SandboxOptions.defaults()
            .webhooksTo("http://127.0.0.1:" + receiver.getAddress().getPort() + "/"));
        post(sandbox, "catalog", """
            {"currency":"USD","taxRatePpm":0,"products":[{"title":"Bench","handle":"bench",
              "variants":[{"sku":"%s","price":"10.00"}]}]}""".formatted(sku));
        post(sandbox, "shopify/inventory", "{\"sku\":\"%s\",\"available\":5}".formatted(sku));
        post(
            sandbox,
            "shopify/orders",
            "{\"lines\":[{\"sku\":\"%s\",\"quantity\":1}]}".formatted(sku));
        return new OrderNews(sandbox, told.get(30, TimeUnit.SECONDS), sku);
      } finally {
        receiver.stop(0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BenchException.trouble("interrupted");
    } catch (ExecutionException | TimeoutException e) {
      throw BenchException.trouble("the sandbox tells of no order: " + e);
    }
  }

  private static void post(Sandbox sandbox, String control, String json)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(
          HttpRequest.newBuilder(URI.create(sandbox.uri() + "/sandbox/" + control))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(json))
              .build(),
          BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw BenchException.trouble("the sandbox answered " + answer.body());
      }
    }
  }

  /** Settings of a hub that is connected to this shop. */
  Map<String, String> settings() {
    return Map.of(
        "TILLBRIDGE_SHOPIFY_SHOP", Shopify.DOMAIN,
        "TILLBRIDGE_SHOPIFY_URL", sandbox.uri() + "/shopify/" + Shopify.DOMAIN,
        "TILLBRIDGE_SHOPIFY_CLIENT_ID", Shopify.CLIENT_ID,
        "TILLBRIDGE_SHOPIFY_CLIENT_SECRET", Shopify.CLIENT_SECRET,
        "TILLBRIDGE_SHOPIFY_LOCATIONS", "main=" + OutsideShop.PLACE);
  }

  /** Where the hub is told. */
  static String path() {
    return "/webhooks/shopify/" + Shopify.DOMAIN;
  }

  /** The shop's id of the order that this letter is about. */
  static long order(int number) {
    return FIRST_ORDER + number / TOPICS.length;
  }

  /** The letter of this number; asked for again, the same one but for its time. */
  Letter letter(int number) {
    long id = order(number);
    var order = pattern.deepCopy();
    order.put("id", id).put("admin_graphql_api_id", "gid://shopify/Order/" + id);
    order.put("name", "#" + id).put("order_number", id).put("number", id);
    if (order.path("line_items").path(0) instanceof ObjectNode line) {
      line.put("id", id).put("admin_graphql_api_id", "gid://shopify/LineItem/" + id);
      line.put("sku", sku.code());
    }
    var body = JSON.writeValueAsString(order);
    var headers =
        "X-Shopify-Topic: %s\r\nX-Shopify-Shop-Domain: %s\r\nX-Shopify-API-Version: %s\r\n"
                .formatted(TOPICS[number % TOPICS.length], Shopify.DOMAIN, "2026-07")
            + "X-Shopify-Webhook-Id: bench-%d\r\nX-Shopify-Event-Id: bench-%d\r\n"
                .formatted(number, number)
            + "X-Shopify-Triggered-At: %s\r\nX-Shopify-Hmac-Sha256: %s\r\n"
                .formatted(Instant.now(), signature(body));
    return new Letter(headers, body);
  }

  private static String signature(String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(Shopify.CLIENT_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
