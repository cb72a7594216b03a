package dev.tillbridge.connector.woocommerce;

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
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OrderReadingTest {

  private final WooCommerceChannel channel = WooCommerceChannel.connect(
      FakeShop.settings(URI.create("https://woo.example"), Duration.ofSeconds(1)),
      InstantSource.system());

  private static Money usd(long cents) {
    return Money.of(cents, "USD");
  }

  private Outcome<ShopOrder> read(String body) {
    return channel.order(new ShopEvent("1", "orders/updated", Instant.EPOCH, body));
  }

  private ShopOrder readable(String body) {
    assertThat(read(body)).isInstanceOf(Delivered.class);
    return ((Delivered<ShopOrder>) read(body)).value();
  }

  private static Money due(ShopOrder order) {
    var due = order.shipping();
    for (var line : order.lines()) {
      due = due.plus(line.unitPrice().times(line.quantity())).minus(line.discount());
    }
    for (var tax : order.taxesIncluded() ? List.<Tax>of() : order.taxes()) {
      due = due.plus(tax.amount());
    }
    return due;
  }

  @Test
  void an_order_is_read_to_the_cent() {
    assertThat(readable(Samples.order()))
        .isEqualTo(new ShopOrder(
            "727",
            "#727",
            Instant.parse("2026-11-22T14:30:00Z"),
            Instant.parse("2026-11-22T14:31:02Z"),
            null,
            Payment.PAID,
            false,
            false,
            Currency.getInstance("USD"),
            false,
            null,
            List.of(
                new Line("315", new Sku("MUG-1"), "Mug - Blue", 2, usd(1250), usd(250), true),
                new Line("316", null, "Book", 1, usd(1800), usd(0), false)),
            usd(400),
            usd(250),
            List.of(new Tax("State tax", 82_500, usd(219))),
            usd(4669),
            List.of("Card"),
            new Customer("Jon Snow", "jon@example.com")));
  }

  @ParameterizedTest(name = "{0}, paid: {1}")
  @CsvSource({
    "on-hold, false, OPEN, false, false",
    "processing, true, PAID, false, false",
    "completed, true, PAID, true, false",
    "cancelled, false, VOIDED, false, true",
    "cancelled, true, PAID, false, true",
    "refunded, true, REFUNDED, false, false"
  })
  void the_status_tells_money_goods_and_end(
      String status, boolean paid, Payment payment, boolean fulfilled, boolean cancelled) {
    var body = Samples.with(Samples.order(), "/status", "\"" + status + "\"");
    var order = readable(paid ? body : Samples.with(body, "/date_paid_gmt", "null"));
    assertThat(order.payment()).isEqualTo(payment);
    assertThat(order.fulfilled()).isEqualTo(fulfilled);
    assertThat(order.cancelledAt() != null).isEqualTo(cancelled);
  }

  @Test
  void a_part_that_went_back_is_a_refund() {
    var refunds = "[{\"id\":1,\"reason\":\"\",\"total\":\"-5.00\"}]";
    assertThat(readable(Samples.with(Samples.order(), "/refunds", refunds)).payment())
        .isEqualTo(Payment.REFUNDED);
  }

  @Test
  void where_prices_include_tax_lines_are_taken_with_it() {
    var body = Samples.with(Samples.order(), "/prices_include_tax", "true");
    var order = readable(body);
    assertThat(order.taxesIncluded()).isTrue();
    assertThat(order.lines().getFirst())
        .isEqualTo(new Line("315", new Sku("MUG-1"), "Mug - Blue", 2, usd(1353), usd(270), true));
    assertThat(order.shipping()).isEqualTo(usd(433));
    assertThat(due(order)).isEqualTo(order.total());
  }

  @Test
  void a_price_of_a_third_of_a_cent_is_rounded_up_and_given_back() {
    var body = Samples.with(Samples.order(), "/line_items/0/quantity", "3");
    assertThat(readable(body).lines().getFirst())
        .isEqualTo(new Line("315", new Sku("MUG-1"), "Mug - Blue", 3, usd(834), usd(252), true));
  }

  @Test
  void a_cent_of_rounding_is_put_on_the_largest_line() {
    for (var total : List.of("46.68", "46.70")) {
      var order = readable(Samples.with(Samples.order(), "/total", "\"" + total + "\""));
      assertThat(due(order)).isEqualTo(order.total());
      assertThat(order.lines().get(1).discount()).isEqualTo(usd(0));
    }
  }

  @Test
  void a_fee_counts_as_shipping() {
    var fee = "[{\"id\":9,\"name\":\"Wrapping\",\"total\":\"1.00\",\"total_tax\":\"0.00\"}]";
    var body =
        Samples.with(Samples.with(Samples.order(), "/fee_lines", fee), "/total", "\"47.69\"");
    assertThat(readable(body).shipping()).isEqualTo(usd(500));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/id|\"727\"|id: must be a record number, was \"727\"",
        "/number|null|number: must be a text of 1 to 1000 characters, was null",
        "/status|\"lost\"|status: must be a status of WooCommerce's own, was \"lost\"",
        "/currency|\"EURO\"|currency: must be a currency of ISO 4217, was \"EURO\"",
        "/date_modified_gmt|\"2026-11-22T14:31:02Z\"|date_modified_gmt: must be a time of ISO 8601 without an offset, was \"2026-11-22T14:31:02Z\"",
        "/date_created_gmt|absent|date_created_gmt: must be a time of ISO 8601 without an offset, was missing",
        "/total|\"-1.00\"|total: must not be negative, was \"-1.00\"",
        "/total|46.69|total: must be an amount such as \"12.50\", was 46.69",
        "/total|\"46.695\"|total: must have at most 2 decimals, as USD has, was \"46.695\"",
        "/total|\"46.00\"|total: must be 46.69 USD, the sum of lines, shipping and taxes, was 46.00 USD",
        "/line_items|[]|line_items: must have at least one line, was a list",
        "/line_items|{}|line_items: must be a list, was an object",
        "/line_items/0/quantity|0|line_items[0].quantity: must be a whole number between 1 and 1000000, was 0",
        "/line_items/0/quantity|1.5|line_items[0].quantity: must be a whole number between 1 and 1000000, was 1.5",
        "/line_items/0/quantity|\"2\"|line_items[0].quantity: must be a whole number between 1 and 1000000, was \"2\"",
        "/tax_lines/0/rate_percent|1e999999999|tax_lines[0].rate_percent: must be a rate between 0 and 100 percent with at most 4 decimals, was 1E+999999999"
      })
  void what_is_not_as_documented_is_refused_with_its_field(
      String pointer, String value, String why) {
    assertThat(read(Samples.with(Samples.order(), pointer, value))).isEqualTo(new Refused<>(why));
  }

  @Test
  void what_is_no_json_is_refused() {
    assertThat(read("webhook_id=12")).isInstanceOf(Refused.class);
    assertThat(read("{\"id\":1,\"id\":2}")).isInstanceOf(Refused.class);
    assertThat(read("[".repeat(100_000))).isInstanceOf(Refused.class);
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  /** As WooCommerce computes with prices that include tax: exactly, and rounded when told. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatever_the_prices_the_parts_add_up_to_the_total(long seed) {
    var random = new Random(seed);
    var order = (tools.jackson.databind.node.ObjectNode) Json.read(Samples.order());
    boolean gross = random.nextBoolean();
    order.put("prices_include_tax", gross);
    var lines = order.putArray("line_items");
    long total = 400 + 33;
    long tax = 0;
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      int quantity = 1 + random.nextInt(5);
      long shown = (1L + random.nextInt(20_000)) * quantity;
      long net = gross ? Math.round(shown / 1.19) : shown;
      long own = gross ? shown - net : Math.round(shown * 0.19);
      total += net + own;
      tax += own;
      var line = lines.addObject().put("id", i + 1).put("name", "Thing").put("quantity", quantity);
      line.put("sku", "S-" + i).put("subtotal", decimal(net)).put("subtotal_tax", decimal(own));
      line.put("total", decimal(net)).put("total_tax", decimal(own)).putArray("taxes");
    }
    ((tools.jackson.databind.node.ObjectNode) order.at("/tax_lines/0"))
        .put("tax_total", decimal(tax))
        .put("shipping_tax_total", "0.33");
    // The total may miss the parts by a cent for every line.
    total += random.nextInt(2 * lines.size() + 1) - lines.size();
    order.put("total", decimal(total));
    var read = readable(Json.write(order));
    assertThat(due(read)).isEqualTo(read.total());
    assertThat(read.lines()).allSatisfy(line -> {
      assertThat(line.discount().isNegative()).isFalse();
      assertThat(line.unitPrice().times(line.quantity()).minus(line.discount()).isNegative())
          .isFalse();
    });
  }

  private static String decimal(long cents) {
    return usd(cents).toDecimal().toPlainString();
  }
}
