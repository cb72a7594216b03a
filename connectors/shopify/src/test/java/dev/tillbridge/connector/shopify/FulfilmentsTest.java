package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.FakeShop.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopFulfilment;
import dev.tillbridge.model.shop.ShopFulfilment.Method;
import dev.tillbridge.model.shop.ShopFulfilment.OrderToSend;
import dev.tillbridge.model.shop.ShopFulfilment.Parcel;
import dev.tillbridge.model.shop.ShopFulfilment.Tracking;
import dev.tillbridge.model.shop.ShopRefunds.Refund;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How orders leave, and money goes back, in Shopify's words. */
class FulfilmentsTest {

  private static final String ORDER = "gid://shopify/Order/5";
  private static final String PART = "gid://shopify/FulfillmentOrder/7";
  private static final String SHARE = "gid://shopify/FulfillmentOrderLineItem/8";

  private final FakeShop shop = new FakeShop();

  @AfterEach
  void close() {
    shop.close();
  }

  private ShopFulfilment fulfilment() {
    return shop.channel().fulfilment();
  }

  private static SequencedMap<String, Integer> units(String id, int some) {
    return new LinkedHashMap<>(Map.of(id, some));
  }

  private static String toSend(boolean moreLines) {
    return """
        {"data": {"order": {
          "shippingAddress": {"name": "Ada", "company": null, "address1": "1 Harbour Road",
            "address2": null, "city": "New York", "province": "New York", "zip": "10004",
            "countryCodeV2": "US", "latitude": 40.7033, "longitude": -74.0170001},
          "fulfillmentOrders": {"nodes": [{"id": "%s", "status": "OPEN",
            "deliveryMethod": {"methodType": "PICK_UP"},
            "assignedLocation": {"location": {"id": "gid://shopify/Location/1001"}},
            "lineItems": {"nodes": [{"id": "%s", "remainingQuantity": 2,
               "lineItem": {"id": "gid://shopify/LineItem/6"}}],
               "pageInfo": {"hasNextPage": %s}}}],
            "pageInfo": {"hasNextPage": false, "endCursor": null}}}}}
        """.formatted(PART, SHARE, moreLines);
  }

  @Test
  void an_orders_parts_are_read_with_their_way_and_the_address() {
    shop.answers("ToSend", toSend(false));
    var told = ((Delivered<OrderToSend>) fulfilment().toSend(ORDER)).value();
    var part = told.parts().getFirst();
    assertThat(part.method()).isEqualTo(Method.PICK_UP);
    assertThat(part.locationId()).isEqualTo("gid://shopify/Location/1001");
    assertThat(part.open()).isTrue();
    assertThat(part.lines().getFirst().remaining()).isEqualTo(2);
    var to = java.util.Objects.requireNonNull(told.destination());
    assertThat(to.lines())
        .containsExactly("Ada", "1 Harbour Road", "New York New York 10004", "US");
    assertThat(to.latitudeMicro()).isEqualTo(40_703_300);
    assertThat(to.longitudeMicro()).isEqualTo(-74_017_000);
  }

  @Test
  void an_order_of_many_lines_is_read_part_by_part() {
    shop.answers("ToSend", toSend(true), toSend(false));
    assertThat(fulfilment().toSend(ORDER)).isInstanceOf(Delivered.class);
    var asked = shop.calls("ToSend");
    assertThat(asked).hasSize(2);
    assertThat(asked.get(1).path("parts").asInt()).isEqualTo(1);
    assertThat(asked.get(1).path("lines").asInt()).isEqualTo(250);
  }

  @Test
  void a_parcel_names_its_lines_and_its_carrier() {
    shop.answers("Send(", """
        {"data": {"fulfillmentCreate": {"fulfillment": {"id": "gid://shopify/Fulfillment/9"},
         "userErrors": []}}}
        """);
    var parts = new LinkedHashMap<String, SequencedMap<String, Integer>>();
    parts.put(PART, units(SHARE, 2));
    var parcel = new Parcel(parts, new Tracking("UPS", "1Z", null), true);
    assertThat(fulfilment().sent(parcel)).isEqualTo(new Delivered<>("gid://shopify/Fulfillment/9"));
    var sent = shop.calls("Send(").getFirst().path("fulfillment");
    assertThat(sent.path("notifyCustomer").asBoolean()).isTrue();
    assertThat(sent.at("/trackingInfo/number").asString()).isEqualTo("1Z");
    assertThat(sent.path("trackingInfo").has("url")).isFalse();
    assertThat(sent.at("/lineItemsByFulfillmentOrder/0/fulfillmentOrderLineItems/0/quantity")
            .asInt())
        .isEqualTo(2);
  }

