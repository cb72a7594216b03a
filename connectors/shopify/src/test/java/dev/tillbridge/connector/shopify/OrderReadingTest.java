package dev.tillbridge.connector.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.sale.Customer;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopOrder.Line;
import dev.tillbridge.model.shop.ShopOrder.Payment;
import dev.tillbridge.model.shop.ShopOrder.Tax;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderReadingTest {

  private static final ShopOrder EXPECTED = new ShopOrder(
      "gid://shopify/Order/820982911946154508",
      "#1001",
      Instant.parse("2026-11-22T14:30:00Z"),
      Instant.parse("2026-11-22T14:31:02Z"),
      null,
      Payment.PAID,
      false,
      false,
      Currency.getInstance("USD"),
      false,
      "gid://shopify/Location/1001",
      List.of(
          new Line(
              "gid://shopify/LineItem/466157049",
              new Sku("MUG-1"),
              "Mug - Blue",
              2,
              usd(1250),
              usd(250),
              true),
          new Line("gid://shopify/LineItem/466157050", null, "Tee", 1, usd(2000), usd(100), false)),
      usd(400),
      usd(350),
      List.of(new Tax("State tax", 62_500, usd(166)), new Tax("City tax", 20_000, usd(53))),
      usd(4769),
      List.of("shopify_payments", "gift_card"),
      new Customer("Jon Snow", "jon@example.com"),
      List.of(),
      List.of(),
      new ShopOrder.More(usd(4769), null, null, null));

  private final Webhooks webhooks = new Webhooks(FakeShop.settings(1, Duration.ofSeconds(1)));

  private static Money usd(long cents) {
    return Money.of(cents, "USD");
  }

  private Outcome<ShopOrder> read(String body) {
    return webhooks.order(new ShopEvent("1", "orders/create", Instant.EPOCH, body));
  }

  private static ShopOrder graphQl(String body) {
    var order = Field.root(Json.read(body));
    return GraphQlOrder.read(order, order.at("lineItems").at("nodes").each(), GraphQlRefunds.NONE);
  }

  private ShopOrder readable(String body) {
    assertThat(read(body)).isInstanceOf(Delivered.class);
    return ((Delivered<ShopOrder>) read(body)).value();
  }

  @Test
  void a_webhook_is_read_to_the_cent() {
    assertThat(readable(Samples.rest())).isEqualTo(EXPECTED);
  }

  @Test
  void the_graphql_spelling_gives_the_same_order() {
    assertThat(graphQl(Samples.graphQl())).isEqualTo(EXPECTED);
  }

  @ParameterizedTest
  @CsvSource({
    "pending, OPEN",
    "authorized, OPEN",
    "partially_paid, OPEN",
    "expired, OPEN",
    "paid, PAID",
    "partially_refunded, REFUNDED",
    "refunded, REFUNDED",
    "voided, VOIDED"
  })
  void the_state_of_the_money_reads_alike_in_both_spellings(String word, Payment payment) {
    var quoted = "\"" + word + "\"";
    var upper = quoted.toUpperCase(java.util.Locale.ROOT);
    assertThat(
            readable(Samples.with(Samples.rest(), "/financial_status", quoted)).payment())
        .isEqualTo(payment);
    assertThat(graphQl(Samples.with(Samples.graphQl(), "/displayFinancialStatus", upper))
            .payment())
        .isEqualTo(payment);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/admin_graphql_api_id|\"gid://shopify/Product/1\"|admin_graphql_api_id: must be an id gid://shopify/Order/..., was \"gid://shopify/Product/1\"",
        "/name|null|name: must be a text of 1 to 1000 characters, was null",
        "/currency|\"EURO\"|currency: must be a currency of ISO 4217, was \"EURO\"",
        "/currency|\"XAU\"|currency: must be a currency of ISO 4217, was \"XAU\"",
        "/currency|absent|currency: must be a currency of ISO 4217, was missing",
        "/created_at|\"yesterday\"|created_at: must be a time with its offset (ISO 8601), was \"yesterday\"",
        "/taxes_included|\"no\"|taxes_included: must be true or false, was \"no\"",
        "/financial_status|\"fine\"|financial_status: must be a financial status that we know, was \"fine\"",
        "/location_id|\"main\"|location_id: must be a record number, was \"main\"",
        "/line_items|{}|line_items: must be a list, was an object",
        "/line_items/0/quantity|-3|line_items[0].quantity: must be a whole number between 1 and 1000000, was -3",
        "/line_items/0/quantity|0|line_items[0].quantity: must be a whole number between 1 and 1000000, was 0",
        "/line_items/0/quantity|1000001|line_items[0].quantity: must be a whole number between 1 and 1000000, was 1000001",
        "/line_items/0/quantity|99999999999999999999|line_items[0].quantity: must be a whole number between 1 and 1000000, was 99999999999999999999",
        "/line_items/0/quantity|2.5|line_items[0].quantity: must be a whole number between 1 and 1000000, was 2.5",
        "/line_items/0/quantity|\"2\"|line_items[0].quantity: must be a whole number between 1 and 1000000, was \"2\"",
        "/line_items/1/quantity|absent|line_items[1].quantity: must be a whole number between 1 and 1000000, was missing",
        "/line_items/0/price_set/shop_money/amount|\"12.505\"|line_items[0].price_set.shop_money.amount: must have at most 2 decimals, as USD has, was \"12.505\"",
        "/line_items/0/price_set/shop_money/amount|\"-1.00\"|line_items[0].price_set.shop_money.amount: must not be negative, was \"-1.00\"",
        "/line_items/0/price_set/shop_money/amount|\"1e3\"|line_items[0].price_set.shop_money.amount: must be an amount such as \"12.50\", was \"1e3\"",
        "/line_items/0/price_set/shop_money/amount|12.5|line_items[0].price_set.shop_money.amount: must be an amount such as \"12.50\", was 12.5",
        "/line_items/0/price_set/shop_money/currency_code|\"EUR\"|line_items[0].price_set.shop_money.currency_code: must be the order's currency USD, was \"EUR\"",
        "/line_items/0/discount_allocations/0/amount_set/shop_money/amount|\"24.50\"|line_items[0]: must not be discounted by more than it costs, was 25.50 USD off 25.00 USD",
        "/line_items/0/tax_lines/0/rate|1.5|line_items[0].tax_lines[0].rate: must be a rate between 0 and 1 with at most 6 decimals, was 1.5",
        "/line_items/0/tax_lines/0/rate|0.06250001|line_items[0].tax_lines[0].rate: must be a rate between 0 and 1 with at most 6 decimals, was 0.06250001",
        "/line_items/0/tax_lines/0/rate|1e-999999999|line_items[0].tax_lines[0].rate: must be a rate between 0 and 1 with at most 6 decimals, was 1E-999999999",
        "/total_price_set/shop_money/amount|\"47.68\"|total_price: must be 47.69 USD, the sum of lines, shipping and taxes, was 47.68 USD",
        "/line_items/0/sku|\"A\\u0007B\"|line_items[0].sku: a SKU has 1 to 100 printable characters without blanks around them, was \"A\\u0007B\""
      })
  void what_is_wrong_is_refused_by_name(String pointer, String value, String why) {
    assertThat(read(Samples.with(Samples.rest(), pointer, value))).isEqualTo(new Refused<>(why));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "\"order\"", "{}", "{\"id\":1}", "{\"a\":1,\"a\":2}", "{} {}"})
  void what_is_no_order_is_refused(String body) {
    assertThat(read(body)).isInstanceOf(Refused.class);
  }

  @Test
  void depth_and_numbers_are_bounded() {
    assertThat(read("[".repeat(100_000))).isInstanceOf(Refused.class);
    assertThat(read("{\"id\":" + "9".repeat(100_000) + "}")).isInstanceOf(Refused.class);
    var amount = "\"999999999999999\"";
    var huge = Samples.with(Samples.rest(), "/line_items/0/price_set/shop_money/amount", amount);
    assertThat(read(Samples.with(huge, "/line_items/0/quantity", "1000000")))
        .isEqualTo(new Refused<>("total_price: the amounts are too large to add up"));
  }

  @Test
  void an_event_about_something_else_is_refused() {
    var event = new ShopEvent("1", "products/update", Instant.EPOCH, Samples.rest());
    assertThat(webhooks.order(event))
        .isEqualTo(new Refused<>("topic: must be about an order, was products/update"));
  }

  @Test
  void fields_we_do_not_know_do_no_harm() {
    assertThat(readable(Samples.with(Samples.rest(), "/brand_new", "{\"a\":[1,{\"b\":null}]}")))
        .isEqualTo(EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin_graphql_api_id",
        "/line_items/0/admin_graphql_api_id",
        "/line_items/0/taxable",
        "/test",
        "/shipping_lines/0/discounted_price_set",
        "/tax_lines"
      })
  void what_can_be_told_from_elsewhere_may_be_missing(String pointer) {
    assertThat(readable(Samples.with(Samples.rest(), pointer, "absent"))).isEqualTo(EXPECTED);
  }

  @Test
  void older_payloads_without_sets_or_discounted_shipping_read_alike() {
    var body = Samples.rest();
    for (var gone : List.of(
        "/total_price_set",
        "/line_items/0/price_set",
        "/line_items/0/discount_allocations/0/amount_set",
        "/line_items/0/tax_lines/0/price_set",
        "/shipping_lines/0/discounted_price_set",
        "/shipping_lines/0/discounted_price")) {
      body = Samples.with(body, gone, "absent");
    }
    assertThat(readable(body)).isEqualTo(EXPECTED);
  }

  @Test
  void taxes_inside_the_prices_do_not_raise_the_total() {
    var included = Samples.with(Samples.rest(), "/taxes_included", "true");
    assertThat(read(included)).isInstanceOf(Refused.class);
    var order = readable(Samples.with(included, "/total_price_set/shop_money/amount", "\"45.50\""));
    assertThat(order.total()).isEqualTo(usd(4550));
  }

  @Test
  void taxes_told_only_at_the_order_are_taken_from_there() {
    var body = Samples.rest();
    for (var list : List.of("/line_items/0", "/shipping_lines/0")) {
      body = Samples.with(body, list + "/tax_lines", "[]");
    }
    assertThat(readable(body).taxes()).isEqualTo(EXPECTED.taxes());
  }

  @Test
  void a_cancelled_and_a_fulfilled_order_say_so() {
    var cancelled =
        Samples.with(Samples.rest(), "/cancelled_at", "\"2026-11-22T15:00:00.5+01:00\"");
    assertThat(readable(cancelled).cancelledAt())
        .isEqualTo(Instant.parse("2026-11-22T14:00:00.5Z"));
    assertThat(readable(Samples.with(cancelled, "/fulfillment_status", "\"fulfilled\""))
            .fulfilled())
        .isTrue();
    assertThat(readable(Samples.with(cancelled, "/fulfillment_status", "\"partial\""))
            .fulfilled())
        .isFalse();
  }

  @Test
  void a_buyer_who_left_nothing_is_nobody() {
    var body = Samples.with(Samples.rest(), "/customer", "null");
    assertThat(readable(body).customer()).isEqualTo(new Customer(null, "jon@example.com"));
    assertThat(readable(Samples.with(body, "/email", "\"\"")).customer()).isNull();
  }

  @Test
  void yen_have_no_decimals() {
    var yen = Samples.rest().replace("\"USD\"", "\"JPY\"");
    assertThat(read(yen))
        .isEqualTo(new Refused<>(
            "line_items[0].price_set.shop_money.amount: must have at most 0 decimals, as JPY"
                + " has, was \"12.50\""));
  }
}
