package dev.tillbridge.launcher;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The few requests the launcher makes once everything serves. */
final class HubClient {

  private static final Duration CALL_MAX = Duration.ofMinutes(10);
  /** A day, as long as the hub allows: somebody may look at the demo in the afternoon. */
  private static final int CODE_MINUTES = 1_440;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http;
  private final Stack stack;
  private final String token;

  HubClient(HttpClient http, Stack stack, String token) {
    this.http = http;
    this.stack = stack;
    this.token = token;
  }

  /** The hub's report about a product file. */
  JsonNode importCatalogue(Path file) {
    try {
      return importCatalogue(BodyPublishers.ofFile(file));
    } catch (FileNotFoundException e) {
      throw DemoException.trouble("cannot read " + file);
    }
  }

  /** The hub's report about the product file with that content. */
  JsonNode importCatalogue(byte[] csv) {
    return importCatalogue(BodyPublishers.ofByteArray(csv));
  }

  private JsonNode importCatalogue(BodyPublisher csv) {
    return call(request(stack.hubUri("/api/v1/catalog/imports?location=" + Settings.LOCATION))
        .header("Content-Type", "text/csv")
        .POST(csv));
  }

  /** Every product the hub knows. */
  List<JsonNode> products() {
    var products = new ArrayList<JsonNode>();
    var cursor = "";
    do {
      var path = "/api/v1/products?limit=200&location=" + Settings.LOCATION;
      if (!cursor.isEmpty()) {
        path += "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
      }
      var page = call(request(stack.hubUri(path)).GET());
      page.path("products").forEach(products::add);
      cursor = page.path("nextCursor").asString("");
    } while (!cursor.isEmpty());
    return products;
  }

  /** A code for the first register that no browser works as; adds one when all are taken. */
  String codeForATill() {
    var registers = call(request(stack.hubUri("/api/v1/registers")).GET()).path("registers");
    var free = registers
        .valueStream()
        .filter(one -> one.path("device").isMissingNode() || one.path("device").isNull())
        .map(one -> one.path("id").asString())
        .findFirst();
    var register = free.orElseGet(() -> {
      var next = "R" + (registers.size() + 1);
      post("/api/v1/registers", Map.of("id", next, "location", Settings.LOCATION));
      return next;
    });
    return post("/api/v1/devices/codes", Map.of("register", register, "minutes", CODE_MINUTES))
        .path("code")
        .asString();
  }

  private JsonNode post(String path, Map<String, Object> body) {
    return call(request(stack.hubUri(path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  /** Asks the hub to look for its products in the shop now. */
  void linkShop() {
    call(request(stack.hubUri("/api/v1/shop/link")).POST(BodyPublishers.noBody()));
  }

  /** Lets the simulated shop and books know these products. */
  void seedSandbox(Object catalogue) {
    call(HttpRequest.newBuilder(stack.sandboxUri("/sandbox/catalog"))
        .timeout(CALL_MAX)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(JSON.writeValueAsString(catalogue))));
  }

  private HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(CALL_MAX).header("Authorization", "Bearer " + token);
  }

  private JsonNode call(HttpRequest.Builder builder) {
    var request = builder.build();
    var what = request.method() + " " + request.uri().getPath();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw DemoException.trouble(what + " answered " + answer.statusCode() + why(answer.body()));
      }
      return answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    } catch (IOException | JacksonException e) {
      throw DemoException.trouble(what + " failed: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DemoException.trouble("interrupted");
    }
  }

  private static String why(String problem) {
    try {
      var detail = JSON.readTree(problem).path("detail").asString("");
      return detail.isEmpty() ? "" : ": " + detail;
    } catch (JacksonException e) {
      return "";
    }
  }
}
