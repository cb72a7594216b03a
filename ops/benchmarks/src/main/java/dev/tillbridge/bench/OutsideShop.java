package dev.tillbridge.bench;

import dev.tillbridge.connector.shopify.ShopifyChannel;
import dev.tillbridge.connector.shopify.ShopifySettings;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.shop.ShopChannel;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A simulated Shopify shop that keeps the real limits, and the hub's channel to it. */
final class OutsideShop implements AutoCloseable {

  static final String PLACE = "gid://shopify/Location/1001";

  /** As the hub's own calls, see ConnectorsConfig. */
  private static final Duration CALL = Duration.ofSeconds(10);

  private final Sandbox sandbox;
  private final HttpClient http = HttpClient.newHttpClient();
  private final WatchedShop channel;

  private OutsideShop(String name, Sandbox sandbox) {
    this.sandbox = sandbox;
    this.channel = new WatchedShop(connect(name, sandbox));
  }

  private static ShopChannel connect(String name, Sandbox sandbox) {
    return ShopifyChannel.connect(
        new ShopifySettings(
            name,
            URI.create(sandbox.uri() + "/shopify/" + Shopify.DOMAIN),
            Shopify.CLIENT_ID,
            Shopify.CLIENT_SECRET,
            null,
            null,
            ShopifySettings.DEFAULT_API_VERSION,
            CALL),
        InstantSource.system());
  }

  /** Opens a shop of that name without any goods. */
  static OutsideShop open(String name) {
    try {
      return new OutsideShop(name, Sandbox.start(SandboxOptions.defaults()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  WatchedShop channel() {
    return channel;
  }

  /** The shop sells these from now on, none of them in stock; its ids of the items. */
  Map<Sku, String> sell(List<Sku> skus) {
    var variants = skus.stream()
        .map(sku -> "{\"sku\":\"%s\",\"price\":\"10.00\"}".formatted(sku))
        .collect(Collectors.joining(","));
    send("catalog", """
        {"currency":"USD","taxRatePpm":0,"products":[
          {"title":"Bench","handle":"bench","variants":[%s]}]}""".formatted(variants));
    var ids = new HashMap<Sku, String>();
    truth()
        .path("stock")
        .forEach(item -> ids.put(
            new Sku(item.path("sku").asString()), item.path("inventoryItemId").asString()));
    return ids;
  }

  /** Every answer comes so much later; whatever else was wrong is healed. */
  void slow(Duration latency) {
    send("shopify/faults", "{\"latencyMs\":" + latency.toMillis() + "}");
  }

  /** Every change of stock is told to come later, until the shop is made {@link #slow} again. */
  void throttle() {
    send("shopify/faults", "{\"throttle\":true,\"match\":\"inventorySetQuantities\"}");
  }

  /**
   * Another worker of the same app uses up what the shop allows, so long as this goes on; it knows
   * nothing of the hub's calls, and the hub nothing of its.
   */
  void useUp(BooleanSupplier goOn, Map<Sku, String> items) {
    var greedy = connect(channel.shop(), sandbox);
    var some = items.values().stream().limit(100).toList();
    while (goOn.getAsBoolean()) {
      var _ = greedy.available(some, PLACE);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Calls that the shop turned away because its limit was exceeded. */
  int overTheLimit() {
    return truth().path("throttled").asInt();
  }

  /** Points of its limit that it has charged so far. */
  long points() {
    return truth().path("points").asLong();
  }

  /** What it offers of each SKU. */
  Map<Sku, Integer> numbers() {
    var numbers = new HashMap<Sku, Integer>();
    truth()
        .path("stock")
        .forEach(item -> numbers.put(
            new Sku(item.path("sku").asString()), item.path("available").asInt()));
    return numbers;
  }

  private JsonNode truth() {
    return exchange(HttpRequest.newBuilder(URI.create(sandbox.uri() + "/sandbox/shopify/truth")));
  }

  private void send(String control, String json) {
    exchange(HttpRequest.newBuilder(URI.create(sandbox.uri() + "/sandbox/" + control))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json)));
  }

  private JsonNode exchange(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw BenchException.trouble("the sandbox answered " + answer.statusCode());
      }
      return JsonMapper.shared().readTree(answer.body());
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
