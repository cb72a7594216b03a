package dev.tillbridge.connector.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
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

/** Goods that came back, by the returns of an order. */
class ReturnsTest {

  private static final String ORDER = "gid://shopify/Order/820982911946154508";
  private static final String MUGS = "gid://shopify/LineItem/466157049";
  private static final String UPDATED = "2026-11-22T14:31:02Z";
  private static final Money NOTHING = Money.of(0, "USD");

  private final FakeShop shop = new FakeShop();

  @AfterEach
  void stop() {
    shop.close();
  }

  private static String order(String status, boolean refunded) {
    var order = Samples.with(Samples.graphQl(), "/paymentGatewayNames", "[\"shopify_payments\"]");
    order = Samples.with(order, "/returnStatus", "\"" + status + "\"");
    return "{\"data\":{\"order0\":"
        + (refunded
            ? Samples.with(order, "/refunds", "[{\"id\":\"gid://shopify/Refund/9\"}]")
            : order)
        + "}}";
  }

  private static String disposition(int id, int units, String type) {
    return """
        {"id":"gid://shopify/ReverseFulfillmentOrderDisposition/%d","quantity":%d,"type":"%s",
         "createdAt":"2026-11-2%dT10:00:00Z"}""".formatted(id, units, type, id);
  }

  /** One page: a return with these dispositions of the mugs. */
  private static String returns(String belongsTo, String more, String... dispositions) {
    return """
        {"data":{"order":{"updatedAt":"%s",
          "refunds":[{"id":"gid://shopify/Refund/9","return":%s}],
          "returns":{"pageInfo":{%s},"nodes":[{"reverseFulfillmentOrders":{
            "pageInfo":{"hasNextPage":false},"nodes":[{"lineItems":{
              "pageInfo":{"hasNextPage":false},"nodes":[
                {"fulfillmentLineItem":{"lineItem":{"id":"%s"}},"dispositions":[%s]},
                {"fulfillmentLineItem":null,"dispositions":[%s]}]}}]}}]}}}}
        """.formatted(
            UPDATED,
            belongsTo,
            more,
            MUGS,
            String.join(",", dispositions),
            disposition(7, 5, "RESTOCKED"));
  }

  private static final String LAST = "\"hasNextPage\":false";

  private static String refund(int units) {
    return """
        {"data":{"refund0":
          {"id":"gid://shopify/Refund/9","processedAt":"2026-11-26T10:00:00Z","note":"",
           "order":{"updatedAt":"%s"},
           "totalRefundedSet":{"shopMoney":{"amount":"5.00","currencyCode":"USD"}},
           "refundLineItems":{"nodes":[{"quantity":%d,"restockType":"RETURN","lineItem":{"id":"%s"},
              "subtotalSet":{"shopMoney":{"amount":"5.00","currencyCode":"USD"}},
              "totalTaxSet":{"shopMoney":{"amount":"0.00","currencyCode":"USD"}}}],
              "pageInfo":{"hasNextPage":false}},
           "refundShippingLines":{"nodes":[]}}}}""".formatted(UPDATED, units, MUGS);
  }

  private ShopOrder asked() {
    var outcome = shop.channel().order(ORDER);
    assertThat(outcome).isInstanceOf(Delivered.class);
    return ((Delivered<ShopOrder>) outcome).value();
  }

  private int back() {
    return asked().refunds().stream()
        .mapToInt(refund -> refund.units(MUGS, Restock.RETURN))
        .sum();
  }

  @Test
  void what_was_restocked_is_back_without_any_money() {
    shop.answers("OrdersNow", order("RETURNED", false));
    shop.answers(
        "OrderReturns",
        returns(
            "null", "\"hasNextPage\":true,\"endCursor\":\"c1\"", disposition(2, 1, "RESTOCKED")),
        returns("null", LAST, disposition(1, 1, "RESTOCKED"), disposition(3, 4, "MISSING")));
    assertThat(asked().refunds())
        .containsExactly(
            new ShopRefund(
                "gid://shopify/ReverseFulfillmentOrderDisposition/1",
                Instant.parse("2026-11-21T10:00:00Z"),
                NOTHING,
                NOTHING,
                List.of(new ShopRefund.Line(MUGS, 1, Restock.RETURN, NOTHING, NOTHING)),
                "returned, no refund"),
            new ShopRefund(
                "gid://shopify/ReverseFulfillmentOrderDisposition/2",
                Instant.parse("2026-11-22T10:00:00Z"),
                NOTHING,
                NOTHING,
                List.of(new ShopRefund.Line(MUGS, 1, Restock.RETURN, NOTHING, NOTHING)),
                "returned, no refund"));
    assertThat(shop.calls("OrderReturns"))
        .extracting(call -> call.path("after").toString())
        .containsExactly("null", "\"c1\"");
  }

  @ParameterizedTest(name = "restocked {0}, refunded {1}, of the same return: {2}: {3} back")
  @CsvSource({"2, 1, true, 2", "2, 2, true, 2", "1, 2, true, 2", "1, 1, false, 2"})
  void a_refund_of_the_same_goods_counts_once(
      int restocked, int refunded, boolean belongs, int back) {
    shop.answers("OrdersNow", order("RETURNED", true));
    shop.answers("RefundsNow", refund(refunded));
    shop.answers(
        "OrderReturns",
        returns(
            belongs ? "{\"id\":\"gid://shopify/Return/1\"}" : "null",
            LAST,
            disposition(1, restocked, "RESTOCKED")));
    assertThat(back()).isEqualTo(back);
  }

  @ParameterizedTest
  @CsvSource({"NO_RETURN", "RETURN_REQUESTED"})
  void nobody_asks_where_nothing_came_back(String status) {
    shop.answers("OrdersNow", order(status, false));
    assertThat(back()).isZero();
    assertThat(shop.calls("OrderReturns")).isEmpty();
  }

  @Test
  void an_app_that_may_not_see_returns_sees_the_rest_of_the_order() {
    shop.answers("OrdersNow", order("RETURNED", false));
    shop.answers(
        "OrderReturns",
        "{\"data\":null,\"errors\":[{\"message\":\"Access denied for returns field\","
            + "\"extensions\":{\"code\":\"ACCESS_DENIED\"}}]}");
    assertThat(asked().name()).isEqualTo("#1001");
  }

  @Test
  void an_order_that_changes_meanwhile_is_read_again_later() {
    shop.answers("OrdersNow", order("RETURNED", false));
    shop.answers("OrderReturns", returns("null", LAST).replace(UPDATED, "2026-11-22T14:31:03Z"));
    assertThat(shop.channel().order(ORDER)).isInstanceOf(NotSent.class);
  }

  @Test
  void a_webhook_of_an_order_with_returns_is_a_hint() {
    shop.answers("OrdersNow", order("RETURNED", false));
    shop.answers("OrderReturns", returns("null", LAST, disposition(1, 1, "RESTOCKED")));
    var body = Samples.with(Samples.rest(), "/payment_gateway_names", "[\"shopify_payments\"]");
    body = Samples.with(body, "/returns", "[{\"id\":1}]");
    var told =
        shop.channel().order(new ShopEvent("1", "orders/updated", shop.clock.instant(), body));
    assertThat(told).isInstanceOf(Delivered.class);
    assertThat(((Delivered<ShopOrder>) told).value().refunds()).hasSize(1);
  }
}
