package dev.tillbridge.connector.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopRefund;
import dev.tillbridge.model.shop.ShopRefund.Restock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What went back, what was sent in part, and what was charged beside goods, in both spellings. */
class OrderMoneyReadingTest {

  private static final String MUGS = "gid://shopify/LineItem/466157049";

  private static String restRefunds(String restock) {
    return """
      [{"id":9,"admin_graphql_api_id":"gid://shopify/Refund/9","note":"broken",
        "processed_at":"2026-11-23T10:00:00Z","created_at":"2026-11-23T10:00:00Z",
        "transactions":[{"kind":"refund","status":"success","amount":"14.14"},
                        {"kind":"refund","status":"failure","amount":"14.14"}],
        "refund_shipping_lines":[{"subtotal_amount_set":{"shop_money":
            {"amount":"2.00","currency_code":"USD"}}}],
        "refund_line_items":[{"line_item_id":466157049,"quantity":1,"restock_type":"%s",
            "subtotal":"11.25","total_tax":"0.89"}]}]""".formatted(restock);
  }

  private static String graphQlRefunds(String restock) {
    return """
      {"data":{"order":{"updatedAt":"2026-11-22T14:31:02Z","refunds":[
        {"id":"gid://shopify/Refund/9","processedAt":"2026-11-23T10:00:00Z","note":"broken",
         "totalRefundedSet":{"shopMoney":{"amount":"14.14","currencyCode":"USD"}},
         "refundLineItems":{"nodes":[{"quantity":1,"restockType":"%s","lineItem":{"id":"%s"},
            "subtotalSet":{"shopMoney":{"amount":"11.25","currencyCode":"USD"}},
            "totalTaxSet":{"shopMoney":{"amount":"0.89","currencyCode":"USD"}}}],
            "pageInfo":{"hasNextPage":false}},
         "refundShippingLines":{"nodes":[{"subtotalAmountSet":
            {"shopMoney":{"amount":"2.0","currencyCode":"USD"}}}]}}],
       "transactions":[
        {"kind":"SALE","status":"SUCCESS","gateway":"gift_card",
         "amountSet":{"shopMoney":{"amount":"10.00","currencyCode":"USD"}}},
        {"kind":"SALE","status":"FAILURE","gateway":"gift_card",
         "amountSet":{"shopMoney":{"amount":"20.00","currencyCode":"USD"}}},
        {"kind":"SALE","status":"SUCCESS","gateway":"shopify_payments",
         "amountSet":{"shopMoney":{"amount":"37.69","currencyCode":"USD"}}}]}}}""".formatted(restock, MUGS);
  }

  private final FakeShop shop = new FakeShop();

  @AfterEach
  void stop() {
    shop.close();
  }

  private static Money usd(long cents) {
    return Money.of(cents, "USD");
  }

  private ShopEvent event(String topic, String body) {
    return new ShopEvent("1", topic, shop.clock.instant(), body);
  }

  private ShopOrder rest(String body) {
    return read(event("orders/updated", body));
  }

  private ShopOrder read(ShopEvent event) {
    var outcome = shop.channel().order(event);
    assertThat(outcome).isInstanceOf(Delivered.class);
    return ((Delivered<ShopOrder>) outcome).value();
  }

  private ShopOrder asked(String order) {
    shop.answers("OneOrder", "{\"data\":{\"order\":" + order + "}}");
    var outcome = shop.channel().order("gid://shopify/Order/820982911946154508");
    assertThat(outcome).isInstanceOf(Delivered.class);
    return ((Delivered<ShopOrder>) outcome).value();
  }

  private static String plainRest() {
    return Samples.with(Samples.rest(), "/payment_gateway_names", "[\"shopify_payments\"]");
  }

  private static String plainGraphQl() {
    return Samples.with(Samples.graphQl(), "/paymentGatewayNames", "[\"shopify_payments\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "cancel, CANCEL, CANCEL",
    "return, RETURN, RETURN",
    "no_restock, NO_RESTOCK, NO_RESTOCK",
    "legacy_restock, LEGACY_RESTOCK, RETURN"
  })
  void a_refund_reads_alike_in_both_spellings(String rest, String graphQl, Restock restock) {
    var body = Samples.with(plainRest(), "/refunds", restRefunds(rest));
    body = Samples.with(body, "/current_total_price", "\"33.55\"");
    shop.answers("OrderMoney", graphQlRefunds(graphQl));
    var one = "[{\"id\":\"gid://shopify/Refund/9\"}]";
    var told = asked(Samples.with(plainGraphQl(), "/refunds", one));

    assertThat(told.refunds())
        .containsExactly(new ShopRefund(
            "gid://shopify/Refund/9",
            Instant.parse("2026-11-23T10:00:00Z"),
            usd(1_414),
            usd(200),
            List.of(new ShopRefund.Line(MUGS, 1, restock, usd(1_125), usd(89))),
            "broken"));
    assertThat(told.lines().getFirst().open()).isEqualTo(1);
    assertThat(told.more().giftCards()).isEqualTo(usd(1_000));
    assertThat(rest(body).refunds()).isEqualTo(told.refunds());
    assertThat(rest(body).lines()).isEqualTo(told.lines());
    assertThat(rest(body).more().received()).isEqualTo(usd(4_769));
  }

