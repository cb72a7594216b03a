package dev.tillbridge.connector.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopChannel.Capabilities;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StockTest {

  private static final String ITEM = "products/93/variations/94";

  private final FakeShop shop = new FakeShop();
  private final WooCommerceChannel channel = shop.channel();

  @AfterEach
  void close() {
    shop.close();
  }

  private static String counted(int units) {
    return "{\"id\":94,\"manage_stock\":true,\"stock_quantity\":%d,\"stock_status\":\"instock\"}"
        .formatted(units);
  }

  private Outcome<StockNumber> read() {
    return channel.available("93/94", "shop");
  }

  private Outcome<StockNumber> set(int from, int to) {
    return channel.setAvailable(new StockChange(UUID.randomUUID(), "93/94", "shop", from, to));
  }

  @Test
  void it_says_that_it_can_neither_compare_nor_remember_keys() {
    assertThat(channel.capabilities()).isEqualTo(new Capabilities(false, false));
  }

  @Test
  void many_numbers_are_read_in_one_call_for_products_and_one_for_the_variations_of_each() {
    shop.answers("GET", "products", """
        [{"id":12,"manage_stock":true,"stock_quantity":5,"stock_status":"instock"},
         {"id":13,"manage_stock":false,"stock_quantity":null,"stock_status":"outofstock"}]""");
    shop.answers("GET", "products/93/variations", "[" + counted(7) + "]");
    assertThat(channel.available(List.of("12", "13", "14", "93/94", "93/95"), "shop"))
        .isEqualTo(new Delivered<>(Map.of(
            "12", new StockNumber(5), "13", new StockNumber(0), "93/94", new StockNumber(7))));
    assertThat(shop.calls("products").getFirst().getUrl()).contains("include=12%2C13%2C14");
    assertThat(shop.calls("products/93/variations").getFirst().getUrl())
        .contains("include=94%2C95");
  }

  @Test
  void a_list_that_does_not_answer_tells_nothing_of_the_others() {
    shop.answers("GET", "products", "[{\"id\":12,\"manage_stock\":true,\"stock_quantity\":5}]");
    shop.answers("GET", "products/93/variations", FakeShop.status(503, "busy"));
    assertThat(channel.available(List.of("12", "93/94"), "shop")).isInstanceOf(NotSent.class);
  }

  @Test
  void key_and_secret_travel_by_basic_authentication_and_never_in_the_address() {
    shop.answers("GET", ITEM, counted(3));
    assertThat(read()).isEqualTo(new Delivered<>(new StockNumber(3)));
    var call = shop.calls(ITEM).getFirst();
    assertThat(call.getHeader("Authorization"))
        .isEqualTo("Basic "
            + Base64.getEncoder()
                .encodeToString("ck_1:cs_1".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertThat(call.getUrl()).doesNotContain("cs_1");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'manage_stock':true,'stock_quantity':3}|3",
        "{'manage_stock':true,'stock_quantity':-2}|-2",
        "{'manage_stock':true,'stock_quantity':null}|0",
        "{'manage_stock':'parent','stock_quantity':7}|7",
        "{'manage_stock':false,'stock_quantity':null,'stock_status':'instock'}|1000000",
        "{'manage_stock':false,'stock_quantity':null,'stock_status':'onbackorder'}|1000000",
        "{'manage_stock':false,'stock_quantity':null,'stock_status':'outofstock'}|0"
      })
  void what_is_on_offer_is_read_whoever_counts_it(String body, int units) {
    shop.answers("GET", ITEM, body.replace('\'', '"'));
    assertThat(read()).isEqualTo(new Delivered<>(new StockNumber(units)));
  }

  @Test
  void half_units_are_refused_with_their_field() {
    shop.answers("GET", ITEM, "{\"manage_stock\":true,\"stock_quantity\":2.5}");
    assertThat(read())
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.why()).contains("stock_quantity: must be a whole"));
  }

  @Test
  void a_number_is_set_when_it_still_is_what_we_think() {
    shop.answers("GET", ITEM, counted(5));
    shop.answers("PUT", ITEM, counted(3));
    assertThat(set(5, 3)).isEqualTo(new Delivered<>(new StockNumber(3)));
    assertThat(shop.methods(ITEM)).containsExactly("GET", "PUT");
    assertThat(Json.read(shop.calls(ITEM).getLast().getBodyAsString()))
        .isEqualTo(Json.read("{\"manage_stock\":true,\"stock_quantity\":3}"));
  }

  @Test
  void another_number_than_we_think_is_stale_and_nothing_is_written() {
    shop.answers("GET", ITEM, counted(4));
    assertThat(set(5, 3)).isEqualTo(new Refused<>(Reason.STALE, "the shop offers 4, not 5"));
    assertThat(shop.methods(ITEM)).containsExactly("GET");
  }

  @Test
  void an_item_that_the_shop_does_not_count_is_counted_from_the_first_number_on() {
    shop.answers("GET", ITEM, "{\"manage_stock\":false,\"stock_status\":\"instock\"}");
    shop.answers("PUT", ITEM, counted(0));
    assertThat(set(Stock.UNCOUNTED, 0)).isEqualTo(new Delivered<>(new StockNumber(0)));
  }

  @Test
  void an_answer_that_tells_another_number_than_we_set_is_a_doubt() {
    shop.answers("GET", ITEM, counted(5));
    shop.answers("PUT", ITEM, counted(2));
    assertThat(set(5, 3)).isInstanceOf(InDoubt.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 408})
  void a_write_that_broke_there_is_in_doubt_and_is_not_sent_again(int status) {
    shop.answers("GET", ITEM, counted(5));
    shop.answers("PUT", ITEM, FakeShop.status(status, "<h1>oops</h1>"));
    assertThat(set(5, 3)).isInstanceOf(InDoubt.class);
    assertThat(shop.methods(ITEM)).containsExactly("GET", "PUT");
  }

  @Test
  void an_answer_that_a_plugin_spoils_leaves_a_write_in_doubt() {
    shop.answers("GET", ITEM, counted(5));
    shop.answers("PUT", ITEM, "Warning: Undefined index in plugin.php" + counted(3));
    assertThat(set(5, 3)).isInstanceOf(InDoubt.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER"})
  void a_cut_connection_leaves_a_write_in_doubt_and_it_is_sent_once(String fault) {
    shop.answers("GET", ITEM, counted(5));
    shop.answers("PUT", ITEM, FakeShop.ok("").withFault(Fault.valueOf(fault)));
    assertThat(set(5, 3)).isInstanceOf(InDoubt.class);
    assertThat(shop.methods(ITEM)).containsExactly("GET", "PUT");
  }

  @Test
  void a_read_is_never_in_doubt() {
    shop.answers("GET", ITEM, FakeShop.ok("").withFault(Fault.EMPTY_RESPONSE));
    assertThat(read()).isInstanceOf(NotSent.class);
    shop.answers("GET", ITEM, "not JSON");
    assertThat(read()).isInstanceOf(NotSent.class);
  }

  @ParameterizedTest(name = "{0} {1} to {2}")
  @CsvSource({
    "404, woocommerce_rest_product_invalid_id, GET",
    "404, woocommerce_rest_product_variation_invalid_id, GET",
    "400, woocommerce_rest_product_variation_invalid_id, PUT"
  })
  void what_the_shop_does_not_have_is_not_found(int status, String code, String method) {
    shop.answers("GET", ITEM, counted(5));
    shop.answers(method, ITEM, FakeShop.error(status, code));
    assertThat(method.equals("GET") ? read() : set(5, 3))
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.reason()).isEqualTo(Reason.NOT_FOUND));
  }

  @Test
  void a_shop_whose_plugin_is_off_is_not_taken_for_one_without_the_item() {
    for (ResponseDefinitionBuilder answer : new ResponseDefinitionBuilder[] {
      FakeShop.error(404, "rest_no_route"), FakeShop.status(404, "<html>Not found</html>")
    }) {
      shop.answers("GET", ITEM, answer);
      assertThat(read()).isInstanceOf(NotSent.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 301, 308})
  void a_wrong_key_or_a_moved_site_waits_for_a_person(int status) {
    shop.answers(
        "GET", ITEM, FakeShop.status(status, "").withHeader("Location", "http://evil.example/"));
    assertThat(read())
        .isInstanceOfSatisfying(
            NotSent.class, no -> assertThat(no.waitAtLeast()).isEqualTo(Duration.ofMinutes(10)));
    assertThat(shop.methods(ITEM)).containsExactly("GET");
  }

  @Test
  void after_429_nobody_calls_until_the_shop_may_be_called_again() {
    shop.answers(
        "GET",
        ITEM,
        FakeShop.error(429, "too_many").withHeader("Retry-After", "30"),
        FakeShop.ok(counted(5)));
    assertThat(read())
        .isInstanceOfSatisfying(
            NotSent.class, no -> assertThat(no.waitAtLeast()).isEqualTo(Duration.ofSeconds(30)));
    assertThat(set(5, 3)).isInstanceOf(NotSent.class);
    assertThat(shop.calls(ITEM)).hasSize(1);
    shop.clock.pass(Duration.ofSeconds(30));
    assertThat(read()).isEqualTo(new Delivered<>(new StockNumber(5)));
  }

  @Test
  void a_struggling_shop_is_left_alone_longer_each_time_and_at_once_forgiven() {
    shop.answers("GET", ITEM, FakeShop.status(503, ""));
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      assertThat(read())
          .isInstanceOfSatisfying(
              NotSent.class,
              no -> assertThat(no.waitAtLeast()).isEqualTo(Duration.ofSeconds(seconds)));
      shop.clock.pass(Duration.ofSeconds(seconds));
    }
    shop.answers("GET", ITEM, FakeShop.ok(counted(5)), FakeShop.status(503, ""));
    assertThat(read()).isInstanceOf(Delivered.class);
    assertThat(read())
        .isInstanceOfSatisfying(
            NotSent.class, no -> assertThat(no.waitAtLeast()).isEqualTo(Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1/", "1/2/3", "../../users", "1?x=1", "gid://shopify/x/1"})
  void an_item_that_is_none_becomes_no_address(String item) {
    assertThatThrownBy(() -> channel.available(item, "shop"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
