package dev.tillbridge.app.testing;

import static org.awaitility.Awaitility.await;

import dev.tillbridge.app.TillbridgeApp;
import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.hub.books.Export;
import dev.tillbridge.hub.books.ExportFormat;
import dev.tillbridge.hub.people.People;
import dev.tillbridge.hub.people.SignIn;
import dev.tillbridge.sandbox.Sandbox;
import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.woocommerce.WooCommerce;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The whole hub on real servers, with the simulated outside world beside it. One is shared by all
 * tests that break nothing; a test that hurts a server starts its own.
 */
public final class Hub implements AutoCloseable {

  /** May everything. */
  public static final String TOKEN = "tb_test_everything_0123456789abcdef0123456789";

  /** May read the catalogue and nothing else. */
  public static final String READER = "tb_test_reader_0123456789abcdef0123456789abcd";

  /** The owner's password. */
  public static final String OWNER_PASSWORD = "Harbour-lantern-4711";

  /** The cashier's PIN. */
  public static final String CASHIER_PIN = "482913";

  /** The shop. */
  public static final String SHOP = "tillbridge-demo.myshopify.com";

  /** What signs its webhooks. */
  public static final String SHOP_SECRET = "demo-shopify-secret";

  /** What signs the webhooks of the other shop. */
  public static final String WOO_SECRET = "demo-woo-secret";

  private static final AtomicInteger HUBS = new AtomicInteger();

  private static @Nullable Hub shared;

  private final ConfigurableApplicationContext context;
  private final Sandbox sandbox;
  private final Http http;
  private final Map<String, String> sessions = new HashMap<>();

  private final List<String> settings;
  private final @Nullable InstantSource clock;

  /** Another hub goes on in this world when this one is closed. */
  private boolean ownsTheWorld = true;

  private Hub(
      ConfigurableApplicationContext context,
      Sandbox sandbox,
      int port,
      List<String> settings,
      @Nullable InstantSource clock) {
    this.context = context;
    this.sandbox = sandbox;
    this.settings = settings;
    this.clock = clock;
    this.http = new Http("http://127.0.0.1:" + port);
  }

  /** The one that all tests share. */
  public static synchronized Hub shared() {
    var hub = shared;
    if (hub == null) {
      hub = start(TestServers.redis().uri());
      shared = hub;
    }
    return hub;
  }

  /** One of its own, with an empty database. */
  public static Hub start(String redisUrl) {
    return start(redisUrl, Map.of());
  }

  /** One of its own that sells in the WooCommerce shop as well, and is told of its orders. */
  public static Hub startWithWooCommerce(String redisUrl) {
    return startWithWooCommerce(redisUrl, 1_000);
  }

  /** The same, but so many webhooks a second are taken of each shop. */
  public static Hub startWithWooCommerce(String redisUrl, int webhooksPerSecond) {
    return start(
        redisUrl,
        null,
        (port, sandbox) -> Map.of(
            "tillbridge.webhooks-per-second",
            Integer.toString(webhooksPerSecond),
            "TILLBRIDGE_PUBLIC_URL",
            "http://127.0.0.1:" + port,
            "TILLBRIDGE_WOOCOMMERCE_SHOP",
            WooCommerce.DOMAIN,
            "TILLBRIDGE_WOOCOMMERCE_URL",
            "http://127.0.0.1:" + sandbox.port() + "/woocommerce",
            "TILLBRIDGE_WOOCOMMERCE_CONSUMER_KEY",
            WooCommerce.CONSUMER_KEY,
            "TILLBRIDGE_WOOCOMMERCE_CONSUMER_SECRET",
            WooCommerce.CONSUMER_SECRET,
            "TILLBRIDGE_WOOCOMMERCE_WEBHOOK_SECRET",
            WOO_SECRET,
            "TILLBRIDGE_WOOCOMMERCE_LOCATION",
            "main"));
  }

  /**
   * One of its own, with an empty database and some settings of its own, in which {@code {hub}} and
   * {@code {sandbox}} stand for their addresses.
   */
  public static Hub start(String redisUrl, Map<String, String> own) {
    return start(redisUrl, null, (_, _) -> own);
  }

  /** The same, after something was done to the outside world. */
  public static Hub start(String redisUrl, Map<String, String> own, Consumer<Sandbox> prepare) {
    return start(redisUrl, null, (_, sandbox) -> {
      prepare.accept(sandbox);
      return own;
    });
  }

