package dev.tillbridge.connector.shopify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.tillbridge.connector.shopify.BulkFile.Piece;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopCatalog.Level;
import dev.tillbridge.model.shop.ShopCatalog.LevelPage;
import dev.tillbridge.model.shop.ShopCatalog.OrderIdPage;
import dev.tillbridge.model.shop.ShopCatalog.ProductPage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bulk operations over real HTTP: run, asked about, and read piece by piece. */
class BulkTest {

  private static final String OPERATION = "gid://shopify/BulkOperation/7";
  private static final String FILE = "/files/7.jsonl";
  private static final String LINES = """
      {"id":"gid://shopify/Product/1","handle":"mug","title":"Bécher","vendor":"Ümlaut","productType":"","updatedAt":"2026-11-01T10:00:00Z","featuredMedia":null}
      {"id":"gid://shopify/ProductVariant/11","sku":"MUG-S","barcode":"4006381333931","price":"12.50","taxable":true,"selectedOptions":[{"name":"Size","value":"S"}],"inventoryItem":{"id":"gid://shopify/InventoryItem/111"},"__parentId":"gid://shopify/Product/1"}
      {"id":"gid://shopify/MediaImage/5","preview":{"image":{"url":"https://cdn.example.com/s.png"}},"__parentId":"gid://shopify/ProductVariant/11"}
      {"id":"gid://shopify/ProductVariant/12","sku":null,"barcode":null,"price":"12.505","taxable":true,"selectedOptions":[],"inventoryItem":{"id":"gid://shopify/InventoryItem/112"},"__parentId":"gid://shopify/Product/1"}
      """;

