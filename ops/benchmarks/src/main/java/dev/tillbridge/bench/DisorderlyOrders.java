package dev.tillbridge.bench;

import dev.tillbridge.bench.Report.Goal;
import dev.tillbridge.sandbox.shopify.Shopify;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A shop takes orders, and things become of them, while it tells the hub of it twice, late, in
 * disorder and in part not at all. The hub is the real one, as a process of its own, and finds by its
 * own polls what it was not told. At the end hub, shop and sales are compared.
 */
final class DisorderlyOrders implements Part {

  private static final String NAME = "ODD";
  private static final int SKUS = 200;
  private static final int UNITS = 1_000_000;
  private static final int MOST_A_SHOP_SHOWS = 1_000;
  private static final int ACTS_PER_ORDER = 3;

  private static final int MISTAKES = 3;
  private static final BigDecimal CENT = new BigDecimal("0.01");

  /** The hub polls every minute; a large backlog takes several readings. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final long seed;

  DisorderlyOrders(long seed) {
    this.seed = seed;
  }

  @Override
  public void run(Servers servers, Scale scale, Report report) {
    int port = HubProcess.freePort();
    try (var shop = DisorderlyShop.open(port, seed);
        var hub = HubProcess.start(
            servers, servers.postgres().createDatabase("orders"), port, settings(shop));
        var pool = servers.pool("orders")) {
      var jdbc = JdbcClient.create(pool);
      open(shop, hub, jdbc);
      long begun = System.nanoTime();
      play(shop, scale.orders());
      shop.heal();
      report.sample("orders: minutes of trade", minutes(begun));
      long told = System.nanoTime();
      var verdict = settled(shop, jdbc, hub);
      report.sample("orders: minutes until all was known", minutes(told));
      enter(report, shop, jdbc, verdict);
      if (!verdict.differences().isEmpty()) {
        verdict.differences().stream().limit(20).forEach(System.err::println);
        throw BenchException.trouble("%d differences between hub, shop and sales, seed %d"
            .formatted(verdict.differences().size(), seed));
      }
    }
  }

  private static Map<String, String> settings(DisorderlyShop shop) {
    return Map.of(
        "TILLBRIDGE_SHOPIFY_SHOP", Shopify.DOMAIN,
        "TILLBRIDGE_SHOPIFY_URL", shop.url(),
        "TILLBRIDGE_SHOPIFY_CLIENT_ID", Shopify.CLIENT_ID,
        "TILLBRIDGE_SHOPIFY_CLIENT_SECRET", Shopify.CLIENT_SECRET,
        "TILLBRIDGE_SHOPIFY_LOCATIONS", "main=gid://shopify/Location/1001");
  }

  /** The shop shows what is on the shelves. */
  private static void open(DisorderlyShop shop, HubProcess hub, JdbcClient jdbc) {
    shop.sells(NAME, SKUS);
    Rig.shelves(jdbc, NAME, SKUS, UNITS);
    try (var connection = new HttpConnection(hub.port())) {
      connection.post("/api/v1/shop/link", HubProcess.TOKEN, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await(
        () -> "the shop does not show its goods",
        () -> shop.truth()
            .path("stock")
            .valueStream()
            .allMatch(item -> item.path("available").asInt() >= MOST_A_SHOP_SHOWS));
  }

  private static void play(DisorderlyShop shop, int orders) {
    for (int i = 0; i < orders; i++) {
      shop.place(NAME, SKUS);
      for (int act = 0; act < ACTS_PER_ORDER; act++) {
        shop.act(NAME, SKUS);
      }
    }
    shop.settleUnpaid();
  }

  /** Waits until the hub has heard of every order as it is now, and nothing is under way. */
  private static OrdersVerdict settled(DisorderlyShop shop, JdbcClient jdbc, HubProcess hub) {
    await(() -> "the hub does not learn of all orders: " + stuck(jdbc), () -> {
      if (!hub.isAlive()) {
        throw BenchException.trouble("the hub has died");
      }
      if (waiting(jdbc) > 0) {
        return false;
      }
      var truth = shop.truth();
      return truth.at("/webhooks/pending").asInt() == 0 && OrdersVerdict.unheard(truth, jdbc) == 0;
    });
    var truth = shop.truth();
    var verdict = OrdersVerdict.of(truth, jdbc, UNITS, DisorderlyShop.TESTED);
    var planted = OrdersVerdict.of(withMistakes(truth), jdbc, UNITS, DisorderlyShop.TESTED);
    if (planted.differences().size() < verdict.differences().size() + MISTAKES) {
      throw BenchException.trouble("the comparison does not notice what it should");
    }
    return verdict;
  }

  /** A shop that has a cent and a unit more, and a cent less to give back: all must be noticed. */
  private static JsonNode withMistakes(JsonNode truth) {
    var spoilt = truth.deepCopy();
    var order = (ObjectNode) spoilt
        .path("orders")
        .valueStream()
        .filter(one -> !one.path("test").asBoolean())
        .findFirst()
        .orElseThrow();
    order.put("total", new BigDecimal(order.path("total").asString()).add(CENT).toString());
    order.put(
        "refunded", new BigDecimal(order.path("refunded").asString()).add(CENT).toString());
    var line = (ObjectNode) order.path("lines").path(0);
    line.put("sent", line.path("sent").asInt() + 1);
    return spoilt;
  }

  /** What a person would be shown. */
  private static List<String> stuck(JdbcClient jdbc) {
    return jdbc.sql("""
            select note from inbox where state = 'PARKED'
             union all select detail from open_case where kind = 'order-set-aside' limit 10
            """).query((row, _) -> String.valueOf(row.getString(1))).list();
  }

  private static long waiting(JdbcClient jdbc) {
    return jdbc.sql("""
            select (select count(*) from inbox where state = 'DUE')
                 + (select count(*) from delivery where state = 'DUE' and destination = 'SHOP_STOCK')
            """).query(Long.class).single();
  }

  private static void await(Supplier<String> trouble, BooleanSupplier condition) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > giveUp) {
        throw BenchException.trouble(trouble.get());
      }
      try {
        Thread.sleep(3_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw BenchException.trouble("interrupted");
      }
    }
  }