  @Test
  void what_became_of_a_parcel_has_four_endings() {
    var parcel =
        new Parcel(new LinkedHashMap<>(Map.of(PART, units(SHARE, 1))), Tracking.NONE, false);
    shop.answers("Send(", """
        {"data": {"fulfillmentCreate": {"fulfillment": null,
         "userErrors": [{"field": ["fulfillment"], "message": "Invalid quantity"}]}}}
        """);
    assertThat(fulfilment().sent(parcel)).isInstanceOf(Refused.class);
    shop.answers("Send(", status(502, "bad gateway"));
    assertThat(fulfilment().sent(parcel)).isInstanceOf(InDoubt.class);
    shop.answers("Send(", status(429, ""));
    assertThat(fulfilment().sent(parcel)).isInstanceOf(NotSent.class);
  }

  @Test
  void what_is_ready_already_is_ready() {
    shop.answers("Ready(", """
        {"data": {"fulfillmentOrderLineItemsPreparedForPickup": {"userErrors": [
         {"code": "NO_LINE_ITEMS_TO_PREPARE_FOR_FULFILLMENT_ORDER", "field": null,
          "message": "nothing to prepare"}]}}}
        """);
    assertThat(fulfilment().ready(List.of(PART))).isInstanceOf(Delivered.class);
    shop.answers("Ready(", """
        {"data": {"fulfillmentOrderLineItemsPreparedForPickup": {"userErrors": [
         {"code": "FULFILLMENT_ORDER_INVALID", "field": null, "message": "no such"}]}}}
        """);
    assertThat(fulfilment().ready(List.of(PART))).isInstanceOf(Refused.class);
  }

  private static String payments(String presentment, String refunds) {
    return """
        {"data": {"order": {"currencyCode": "USD", "presentmentCurrencyCode": "%s",
         "transactions": [
          {"id": "gid://shopify/OrderTransaction/1", "kind": "SALE", "status": "SUCCESS",
           "gateway": "gift_card", "parentTransaction": null,
           "amountSet": {"shopMoney": {"amount": "10.00", "currencyCode": "USD"}}},
          {"id": "gid://shopify/OrderTransaction/2", "kind": "SALE", "status": "FAILURE",
           "gateway": "shopify_payments", "parentTransaction": null,
           "amountSet": {"shopMoney": {"amount": "11.64", "currencyCode": "USD"}}},
          {"id": "gid://shopify/OrderTransaction/3", "kind": "SALE", "status": "SUCCESS",
           "gateway": "shopify_payments", "parentTransaction": null,
           "amountSet": {"shopMoney": {"amount": "11.64", "currencyCode": "USD"}}},
          {"id": "gid://shopify/OrderTransaction/4", "kind": "REFUND", "status": "SUCCESS",
           "gateway": "gift_card",
           "parentTransaction": {"id": "gid://shopify/OrderTransaction/1"},
           "amountSet": {"shopMoney": {"amount": "4.00", "currencyCode": "USD"}}}],
         "refunds": [%s]}}}
        """.formatted(presentment, refunds);
  }

  private static Refund refund(UUID id, long cents) {
    return new Refund(
        id,
        UUID.randomUUID(),
        ORDER,
        Money.of(cents, "USD"),
        units("gid://shopify/LineItem/6", 2),
        "nobody came");
  }

  @Test
  void money_goes_back_the_way_it_was_paid_and_no_unit_on_show() {
    shop.answers("Payments(", payments("USD", ""));
    shop.answers("GiveBack(", """
        {"data": {"refundCreate": {"refund": {"id": "gid://shopify/Refund/3"}, "userErrors": []}}}
        """);
    var refund = refund(UUID.randomUUID(), 1_700);
    Outcome<String> given = shop.channel().refunds().refund(refund);
    assertThat(given).isEqualTo(new Delivered<>("gid://shopify/Refund/3"));
    var sent = shop.calls("GiveBack(").getFirst();
    assertThat(sent.path("key").asString()).isEqualTo(refund.key().toString());
    var parts = sent.at("/input/transactions");
    assertThat(parts).hasSize(2);
    assertThat(parts.path(0).path("amount").asString()).isEqualTo("6.00");
    assertThat(parts.path(1).path("amount").asString()).isEqualTo("11.00");
    assertThat(parts.path(1).path("parentId").asString())
        .isEqualTo("gid://shopify/OrderTransaction/3");
    assertThat(sent.at("/input/refundLineItems/0/restockType").asString()).isEqualTo("NO_RESTOCK");
  }