  /** One of its own in a world of its own time. */
  public static Hub startAt(String redisUrl, InstantSource clock) {
    return start(redisUrl, clock, (_, _) -> Map.of());
  }

  /** The same, with some settings of its own. */
  public static Hub startAt(String redisUrl, InstantSource clock, Map<String, String> own) {
    return start(redisUrl, clock, (_, _) -> own);
  }

  private static Hub start(
      String redisUrl,
      @Nullable InstantSource clock,
      BiFunction<Integer, Sandbox, Map<String, String>> own) {
    try {
      int port = freePort();
      var sandbox = Sandbox.start(SandboxOptions.defaults()
          .webhooksTo("http://127.0.0.1:" + port + "/webhooks/shopify/{shop}")
          .at(clock == null ? InstantSource.system() : clock));
      var settings = new ArrayList<>(HubSettings.arguments(redisUrl, sandbox));
      own.apply(port, sandbox).forEach((name, value) -> {
        settings.removeIf(argument -> argument.startsWith("--" + name + "="));
        settings.add("--" + name + "=" + value);
      });
      return run(sandbox, port, settings, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another node of the same hub, on the same database and Redis; close it before this one. */
  public Hub sibling() {
    try {
      var hub = run(sandbox, freePort(), settings, clock);
      hub.ownsTheWorld = false;
      return hub;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Hub run(
      Sandbox sandbox, int port, List<String> settings, @Nullable InstantSource clock) {
    var arguments = new ArrayList<>(settings);
    arguments.replaceAll(argument -> argument
        .replace("{hub}", "http://127.0.0.1:" + port)
        .replace("{sandbox}", "http://127.0.0.1:" + sandbox.port()));
    arguments.add("--TILLBRIDGE_PORT=" + port);
    var builder = new SpringApplicationBuilder(TillbridgeApp.class);
    if (clock != null) {
      builder.initializers(context -> ((GenericApplicationContext) context)
          .registerBean(
              "testClock", InstantSource.class, () -> clock, bean -> bean.setPrimary(true)));
    }
    var context = builder.run(arguments.toArray(String[]::new));
    var hub = new Hub(context, sandbox, port, settings, clock);
    await().atMost(Duration.ofSeconds(60)).until(() -> hub.http.get("/healthz").status() == 200);
    return hub;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Asks this hub. */
  public Http http() {
    return http;
  }

  /** The outside world. */
  public Outside outside() {
    return new Outside(new Http("http://127.0.0.1:" + sandbox.port()));
  }

  /** The session of a person of that role: OWNER, CASHIER or BOOKKEEPER. */
  public synchronized String session(String role) {
    return sessions.computeIfAbsent(role, this::signIn);
  }

  private String signIn(String role) {
    var people = part(People.class);
    var answer = switch (role) {
      case "OWNER" -> people.signInWithPassword("Olivia", OWNER_PASSWORD, "test");
      case "CASHIER" -> people.signInWithPin("Cora", CASHIER_PIN, "test");
      default -> people.signInWithPassword("Bo", "Ledger-lantern-4711", "test");
    };
    if (answer instanceof SignIn.Welcome welcome) {
      return welcome.sessionToken();
    }
    throw new IllegalStateException(role + ": " + answer);
  }

  /** The next {@link #session} signs in anew. */
  public synchronized void forgetSessions() {
    sessions.clear();
  }

  /** Everything that runs. */
  public ConfigurableApplicationContext context() {
    return context;
  }

  /** A part of the running hub. */
  public <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  /** For {@code ops/verify/books}, as the rigs of the core do. */
  private void keepLedger() {
    var folder = System.getProperty("tillbridge.books.record", "");
    if (folder.isEmpty()) {
      return;
    }
    try {
      var name = "hub-" + HUBS.incrementAndGet();
      var journal = Files.createDirectories(Path.of(folder)).resolve(name + ".journal");
      if (part(Export.class).write(ExportFormat.HLEDGER, null, null, journal) == 0) {
        Files.delete(journal);
      } else {
        part(Export.class).writeBalances(journal.resolveSibling(name + ".balances.csv"));
        part(Export.class)
            .write(ExportFormat.BEANCOUNT, null, null, journal.resolveSibling(name + ".beancount"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException away) {
      // A test of what breaks may leave a database that does not answer.
      System.err.println("no ledger is kept: " + away.getMessage());
    }
  }

  @Override
  public void close() {
    if (ownsTheWorld) {
      keepLedger();
    }
    context.close();
    if (ownsTheWorld) {
      sandbox.close();
    }
  }
}