  private static double minutes(long since) {
    return (System.nanoTime() - since) / 60e9;
  }

  private static void enter(
      Report report, DisorderlyShop shop, JdbcClient jdbc, OrdersVerdict verdict) {
    var truth = shop.truth();
    var told = truth.path("webhooks");
    report.sample("orders: orders", truth.path("orders").size());
    report.sample("orders: what became of them", shop.acts());
    report.sample("orders: webhooks delivered", told.path("acked").asDouble());
    report.sample("orders: webhooks lost", told.path("dropped").asDouble());
    report.sample("orders: versions kept", count(jdbc, "shop_order_version"));
    report.sample("orders: versions that came late", count(jdbc, "shop_order_version where late"));
    report.sample("orders: sales", count(jdbc, "sale"));
    report.sample("orders: refunds", count(jdbc, "shop_refund"));
    report.sample(
        "orders: turned away by the shop's limit", truth.path("throttled").asDouble());
    report.sample("orders: cents compared", (double) verdict.cents());
    report.sample("orders: units compared", (double) verdict.units());
    report.sample("orders: set aside", count(jdbc, "inbox where state = 'PARKED'"));
    report.sample("orders: differences", verdict.differences().size());
    for (var name : List.of(
        "orders: orders",
        "orders: what became of them",
        "orders: webhooks delivered",
        "orders: webhooks lost",
        "orders: versions kept",
        "orders: versions that came late",
        "orders: sales",
        "orders: refunds",
        "orders: turned away by the shop's limit",
        "orders: cents compared",
        "orders: units compared")) {
      report.enter(name, "", null);
    }
    report.enter("orders: minutes of trade", "min", null);
    report.enter("orders: minutes until all was known", "min", null);
    report.enter("orders: set aside", "", Goal.atMost(0));
    report.enter("orders: differences", "", Goal.atMost(0));
  }

  private static double count(JdbcClient jdbc, String what) {
    return jdbc.sql("select count(*) from " + what).query(Long.class).single();
  }
}
