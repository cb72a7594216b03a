package dev.tillbridge.connector.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.shop.OrderHint;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopRefund;
import dev.tillbridge.model.shop.ShopRefund.Restock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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

  private static String graphQlRefund(String restock) {
    return """
      {"id":"gid://shopify/Refund/9","processedAt":"2026-11-23T10:00:00Z","note":"broken",
         "order":{"updatedAt":"2026-11-22T14:31:02Z"},
         "totalRefundedSet":{"shopMoney":{"amount":"14.14","currencyCode":"USD"}},
         "refundLineItems":{"nodes":[%s],"pageInfo":{"hasNextPage":false}},
         "refundShippingLines":{"nodes":[{"subtotalAmountSet":
            {"shopMoney":{"amount":"2.0","currencyCode":"USD"}}}]}}""".formatted(graphQlLine(restock));
  }

  private static String graphQlLine(String restock) {
    return """
        {"quantity":1,"restockType":"%s","lineItem":{"id":"%s"},
            "subtotalSet":{"shopMoney":{"amount":"11.25","currencyCode":"USD"}},
            "totalTaxSet":{"shopMoney":{"amount":"0.89","currencyCode":"USD"}}}""".formatted(restock, MUGS);
  }

  private static final String PAYMENTS = """
      {"data":{"order0":{"updatedAt":"2026-11-22T14:31:02Z","transactions":[
        {"kind":"SALE","status":"SUCCESS","gateway":"gift_card",
         "amountSet":{"shopMoney":{"amount":"10.00","currencyCode":"USD"}}},
        {"kind":"SALE","status":"FAILURE","gateway":"gift_card",
         "amountSet":{"shopMoney":{"amount":"20.00","currencyCode":"USD"}}},
        {"kind":"SALE","status":"SUCCESS","gateway":"shopify_payments",
         "amountSet":{"shopMoney":{"amount":"37.69","currencyCode":"USD"}}}]}}}""";

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
    shop.answers("OrdersNow", "{\"data\":{\"order0\":" + order + "}}");
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
    shop.answers("RefundsNow", "{\"data\":{\"refund0\":" + graphQlRefund(graphQl) + "}}");
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
    shop.answers("OrdersNow", "{\"data\":{\"order0\":" + plainGraphQl() + "}}");
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
      assertThat(shop.channel().hint(hint))
          .extracting(OrderHint::orderId)
          .isEqualTo("gid://shopify/Order/820982911946154508");
      assertThat(read(hint).name()).as(hint.topic()).isEqualTo("#1001");
    }
    assertThat(shop.calls("OrdersNow"))
        .hasSize(hints.size())
        .allSatisfy(call -> assertThat(call.path("order0").stringValue())
            .isEqualTo("gid://shopify/Order/820982911946154508"));
    assertThat(shop.channel().hint(hints.getFirst()))
        .isEqualTo(new OrderHint(
            "gid://shopify/Order/820982911946154508", "gid://shopify/Refund/9", null));
    assertThat(shop.channel().hint(hints.getLast()))
        .extracting(OrderHint::changedAt)
        .isEqualTo(Instant.parse("2026-11-22T14:31:02Z"));
  }

  @Test
  void what_gift_cards_paid_beside_somebody_else_is_asked_for() {
    shop.answers("PaymentsNow", PAYMENTS);
    assertThat(asked(Samples.graphQl()).more().giftCards()).isEqualTo(usd(1_000));
  }

  @Test
  void what_went_back_of_many_orders_is_one_question() {
    var one = Samples.with(plainGraphQl(), "/refunds", "[{\"id\":\"gid://shopify/Refund/9\"}]");
    var other = Samples.with(plainGraphQl(), "/refunds", "[{\"id\":\"gid://shopify/Refund/10\"}]");
    shop.answers("OrdersNow", """
        {"data":{"order0":%s,"order1":%s,"order2":null}}""".formatted(one, other));
    shop.answers("RefundsNow", """
        {"data":{"refund0":%s,"refund1":%s}}""".formatted(
            graphQlRefund("RETURN"), graphQlRefund("CANCEL").replace("Refund/9", "Refund/10")));
    var ids = List.of("gid://shopify/Order/1", "gid://shopify/Order/2", "gid://shopify/Order/3");
    var answers = shop.channel().ordersNow(ids);
    assertThat(answers.keySet()).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(refunds(answers.get(ids.getFirst()))).containsExactly("gid://shopify/Refund/9");
    assertThat(refunds(answers.get(ids.get(1)))).containsExactly("gid://shopify/Refund/10");
    assertThat(answers.get(ids.getLast()))
        .isEqualTo(
            new Refused<>(Outcome.Reason.NOT_FOUND, "Shopify has no order " + ids.getLast()));
    assertThat(shop.calls("OrdersNow")).hasSize(1);
    assertThat(shop.calls("RefundsNow")).singleElement().satisfies(call -> {
      assertThat(call.path("refund0").stringValue()).isEqualTo("gid://shopify/Refund/9");
      assertThat(call.path("refund1").stringValue()).isEqualTo("gid://shopify/Refund/10");
    });
  }

  private static List<String> refunds(@Nullable Outcome<ShopOrder> answer) {
    assertThat(answer).isInstanceOf(Delivered.class);
    return ((Delivered<ShopOrder>) Objects.requireNonNull(answer))
        .value().refunds().stream().map(ShopRefund::id).toList();
  }

  @Test
  void an_order_with_very_many_refunds_is_read_to_the_last_of_them() {
    int many = 30;
    var ids = IntStream.range(0, many)
        .mapToObj(i -> "{\"id\":\"gid://shopify/Refund/%d\"}".formatted(100 + i))
        .toList();
    shop.answers("OrderRefunds", """
        {"data":{"order":{"updatedAt":"2026-11-22T14:31:02Z","refunds":%s}}}""".formatted(ids));
    var answers = IntStream.iterate(0, from -> from < many, from -> from + Document.REFUNDS_MOST)
        .mapToObj(from -> IntStream.range(from, Math.min(many, from + Document.REFUNDS_MOST))
            .mapToObj(i -> "\"refund%d\":%s"
                .formatted(
                    i - from,
                    graphQlRefund("NO_RESTOCK").replace("Refund/9", "Refund/" + (100 + i))))
            .collect(Collectors.joining(",", "{\"data\":{", "}}")))
        .toArray(String[]::new);
    shop.answers("RefundsNow", answers);
    var told = asked(Samples.with(plainGraphQl(), "/refunds", ids.subList(0, 5).toString()));
    assertThat(told.refunds()).hasSize(many);
    assertThat(told.refunds().getLast().id()).isEqualTo("gid://shopify/Refund/129");
    assertThat(shop.calls("RefundsNow")).hasSize(3);
  }

  @Test
  void the_lines_of_a_long_refund_are_fetched_to_the_last() {
    var first = Samples.with(
        graphQlRefund("RETURN"),
        "/refundLineItems/pageInfo",
        "{\"hasNextPage\":true,\"endCursor\":\"c1\"}");
    shop.answers("RefundsNow", "{\"data\":{\"refund0\":" + first + "}}");
    shop.answers("RefundLines", """
        {"data":{"refund":{"order":{"updatedAt":"2026-11-22T14:31:02Z"},"refundLineItems":
          {"nodes":[%s],"pageInfo":{"hasNextPage":false}}}}}""".formatted(graphQlLine("CANCEL")));
    var told =
        asked(Samples.with(plainGraphQl(), "/refunds", "[{\"id\":\"gid://shopify/Refund/9\"}]"));
    assertThat(told.refunds())
        .singleElement()
        .satisfies(refund -> assertThat(refund.lines())
            .extracting(ShopRefund.Line::restock)
            .containsExactly(Restock.RETURN, Restock.CANCEL));
    assertThat(shop.calls("RefundLines"))
        .singleElement()
        .satisfies(call -> assertThat(call.path("after").stringValue()).isEqualTo("c1"));
  }

  @Test
  void an_order_that_changed_between_the_questions_is_asked_for_again() {
    var changed = graphQlRefund("RETURN").replace("14:31:02Z", "14:31:03Z");
    shop.answers("RefundsNow", "{\"data\":{\"refund0\":" + changed + "}}");
    var order = Samples.with(plainGraphQl(), "/refunds", "[{\"id\":\"gid://shopify/Refund/9\"}]");
    shop.answers("OrdersNow", "{\"data\":{\"order0\":" + order + "}}");
    assertThat(shop.channel().order("gid://shopify/Order/1"))
        .isEqualTo(new NotSent<>("the order changed while we read it", null));
  }

  @Test
  void a_webhook_that_tells_all_needs_no_question() {
    assertThat(shop.channel().hint(event("orders/updated", plainRest()))).isNull();
    assertThat(rest(plainRest()).total()).isEqualTo(usd(4_769));
    assertThat(shop.tokensUsed()).isEmpty();
  }

  @Test
  void an_order_that_the_shop_does_not_have_is_refused() {
    shop.answers("OrdersNow", "{\"data\":{\"order0\":null}}");
    assertThat(shop.channel().order("gid://shopify/Order/1"))
        .isEqualTo(
            new Refused<>(Outcome.Reason.NOT_FOUND, "Shopify has no order gid://shopify/Order/1"));
  }
}
