package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Cents;
import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An order as Shopify's webhooks spell it: the REST form, with decimals in strings. */
final class RestOrder {

  private final Order order;

  private RestOrder(Order order) {
    this.order = order;
  }

  static ObjectNode of(Order order) {
    var body = new RestOrder(order).body();
    OrderParticulars.add(body, order);
    return body;
  }

  /** Of an order that was recorded from elsewhere. */
  static ObjectNode of(Order order, Dispatch.@Nullable Source source) {
    var body = of(order);
    if (source != null) {
      body.put("source_name", source.name()).put("source_identifier", source.identifier());
      body.put("tags", String.join(", ", source.tags()));
    }
    return body;
  }

  private ObjectNode body() {
    var body = Json.object();
    body.put("id", order.id());
    body.put("admin_graphql_api_id", Gid.of("Order", order.id()));
    body.put("name", order.name());
    body.put("number", order.number() - 1000).put("order_number", order.number());
    body.put("created_at", order.createdAt().toString());
    body.put("updated_at", order.updatedAt().toString());
    body.put("processed_at", order.createdAt().toString());
    body.put(
        "closed_at", order.fulfilledAt() == null ? null : order.fulfilledAt().toString());
    body.put(
        "cancelled_at", order.cancelledAt() == null ? null : order.cancelledAt().toString());
    body.put("cancel_reason", order.cancelledAt() == null ? null : "customer");
    body.put("currency", order.currency()).put("presentment_currency", order.buyers());
    body.put("taxes_included", false).put("test", order.extras().test()).put("confirmed", true);
    amount(body, "total_price", order.total());
    amount(body, "current_total_price", order.current());
    body.put(
        "total_outstanding",
        Cents.decimal(order.extras().unpaid() ? order.current() : 0, order.currency()));
    body.put("total_tip_received", Cents.decimal(order.extras().tip(), order.currency()));
    if (order.extras().duties() == 0) {
      body.putNull("original_total_duties_set");
    } else {
      set(body, "original_total_duties", order.extras().duties());
    }
    amount(body, "subtotal_price", order.subtotal());
    amount(body, "total_line_items_price", order.subtotal() + order.discounts());
    amount(body, "total_tax", order.tax());
    amount(body, "total_discounts", order.discounts());
    set(body, "total_shipping_price", order.extras().shipping());
    body.put("financial_status", order.financialStatus());
    body.put("fulfillment_status", fulfilment());
    body.put("email", order.email()).put("contact_email", order.email());
    body.set("customer", customer());
    body.put("source_name", "web").putNull("source_identifier").putNull("note");
    body.put("tags", String.join(", ", order.extras().tags()));
    body.putNull("location_id").putNull("phone");
    var gateways = body.putArray("payment_gateway_names");
    order.gateways().forEach(gateways::add);
    shippingLine(body.putArray("shipping_lines"));
    body.putArray("discount_codes");
    body.putArray("discount_applications");
    body.putArray("note_attributes");
    var refunds = body.putArray("refunds");
    order.refunds().forEach(refund -> refunds.add(refund(refund)));
    sent(body.putArray("fulfillments"));
    var lines = body.putArray("line_items");
    order.lines().forEach(line -> lines.add(line(line)));
    taxLines(body.putArray("tax_lines"), order.tax(), order.tax() > 0);
    return body;
  }

  private void shippingLine(ArrayNode lines) {
    long shipping = order.extras().shipping();
    if (shipping > 0) {
      var line = lines.addObject().put("id", order.id()).put("title", "Standard");
      line.put("code", "Standard").put("source", "shopify").put("is_removed", false);
      amount(line, "price", shipping);
      amount(line, "discounted_price", shipping);
      line.putArray("discount_allocations");
      line.putArray("tax_lines");
    }
  }

  /** As {@code orders/edited} tells: which order, and not what it is now. */
  static ObjectNode edit(Order order) {
    var body = Json.object();
    var edit = body.putObject("order_edit").put("id", order.id()).put("order_id", order.id());
    RefundParticulars.addToEdit(edit, order);
    return body;
  }

  /** As {@code refunds/create} tells: the refund alone. */
  static JsonNode lastRefund(Order order) {
    return of(order).path("refunds").path(order.refunds().size() - 1);
  }