  private final FakeShop shop = new FakeShop();
  private final WireMockServer files =
      new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));

  BulkTest() {
    files.start();
    shop.answers("Shop", "{\"data\":{\"shop\":{\"currencyCode\":\"USD\"}}}");
    run("{\"id\":\"%s\",\"status\":\"CREATED\"}".formatted(OPERATION), "");
  }

  @AfterEach
  void stop() {
    files.stop();
    shop.close();
  }

  private void run(String operation, String errors) {
    shop.answers(
        "BulkRun",
        "{\"data\":{\"bulkOperationRunQuery\":{\"bulkOperation\":%s,\"userErrors\":[%s]}}}"
            .formatted(operation, errors));
  }

  private void standing(String... operations) {
    var answers = new ArrayList<String>();
    for (var operation : operations) {
      answers.add("{\"data\":{\"bulkOperation\":%s}}".formatted(operation));
    }
    shop.answers("BulkOperation(", answers.toArray(String[]::new));
  }

  private String operation(String status, @Nullable String url) {
    return "{\"id\":\"%s\",\"status\":\"%s\",\"errorCode\":null,\"objectCount\":\"3\",\"url\":%s}"
        .formatted(OPERATION, status, url == null ? "null" : "\"" + url + "\"");
  }

  /** On the address of the shop, as the sandbox has it. */
  private String address() {
    return "http://127.0.0.1:" + shop.port() + FILE;
  }

  private ProductPage products(@Nullable String cursor) {
    if (shop.channel().products(cursor) instanceof Delivered<ProductPage>(var page)) {
      return page;
    }
    throw new IllegalStateException("not delivered");
  }

  @Test
  void it_is_run_waited_for_and_read() {
    shop.file(FILE, LINES);
    standing(operation("RUNNING", null), operation("COMPLETED", address()));
    var first = products(null);
    assertThat(first.preparing()).isNotNull();
    assertThat(first.cursor()).isEqualTo("1/" + OPERATION + "@0");
    assertThat(shop.calls("BulkRun").getFirst().path("query").asString())
        .isEqualTo(Document.BULK_PRODUCTS.text());
    var second = products(first.cursor());
    assertThat(second.preparing()).isNotNull();
    assertThat(java.util.Objects.requireNonNull(second.preparing()).soFar()).isEqualTo(3);
    var third = products(second.cursor());
    assertThat(third.cursor()).isNull();
    assertThat(third.preparing()).isNull();
    assertThat(third.products().getFirst().title()).isEqualTo("Bécher");
    assertThat(third.strays()).hasSize(1);
    var small = third.strays().getFirst();
    assertThat(small.productId()).isEqualTo("gid://shopify/Product/1");
    assertThat(small.item().itemId()).isEqualTo("gid://shopify/InventoryItem/111");
    assertThat(String.valueOf(small.item().price())).isEqualTo("12.50 USD");
    assertThat(third.pictures().getFirst().address()).isEqualTo("https://cdn.example.com/s.png");
    // A line that makes no sense hides no other.
    assertThat(third.unreadable()).hasSize(1);
    assertThat(third.unreadable().getFirst().id()).isEqualTo("gid://shopify/ProductVariant/12");
  }

  @Test
  void a_count_or_an_open_order_that_makes_no_sense_is_told_and_hides_no_other() {
    shop.file(FILE, """
        {"id":"gid://shopify/InventoryItem/111"}
        {"id":"gid://shopify/InventoryLevel/1","location":{"id":"gid://shopify/Location/1"},"quantities":[{"name":"available","quantity":"many"}],"__parentId":"gid://shopify/InventoryItem/111"}
        {"id":"gid://shopify/InventoryLevel/2","location":{"id":"gid://shopify/Location/2"},"quantities":[{"name":"available","quantity":3},{"name":"on_hand","quantity":4}],"__parentId":"gid://shopify/InventoryItem/111"}
        """);
    standing(operation("COMPLETED", address()));
    var counts = ((Delivered<LevelPage>) shop.channel().levels("1/" + OPERATION + "@0")).value();
    assertThat(counts.levels())
        .containsExactly(
            new Level("gid://shopify/InventoryItem/111", "gid://shopify/Location/2", 3, 4));
    assertThat(counts.unreadable()).singleElement().satisfies(one -> {
      assertThat(one.id()).isEqualTo("gid://shopify/InventoryLevel/1");
      assertThat(one.why()).contains("quantity");
    });
    shop.file(FILE, "{\"id\":\"gid://shopify/Order/1\"}\n{\"name\":\"#2\"}\n");
    standing(operation("COMPLETED", address()));
    var orders =
        ((Delivered<OrderIdPage>) shop.channel().openOrders("1/" + OPERATION + "@0")).value();
    assertThat(orders.ids()).containsExactly("gid://shopify/Order/1");
    assertThat(orders.unreadable().getFirst().id()).isEqualTo("open orders, line 2 after byte 0");
  }

  @Test
  void what_found_nothing_has_no_file() {
    standing(operation("COMPLETED", null));
    var page = products("1/" + OPERATION + "@0");
    assertThat(page.cursor()).isNull();
    assertThat(page.products()).isEmpty();
  }

  @Test
  void a_failed_or_lost_list_is_asked_for_anew_but_not_for_ever() {
    standing(operation("EXPIRED", null));
    assertThat(products("1/" + OPERATION + "@4711").cursor()).isEqualTo("2/anew");
    assertThat(products("2/anew").cursor()).isEqualTo("2/" + OPERATION + "@0");
    assertThat(shop.channel().products("5/" + OPERATION + "@0")).isInstanceOf(Refused.class);
    standing(operation("FAILED", null).replace("\"errorCode\":null", "\"errorCode\":\"TIMEOUT\""));
    assertThat(products("1/" + OPERATION + "@0").cursor()).isEqualTo("2/anew");
    standing(
        operation("FAILED", null).replace("\"errorCode\":null", "\"errorCode\":\"ACCESS_DENIED\""));
    assertThat(shop.channel().products("1/" + OPERATION + "@0")).isInstanceOf(Refused.class);
    standing("null");
    assertThat(products("1/" + OPERATION + "@0").cursor()).isEqualTo("2/anew");
  }

  @Test
  void an_address_that_has_run_out_is_asked_for_again_then_the_list_anew() {
    shop.file(FILE, null);
    standing(operation("COMPLETED", address()));
    assertThat(products("1/" + OPERATION + "@0").cursor()).isEqualTo("2/anew");
  }

  @Test
  void when_too_many_run_it_waits() {
    run("null", "{\"code\":\"LIMIT_REACHED\",\"field\":[\"query\"],\"message\":\"busy\"}");
    assertThat(shop.channel().products(null)).isInstanceOf(NotSent.class);
    run("null", "{\"code\":\"INVALID\",\"field\":[\"query\"],\"message\":\"no\"}");
    assertThat(shop.channel().products(null)).isInstanceOf(Refused.class);
  }

  @Test
  void an_address_inside_is_not_followed() {
    for (var inside : List.of("http://10.0.0.1/x", "http://example.com/x", "file:///etc/passwd")) {
      standing(operation("COMPLETED", inside));
      assertThat(shop.channel().products("1/" + OPERATION + "@0"))
          .as(inside)
          .isInstanceOf(Refused.class);
    }
    standing(operation("COMPLETED", "https://localhost:" + files.port() + "/x"));
    assertThat(shop.channel().products("1/" + OPERATION + "@0")).isInstanceOf(NotSent.class);
    assertThat(files.getAllServeEvents()).isEmpty();
  }

  /** Pieces of any size give the same lines, also where a letter of several bytes is cut. */
  @ParameterizedTest(name = "pieces of {0} bytes")
  @ValueSource(ints = {300, 301, 302, 303, 317, 400, 611, 100_000})
  void pieces_of_any_size_give_the_same_lines(int size) {
    var bytes = LINES.repeat(3).getBytes(StandardCharsets.UTF_8);
    serve(bytes);
    var file = new BulkFile(
        new OkHttpClient(),
        URI.create("http://127.0.0.1:" + files.port()),
        Duration.ofSeconds(10),
        size);
    var lines = new ArrayList<String>();
    for (long from = 0; from >= 0; ) {
      var piece = read(file, from);
      lines.addAll(piece.lines());
      assertThat(piece.next()).isNotEqualTo(from);
      from = piece.next();
    }
    assertThat(lines).isEqualTo(LINES.repeat(3).lines().toList());
  }

  private Piece read(BulkFile file, long from) {
    Outcome<Piece> read = file.read("http://127.0.0.1:" + files.port() + FILE, from);
    if (read instanceof Delivered<Piece>(var piece)) {
      return piece;
    }
    throw new IllegalStateException(read.toString());
  }

  /** WireMock knows no ranges; a server that sends all of it is right as well. */
  private void serve(byte[] bytes) {
    files.stubFor(
        get(urlPathEqualTo(FILE)).willReturn(aResponse().withStatus(200).withBody(bytes)));
  }
}
