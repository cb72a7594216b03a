package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Cents;
import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
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
    return new RestOrder(order).body();
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
    body.put("currency", order.currency()).put("presentment_currency", order.currency());
    body.put("taxes_included", false).put("test", false).put("confirmed", true);
    amount(body, "total_price", order.total());
    amount(body, "current_total_price", order.cancelledAt() == null ? order.total() : 0);
    amount(body, "subtotal_price", order.subtotal());
    amount(body, "total_line_items_price", order.subtotal());
    amount(body, "total_tax", order.tax());
    amount(body, "total_discounts", 0);
    set(body, "total_shipping_price", 0);
    body.put("financial_status", order.financialStatus());
    body.put("fulfillment_status", order.fulfilledAt() == null ? null : "fulfilled");
    body.put("email", order.email()).put("contact_email", order.email());
    body.set("customer", customer());
    body.put("source_name", "web").putNull("source_identifier").putNull("note").put("tags", "");
    body.putNull("location_id").putNull("phone");
    body.putArray("payment_gateway_names").add("shopify_payments");
    body.putArray("shipping_lines");
    body.putArray("discount_codes");
    body.putArray("discount_applications");
    body.putArray("note_attributes");
    body.putArray("refunds");
    body.putArray("fulfillments");
    var lines = body.putArray("line_items");
    order.lines().forEach(line -> lines.add(line(line)));
    taxLines(body.putArray("tax_lines"), order.tax(), order.tax() > 0);
    return body;
  }

  private ObjectNode line(Order.Line line) {
    boolean open = order.open();
    var body = Json.object();
    body.put("id", line.id()).put("admin_graphql_api_id", Gid.of("LineItem", line.id()));
    body.put("variant_id", line.variantId()).put("product_id", line.productId());
    body.put("sku", line.sku()).put("title", line.title());
    body.put("variant_title", line.variantTitle()).put("vendor", line.vendor());
    body.put("name", line.title() + " - " + line.variantTitle());
    body.put("quantity", line.quantity());
    body.put("current_quantity", order.cancelledAt() == null ? line.quantity() : 0);
    body.put("fulfillable_quantity", open ? line.quantity() : 0);
    body.put("fulfillment_status", order.fulfilledAt() == null ? null : "fulfilled");
    amount(body, "price", line.price());
    amount(body, "total_discount", 0);
    body.putArray("discount_allocations");
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
    var bag = body.putObject(name + "_set");
    for (var side : new String[] {"shop_money", "presentment_money"}) {
      var money = bag.putObject(side);
      money.put("amount", Cents.decimal(minor, order.currency()));
      money.put("currency_code", order.currency());
    }
  }
}