  @Test
  void what_was_sent_in_part_reads_alike_in_both_spellings() {
    var sent = """
        [{"status":"success","line_items":[{"id":466157049,"quantity":1}]},
         {"status":"cancelled","line_items":[{"id":466157049,"quantity":1}]}]""";
    var body = Samples.with(plainRest(), "/fulfillment_status", "\"partial\"");
    var told = Samples.with(plainGraphQl(), "/displayFulfillmentStatus", "\"PARTIALLY_FULFILLED\"");
    told = Samples.with(told, "/lineItems/nodes/0/unfulfilledQuantity", "1");
    var order = rest(Samples.with(body, "/fulfillments", sent));
    assertThat(order.lines()).extracting(ShopOrder.Line::open).containsExactly(1, 1);
    assertThat(order).isEqualTo(asked(told));
  }

  @Test
  void tips_duties_and_fees_are_charges_and_a_tip_among_the_lines_is_no_goods() {
    var tip = """
        {"id":466157051,"title":"Tip","name":"Tip","sku":null,"quantity":1,"price":"3.00",
         "taxable":false,"discount_allocations":[],"tax_lines":[]}""";
    var lines = Json.read(plainRest()).at("/line_items");
    var body = Samples.with(
        plainRest(), "/line_items", "[" + lines.path(0) + "," + lines.path(1) + "," + tip + "]");
    body = Samples.with(body, "/total_tip_received", "\"3.00\"");
    body = Samples.with(
        body,
        "/original_total_duties_set",
        "{\"shop_money\":{\"amount\":\"1.20\",\"currency_code\":\"USD\"}}");
    body = Samples.with(body, "/total_price_set/shop_money/amount", "\"51.89\"");
    var told = Samples.with(
        plainGraphQl(),
        "/originalTotalDutiesSet",
        "{\"shopMoney\":{\"amount\":\"1.2\",\"currencyCode\":\"USD\"}}");
    told = Samples.with(told, "/totalTipReceivedSet/shopMoney/amount", "\"3.0\"");
    told = Samples.with(told, "/totalPriceSet/shopMoney/amount", "\"51.89\"");

    var order = rest(body);
    assertThat(order.lines()).hasSize(2);
    assertThat(order.charges())
        .containsExactly(
            new SaleCharge(SaleCharge.Kind.DUTY, "Duties", usd(120)),
            new SaleCharge(SaleCharge.Kind.TIP, "Tip", usd(300)));
    assertThat(asked(told).charges()).isEqualTo(order.charges());
  }

  @Test
  void the_customers_own_currency_and_the_risk_are_told() {
    var told = Samples.with(
        plainGraphQl(),
        "/totalPriceSet/presentmentMoney",
        "{\"amount\":\"44.1\",\"currencyCode\":\"EUR\"}");
    told = Samples.with(
        told, "/risk/assessments", "[{\"riskLevel\":\"LOW\"},{\"riskLevel\":\"HIGH\"}]");
    var order = asked(told);
    assertThat(order.more().presentment()).isEqualTo(Money.of(4_410, "EUR"));
    assertThat(order.more().risk()).isEqualTo(ShopOrder.Risk.HIGH);
    assertThat(order.total()).isEqualTo(usd(4_769));
  }

  @Test
  void a_webhook_that_does_not_tell_all_is_a_hint_and_the_order_is_asked_for() {
    shop.answers("OrderMoney", graphQlRefunds("RETURN"));
    shop.answers("OneOrder", "{\"data\":{\"order\":" + plainGraphQl() + "}}");
    var id = "\"order_id\":820982911946154508";
    var hints = List.of(
        event("refunds/create", "{\"id\":9," + id + "}"),
        event("orders/edited", "{\"order_edit\":{\"id\":7," + id + "}}"),
        // A gift card and somebody else paid: how much each, only the shop can say.
        event("orders/paid", Samples.rest()),
        // Some of it was sent, but not what.
        event(
            "orders/updated",
            Samples.with(
                Samples.with(plainRest(), "/fulfillment_status", "\"partial\""),
                "/fulfillments",
                "absent")));
    for (var hint : hints) {
      assertThat(read(hint).name()).as(hint.topic()).isEqualTo("#1001");
    }
    assertThat(shop.calls("OneOrder"))
        .hasSize(hints.size())
        .allSatisfy(call -> assertThat(call.path("order").stringValue())
            .isEqualTo("gid://shopify/Order/820982911946154508"));
  }

  @Test
  void a_webhook_that_tells_all_needs_no_question() {
    assertThat(rest(plainRest()).total()).isEqualTo(usd(4_769));
    assertThat(shop.tokensUsed()).isEmpty();
  }

  @Test
  void an_order_that_the_shop_does_not_have_is_refused() {
    shop.answers("OneOrder", "{\"data\":{\"order\":null}}");
    assertThat(shop.channel().order("gid://shopify/Order/1"))
        .isEqualTo(new Refused<>("Shopify has no order gid://shopify/Order/1"));
  }
}
