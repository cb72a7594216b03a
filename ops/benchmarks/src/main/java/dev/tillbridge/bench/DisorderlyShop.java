package dev.tillbridge.bench;

import dev.tillbridge.sandbox.Sandbox;
import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.shopify.Shopify;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A simulated Shopify shop that tells of its orders badly: a third of what it has to tell is lost, a
 * third comes several times, and any of it late and in any order.
 */
final class DisorderlyShop implements AutoCloseable {

  /** A Plus shop's: the smaller plans would make of this a test of their patience. */
  private static final int POINTS_PER_SECOND = 1_000;

  /** Test orders are of this SKU only: they take it off the shop's show, and off no shelf. */
  static final String TESTED = "ODD-000001";

  private static final int MOST_LATE_MS = 15_000;

  private final Sandbox sandbox;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SplittableRandom random;
  private final List<JsonNode> open = new ArrayList<>();
  private int acts;

  private DisorderlyShop(Sandbox sandbox, long seed) {
    this.sandbox = sandbox;
    this.random = new SplittableRandom(seed);
  }

  /** Opens it; its webhooks go to a hub at this port. */
  static DisorderlyShop open(int hubPort, long seed) {
    try {
      return new DisorderlyShop(
          Sandbox.start(SandboxOptions.defaults()
              .seeded(seed)
              .shopifyRestores(POINTS_PER_SECOND)
              .webhooksTo("http://127.0.0.1:" + hubPort + "/webhooks/shopify/{shop}")),
          seed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return sandbox.uri() + "/shopify/" + Shopify.DOMAIN;
  }

  /** It sells so many SKUs, all of them at prices of odd cents and taxed. */
  void sells(String name, int skus) {
    var variants = IntStream.rangeClosed(1, skus)
        .mapToObj(i -> "{\"sku\":\"%s-%06d\",\"price\":\"%d.%02d\"}"
            .formatted(name, i, 3 + i % 40, (i * 37) % 100))
        .collect(Collectors.joining(","));
    post("/sandbox/catalog", """
        {"currency":"USD","taxRatePpm":82500,"products":[
          {"title":"Bench","handle":"bench","variants":[%s]}]}""".formatted(variants));
  }

  /** A shopper buys; it is told of in whatever way. */
  void place(String name, int skus) {
    boolean test = random.nextInt(50) == 0;
    var lines = test
        ? "{\"sku\":\"" + TESTED + "\",\"quantity\":1}"
        : IntStream.rangeClosed(0, random.nextInt(3))
            .mapToObj(_ -> line(name, skus))
            .collect(Collectors.joining(","));
    var extras = new StringBuilder();
    sometimes(extras, 2, "shipping", random.nextInt(400, 1_500));
    sometimes(extras, 10, "tip", random.nextInt(50, 900));
    sometimes(extras, 20, "duties", random.nextInt(50, 900));
    sometimes(extras, 10, "giftCard", random.nextInt(100, 5_000));
    if (random.nextInt(5) == 0) {
      extras.append(",\"unpaid\":true");
    }
    if (test) {
      extras.append(",\"test\":true");
    }
    if (random.nextInt(10) == 0) {
      extras.append(",\"buyers\":\"EUR\",\"ratePpm\":913700");
    }
    fate();
    open.add(post("/sandbox/shopify/orders", "{\"lines\":[" + lines + "]" + extras + "}"));
    acts++;
  }

  private void sometimes(StringBuilder extras, int oneIn, String name, int amount) {
    if (random.nextInt(oneIn) == 0) {
      extras.append(",\"").append(name).append("\":").append(amount);
    }
  }

  private String line(String name, int skus) {
    return "{\"sku\":\"%s-%06d\",\"quantity\":%d,\"discount\":%d}"
        .formatted(
            name,
            1 + random.nextInt(skus),
            1 + random.nextInt(5),
            random.nextInt(3) == 0 ? random.nextInt(1, 250) : 0);
  }

  /** Something becomes of one of the orders; the sandbox refuses what makes no sense. */
  void act(String name, int skus) {
    var order = open.get(random.nextInt(open.size()));
    var lines = order.path("lines");
    if (order.path("test").asBoolean()) {
      return;
    }
    var sku = lines.path(random.nextInt(lines.size())).path("sku").asString();
    int units = 1 + random.nextInt(3);
    boolean restock = random.nextInt(4) > 0;
    var body = "{\"sku\":\"%s\",\"quantity\":%d,\"restock\":%b}".formatted(sku, units, restock);
    fate();
    boolean done = switch (random.nextInt(10)) {
      case 0, 1, 2 -> change(order, "fulfil", body);
      case 3 -> change(order, "fulfil", "");
      case 4 ->
        change(
            order,
            "edit",
            "{\"sku\":\"%s-%06d\",\"quantity\":%d}"
                .formatted(name, 1 + random.nextInt(skus), units));
      case 5 -> change(order, "edit", body.replace("}", ",\"remove\":true}"));
      case 6, 7 -> change(order, "refund", body);
      case 8 -> change(order, random.nextInt(2) == 0 ? "pay" : "tag", "");
      default -> change(order, "cancel", "{\"restock\":" + restock + "}");
    };
    acts += done ? 1 : 0;
  }

  /** Whoever has not paid does so, or the order is cancelled. */
  void settleUnpaid() {
    for (var order : open) {
      if (!order.path("paid").asBoolean()) {
        fate();
        acts += change(order, "pay", "") ? 1 : 0;
      }
    }
  }

  /** How the next news is told. */
  private void fate() {
    var faults = switch (random.nextInt(3)) {
      case 0 -> "{\"dropWebhooks\":true}";
      case 1 ->
        "{\"duplicateWebhooks\":%d,\"reorderWebhooks\":%b,\"delayWebhooksMs\":%d}"
            .formatted(1 + random.nextInt(3), random.nextBoolean(), late());
      default ->
        "{\"reorderWebhooks\":%b,\"delayWebhooksMs\":%d}".formatted(random.nextBoolean(), late());
    };
    post("/sandbox/shopify/faults", faults);
  }

  private int late() {
    return random.nextInt(3) == 0 ? random.nextInt(MOST_LATE_MS) : 0;
  }

  /** From now on all is told at once. */
  void heal() {
    post("/sandbox/shopify/faults", "{}");
  }

  /** What has really happened so far. */
  int acts() {
    return acts;
  }

  /** What the shop itself says. */
  JsonNode truth() {
    return answer(
        HttpRequest.newBuilder(URI.create(sandbox.uri() + "/sandbox/shopify/truth")), 200);
  }

  private boolean change(JsonNode order, String act, String body) {
    var path = "/sandbox/shopify/orders/" + order.path("id").asString() + "/" + act;
    return send(request(path, body)).statusCode() == 200;
  }

  private JsonNode post(String path, String body) {
    return answer(request(path, body), 299);
  }

  private HttpRequest.Builder request(String path, String body) {
    return HttpRequest.newBuilder(URI.create(sandbox.uri() + path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private JsonNode answer(HttpRequest.Builder request, int most) {
    var answer = send(request);
    if (answer.statusCode() > most) {
      throw BenchException.trouble(
          "the sandbox answered " + answer.statusCode() + ": " + answer.body());
    }
    return JsonMapper.shared().readTree(answer.body());
  }

  private java.net.http.HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BenchException.trouble("interrupted");
    }
  }

  @Override
  public void close() {
    http.close();
    sandbox.close();
  }
}
