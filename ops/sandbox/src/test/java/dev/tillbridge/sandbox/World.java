package dev.tillbridge.sandbox;

import dev.tillbridge.sandbox.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** A running sandbox and a client of it, over real HTTP. */
public final class World implements AutoCloseable {

  /** The one inventory item the tests seed first, and the one location. */
  public static final String MUG_ITEM = "gid://shopify/InventoryItem/50000000001";

  public static final String PLACE = "gid://shopify/Location/1001";
  public static final String SHOP = "/shopify/tillbridge-demo.myshopify.com/admin";
  public static final String COMPANY = "/quickbooks/v3/company/9130350000000001";

  private static final String GOODS = """
      {"currency":"USD","taxRatePpm":82500,"products":[
        {"title":"Enamel mug","handle":"mug","vendor":"Till","variants":[
          {"sku":"MUG","barcode":"4006381333931","title":"Blue","price":"19.99"},
          {"sku":"MUG-RED","barcode":null,"title":"Red","price":"18.00","taxable":true}]},
        {"title":"Gift card","handle":"gift","vendor":null,"variants":[
          {"sku":"GIFT","title":null,"price":"25.00","image":null,"taxable":false}]}]}""";

  private final Sandbox sandbox;
  private final HttpClient http = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(Duration.ofSeconds(20))
      .build();

  private World(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  public static World start() {
    return start(SandboxOptions.defaults());
  }

  /** Starts with these options and seeds three SKUs. */
  public static World start(SandboxOptions options) {
    try {
      var world = new World(Sandbox.start(options));
      world.ok(world.post("/sandbox/catalog", GOODS));
      return world;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI uri(String path) {
    return URI.create(sandbox.uri() + path);
  }

  public HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public HttpResponse<String> get(String path, String... headers) {
    return call(path, "GET", "", headers);
  }

  public HttpResponse<String> post(String path, String body, String... headers) {
    return call(path, "POST", body, headers);
  }

  private HttpResponse<String> call(String path, String method, String body, String... headers) {
    var request = HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return send(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The body of an answer that must be a success. */
  public JsonNode ok(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return Json.MAPPER.readTree(answer.body());
  }

  public static JsonNode json(HttpResponse<String> answer) {
    return Json.MAPPER.readTree(answer.body());
  }

  public JsonNode truth(String system) {
    return ok(get("/sandbox/" + system + "/truth"));
  }

  public void faults(String system, String json) {
    ok(post("/sandbox/" + system + "/faults", json));
  }

  // Shopify

  public String shopToken() {
    var form =
        "grant_type=client_credentials&client_id=demo-client&client_secret=demo-shopify-secret";
    return Json.text(ok(post(SHOP + "/oauth/access_token", form)), "access_token", "");
  }

  public HttpResponse<String> graphql(String token, String query, JsonNode variables) {
    var body = Json.object().put("query", query);
    body.set("variables", variables);
    return post(
        SHOP + "/api/2026-07/graphql.json",
        Json.write(body),
        "Content-Type",
        "application/json",
        "X-Shopify-Access-Token",
        token);
  }

  public JsonNode graph(String token, String query) {
    return ok(graphql(token, query, Json.object()));
  }

  /** Sets what is available as the shop's admin page would. */
  public void available(String sku, int quantity) {
    var body = Json.object().put("sku", sku).put("available", quantity);
    ok(post("/sandbox/shopify/inventory", Json.write(body)));
  }

  public HttpResponse<String> order(String sku, int quantity) {
    return post(
        "/sandbox/shopify/orders",
        "{\"lines\":[{\"sku\":\"%s\",\"quantity\":%d}],\"email\":\"a@example.com\"}"
            .formatted(sku, quantity));
  }

  /** The truth about one SKU's stock. */
  public JsonNode stock(String sku) {
    for (var row : truth("shopify").path("stock")) {
      if (sku.equals(Json.text(row, "sku"))) {
        return row;
      }
    }
    throw new AssertionError("no stock of " + sku);
  }

  // QuickBooks

  public JsonNode refresh(String refreshToken) {
    return json(refreshed(refreshToken));
  }

  public HttpResponse<String> refreshed(String refreshToken) {
    return post(
        "/quickbooks/oauth2/v1/tokens/bearer",
        "grant_type=refresh_token&refresh_token=" + refreshToken,
        "Authorization",
        basic("demo-qbo", "demo-qbo-secret"));
  }

  public String booksToken() {
    return Json.text(refresh("demo-qbo-refresh-1"), "access_token", "");
  }

  public HttpResponse<String> books(String token, String path, String body) {
    return post(COMPANY + path, body, "Authorization", "Bearer " + token);
  }

  public JsonNode query(String token, String query) {
    var encoded = java.net.URLEncoder.encode(query, StandardCharsets.UTF_8);
    return ok(get(
            COMPANY + "/query?query=" + encoded + "&minorversion=75&",
            "Authorization",
            "Bearer " + token))
        .path("QueryResponse");
  }

  // PayPal

  public String payToken() {
    return Json.text(
        ok(post(
            "/paypal/v1/oauth2/token",
            "grant_type=client_credentials",
            "Authorization",
            basic("demo-paypal", "demo-paypal-secret"))),
        "access_token",
        "");
  }

  public HttpResponse<String> pay(String token, String path, String body, String requestId) {
    return post(
        "/paypal" + path,
        body,
        "Authorization",
        "Bearer " + token,
        "Content-Type",
        "application/json",
        "PayPal-Request-Id",
        requestId,
        "Prefer",
        "return=representation");
  }

  private static String basic(String id, String secret) {
    var both = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  @Override
  public void close() {
    http.close();
    sandbox.close();
  }
}