  @Test
  void more_than_was_paid_or_another_currency_is_refused_before_it_is_sent() {
    shop.answers("Payments(", payments("USD", ""));
    assertThat(shop.channel().refunds().refund(refund(UUID.randomUUID(), 1_765)))
        .isInstanceOf(Refused.class);
    shop.answers("Payments(", payments("EUR", ""));
    assertThat(shop.channel().refunds().refund(refund(UUID.randomUUID(), 100)))
        .isInstanceOf(Refused.class);
    assertThat(shop.calls("GiveBack(")).isEmpty();
  }

  @Test
  void a_refund_is_known_again_by_its_note() {
    var id = UUID.randomUUID();
    shop.answers("Payments(", payments("USD", """
        {"id": "gid://shopify/Refund/1", "note": null},
        {"id": "gid://shopify/Refund/2", "note": "Tillbridge %s: nobody came"}""".formatted(id)));
    assertThat(shop.channel().refunds().recall(refund(id, 100)))
        .isEqualTo(new Delivered<>("gid://shopify/Refund/2"));
    assertThat(shop.channel().refunds().recall(refund(UUID.randomUUID(), 100)))
        .isInstanceOf(NotSent.class);
  }

  @Test
  void who_cannot_be_asked_leaves_us_in_doubt_and_nothing_is_given_twice() {
    shop.answers("Payments(", status(429, ""));
    assertThat(shop.channel().refunds().recall(refund(UUID.randomUUID(), 100)))
        .isInstanceOf(InDoubt.class);
    assertThat(shop.channel().refunds().refund(refund(UUID.randomUUID(), 100)))
        .isInstanceOf(NotSent.class);
    assertThat(shop.calls("GiveBack(")).isEmpty();
  }

  private static String sendings(int count, boolean moreLines) {
    var all = java.util.stream.IntStream.rangeClosed(1, count)
        .mapToObj(i -> """
            {"id": "gid://shopify/Fulfillment/%d", "status": "%s",
             "trackingInfo": [{"number": "1Z"}],
             "fulfillmentLineItems": {"nodes": [
               {"quantity": 2, "lineItem": {"id": "gid://shopify/LineItem/6"}}],
               "pageInfo": {"hasNextPage": %s}}}
            """.formatted(i, i == 1 ? "SUCCESS" : "CANCELLED", moreLines))
        .toList();
    return "{\"data\": {\"order\": {\"fulfillments\": [%s]}}}".formatted(String.join(",", all));
  }

  private static String lines(int line, boolean more) {
    return """
        {"data": {"fulfillment": {"fulfillmentLineItems": {"nodes": [
          {"quantity": 3, "lineItem": {"id": "gid://shopify/LineItem/%d"}}],
          "pageInfo": {"hasNextPage": %s, "endCursor": "c%d"}}}}}""".formatted(line, more, line);
  }

  @Test
  void what_has_left_is_read_to_its_last_line_and_what_was_undone_is_left_out() {
    shop.answers("Sendings(", sendings(2, false));
    var left = ((Delivered<List<ShopFulfilment.Sending>>) fulfilment().sendings(ORDER)).value();
    assertThat(left)
        .singleElement()
        .isEqualTo(new ShopFulfilment.Sending(
            "gid://shopify/Fulfillment/1", units("gid://shopify/LineItem/6", 2), "1Z"));
    shop.answers("Sendings(", sendings(1, true));
    shop.answers("SendingLines(", lines(6, true), lines(7, false));
    left = ((Delivered<List<ShopFulfilment.Sending>>) fulfilment().sendings(ORDER)).value();
    assertThat(left.getFirst().units())
        .containsExactly(
            Map.entry("gid://shopify/LineItem/6", 3), Map.entry("gid://shopify/LineItem/7", 3));
    assertThat(shop.calls("SendingLines(").getLast().path("after").asString()).isEqualTo("c6");
  }

  @Test
  void an_order_of_more_parcels_than_can_be_seen_is_left_to_people() {
    shop.answers("Sendings(", sendings(Sendings.MOST, false));
    assertThat(fulfilment().sendings(ORDER)).isInstanceOf(Refused.class);
  }
}