  private ObjectNode refund(Order.Refund refund) {
    var body = Json.object();
    body.put("id", refund.id()).put("admin_graphql_api_id", Gid.of("Refund", refund.id()));
    body.put("order_id", order.id()).put("created_at", refund.at().toString());
    body.put("processed_at", refund.at().toString()).put("note", refund.note());
    var lines = body.putArray("refund_line_items");
    for (var back : refund.lines()) {
      var line = lines.addObject().put("line_item_id", back.lineId());
      line.put("id", refund.id()).put("quantity", back.quantity());
      line.put("restock_type", back.restock());
      amount(line, "subtotal", back.net());
      amount(line, "total_tax", back.tax());
    }
    var transactions = body.putArray("transactions");
    if (refund.amount() > 0) {
      var money = transactions.addObject();
      money.put("kind", "refund").put("status", "success").put("gateway", "shopify_payments");
      // In the buyer's currency, unlike all other amounts of this form.
      money.put("amount", Cents.decimal(order.presented(refund.amount()), order.buyers()));
      money.put("currency", order.buyers());
    }
    body.putArray("order_adjustments");
    var shipping = body.putArray("refund_shipping_lines");
    if (refund.shipping() > 0) {
      set(shipping.addObject().put("id", refund.id()), "subtotal_amount", refund.shipping());
    }
    return body;
  }

  /** All that has left, as one parcel. */
  private void sent(ArrayNode fulfillments) {
    if (order.lines().stream().allMatch(line -> line.done().sent() == 0)) {
      return;
    }
    var parcel = fulfillments.addObject().put("id", order.id()).put("status", "success");
    parcel.put("order_id", order.id());
    var lines = parcel.putArray("line_items");
    order.lines().stream()
        .filter(line -> line.done().sent() > 0)
        .forEach(line -> lines
            .addObject()
            .put("id", line.id())
            .put("admin_graphql_api_id", Gid.of("LineItem", line.id()))
            .put("quantity", line.done().sent()));
  }

  private @Nullable String fulfilment() {
    return switch (order.fulfilment()) {
      case "FULFILLED" -> "fulfilled";
      case "PARTIALLY_FULFILLED" -> "partial";
      default -> null;
    };
  }

  private ObjectNode line(OrderLine line) {
    var body = Json.object();
    body.put("id", line.id()).put("admin_graphql_api_id", Gid.of("LineItem", line.id()));
    body.put("variant_id", line.variantId()).put("product_id", line.productId());
    body.put("sku", line.sku()).put("title", line.title());
    body.put("variant_title", line.choice()).put("vendor", line.vendor());
    body.put("name", line.name());
    body.put("quantity", line.quantity());
    body.put("current_quantity", line.current());
    body.put("fulfillable_quantity", line.open());
    body.put("fulfillment_status", lineFulfilment(line));
    amount(body, "price", line.price());
    amount(body, "total_discount", 0);
    var discounts = body.putArray("discount_allocations");
    if (line.discount() > 0) {
      amount(discounts.addObject().put("discount_application_index", 0), "amount", line.discount());
    }
    body.putArray("properties");
    body.putArray("duties");
    taxLines(body.putArray("tax_lines"), line.tax(), line.taxable() && order.taxRatePpm() > 0);
    body.put("taxable", line.taxable()).put("requires_shipping", true).put("gift_card", false);
    body.put("variant_inventory_management", "shopify")
        .put("product_exists", true)
        .put("grams", 0);
    body.put("fulfillment_service", "manual");
    return body;
  }

  private static @Nullable String lineFulfilment(OrderLine line) {
    if (line.done().sent() == 0) {
      return null;
    }
    return line.open() == 0 ? "fulfilled" : "partial";
  }

  private void taxLines(ArrayNode lines, long tax, boolean any) {
    if (any) {
      var line = lines.addObject();
      line.put("title", "Sales tax");
      line.put("rate", BigDecimal.valueOf(order.taxRatePpm(), 6).stripTrailingZeros());
      amount(line, "price", tax);
      line.put("channel_liable", false);
    }
  }

  private JsonNode customer() {
    if (order.email() == null) {
      return Json.MAPPER.nullNode();
    }
    var customer = Json.object();
    long id = customerId(order.email());
    customer.put("id", id).put("admin_graphql_api_id", Gid.of("Customer", id));
    customer.put("email", order.email());
    customer.put("first_name", order.customer()).putNull("last_name").put("state", "disabled");
    return customer;
  }

  /** One shopper is known by his address. */
  static long customerId(String email) {
    return 7_000_000_000L + Integer.toUnsignedLong(email.hashCode());
  }

  private void amount(ObjectNode body, String name, long minor) {
    body.put(name, Cents.decimal(minor, order.currency()));
    set(body, name, minor);
  }

  private void set(ObjectNode body, String name, long minor) {
    set(order, body, name, minor);
  }

  /** An amount of this order in both currencies. */
  static void set(Order order, ObjectNode body, String name, long minor) {
    var bag = body.putObject(name + "_set");
    side(bag.putObject("shop_money"), minor, order.currency());
    side(bag.putObject("presentment_money"), order.presented(minor), order.buyers());
  }

  private static void side(ObjectNode money, long minor, String currency) {
    money.put("amount", Cents.decimal(minor, currency)).put("currency_code", currency);
  }
}
