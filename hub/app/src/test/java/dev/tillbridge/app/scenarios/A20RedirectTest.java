package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tillbridge.connector.paypal.PayPalGateway;
import dev.tillbridge.connector.paypal.PayPalSettings;
import dev.tillbridge.connector.quickbooks.BooksAccounts;
import dev.tillbridge.connector.quickbooks.BooksCharges;
import dev.tillbridge.connector.quickbooks.BooksCustomers;
import dev.tillbridge.connector.quickbooks.Creates;
import dev.tillbridge.connector.quickbooks.QuickBooksBookkeeping;
import dev.tillbridge.connector.quickbooks.QuickBooksSettings;
import dev.tillbridge.connector.shopify.ShopifyChannel;
import dev.tillbridge.connector.shopify.ShopifySettings;
import dev.tillbridge.connector.woocommerce.WooCommerceChannel;
import dev.tillbridge.connector.woocommerce.WooCommerceSettings;
import dev.tillbridge.model.access.Pace;
import dev.tillbridge.model.access.RefreshTokens;
import dev.tillbridge.model.access.TokenStore;
import dev.tillbridge.model.books.Contact;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Attack A20: an outside system, or somebody in between, sends us elsewhere, to another host, to plain
 * http or to our own machine. No connector goes there, and none takes the answer for a yes.
 */
class A20RedirectTest {

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger trapped = new AtomicInteger();
  private HttpServer from;
  private HttpServer trap;
  private volatile int status;

  @BeforeEach
  void open() throws IOException {
    trap = server();
    trap.createContext("/", exchange -> {
      trapped.incrementAndGet();
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      var body = "{\"access_token\":\"stolen\",\"expires_in\":3600}"
          .getBytes(java.nio.charset.StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    from = server();
    from.createContext("/", exchange -> {
      asked.incrementAndGet();
      exchange
          .getResponseHeaders()
          .add("Location", "http://localhost:" + trap.getAddress().getPort() + "/elsewhere");
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    });
    from.start();
    trap.start();
  }

  @AfterEach
  void stop() {
    from.stop(0);
    trap.stop(0);
  }

  @ParameterizedTest(name = "{0} answers {1}")
  @CsvSource({
    "quickbooks, 301",
    "quickbooks, 302",
    "quickbooks, 307",
    "quickbooks, 308",
    "paypal, 302",
    "paypal, 307",
    "shopify, 302",
    "shopify, 307",
    "woocommerce, 302",
    "woocommerce, 308"
  })
  void nobody_is_led_elsewhere(String system, int redirect) {
    status = redirect;
    boolean yes = call(system).get();
    assertThat(asked.get()).as("asked where it should").isPositive();
    assertThat(trapped.get()).as("asked elsewhere").isZero();
    assertThat(yes).as("taken for a yes").isFalse();
  }

  private Supplier<Boolean> call(String system) {
    var url = URI.create("http://127.0.0.1:" + from.getAddress().getPort());
    var clock = InstantSource.system();
    return switch (system) {
      case "quickbooks" ->
        () -> new QuickBooksBookkeeping(
                    new QuickBooksSettings(
                        url,
                        url,
                        url,
                        "1",
                        "id",
                        "secret",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        BooksAccounts.usual(Map.of()),
                        BooksCustomers.usual(),
                        BooksCharges.usual(),
                        Creates.NOTHING),
                    new OneToken(),
                    new FreePace(),
                    clock)
                .contact()
            instanceof Contact.Open;
      case "paypal" ->
        () -> new PayPalGateway(new PayPalSettings(url, "id", "secret", "Tillbridge"), clock)
                .look("5O190127TN364715T")
            instanceof Outcome.Delivered;
      case "shopify" ->
        () -> ShopifyChannel.connect(
                    new ShopifySettings(
                        "a.myshopify.com",
                        url,
                        "id",
                        "secret",
                        null,
                        null,
                        ShopifySettings.DEFAULT_API_VERSION,
                        Duration.ofSeconds(5)),
                    clock)
                .listings(List.of(new Sku("MUG")))
            instanceof Outcome.Delivered;
      default ->
        () -> WooCommerceChannel.connect(
                    new WooCommerceSettings(
                        "shop.example",
                        url,
                        "ck_1",
                        "cs_1",
                        "hook-secret",
                        null,
                        Duration.ofSeconds(5)),
                    clock)
                .listings(List.of(new Sku("MUG")))
            instanceof Outcome.Delivered;
    };
  }

  private static HttpServer server() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  /** A refresh token that is always there. */
  private static final class OneToken implements TokenStore {
    @Override
    public @Nullable RefreshTokens load() {
      return new RefreshTokens("r-1", null);
    }

    @Override
    public void save(RefreshTokens tokens) {
      throw new IllegalStateException("a token from elsewhere was kept");
    }

    @Override
    public void forget() {
      throw new IllegalStateException("nothing was revoked");
    }

    @Override
    public <T> T alone(Supplier<T> refresh) {
      return refresh.get();
    }
  }

  private static final class FreePace implements Pace {
    @Override
    public Turn next() {
      return new Turn.Go(() -> {});
    }

    @Override
    public void pause(Duration quiet) {
      throw new IllegalStateException("nobody asked for quiet");
    }
  }
}
