package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Cents;
import dev.tillbridge.sandbox.wire.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What else every webhook about an order carries: addresses, marks of the browser, and amounts that
 * stay at nothing here. A receiver that trips over them would trip over Shopify's too.
 */
final class OrderParticulars {

  private static final List<String> UNKNOWN = List.of(
      "app_id",
      "browser_ip",
      "cart_token",
      "checkout_token",
      "client_details",
      "confirmation_number",
      "current_total_additional_fees_set",
      "current_total_duties_set",
      "customer_locale",
      "device_id",
      "landing_site",
      "landing_site_ref",
      "merchant_of_record_app_id",
      "original_total_additional_fees_set",
      "payment_terms",
      "po_number",
      "reference",
      "referring_site",
      "source_url",
      "user_id");

  private OrderParticulars() {}

  /** Adds to the body of this order what it does not tell yet. */
  static void add(ObjectNode body, Order order) {
    fill(body, ofTheOrder(order));
    if (body.path("customer") instanceof ObjectNode customer) {
      fill(customer, ofTheCustomer(customer, order));
    }
    for (var parcel : body.path("fulfillments")) {
      fill((ObjectNode) parcel, ofTheParcel(order));
      if (!parcel.has("origin_address")) {
        ((ObjectNode) parcel)
            .putObject("origin_address")
            .put("address1", "1 Main Street")
            .put("city", "Springfield")
            .put("country_code", "US")
            .put("province_code", "NY")
            .put("zip", "12345");
      }
      for (var line : parcel.path("line_items")) {
        fill((ObjectNode) line, lineAlone(body, line.path("id")));
      }
    }
    for (var refund : body.path("refunds")) {
      RefundParticulars.add((ObjectNode) refund, body, order);
    }
    for (var line : body.path("line_items")) {
      ((ObjectNode) line).putNull("sales_line_item_group_id").putArray("attributed_staffs");
    }
    for (var line : body.path("shipping_lines")) {
      ((ObjectNode) line).putNull("carrier_identifier").putNull("phone");
      ((ObjectNode) line).putNull("requested_fulfillment_service_id");
      RestOrder.set(
          order, (ObjectNode) line, "current_discounted_price", order.extras().shipping());
    }
    if (order.discounts() > 0) {
      body.putArray("discount_applications").add(ofTheDiscounts(order));
    }
  }

  private static ObjectNode ofTheOrder(Order order) {
    var more = Json.object();
    UNKNOWN.forEach(more::putNull);
    more.put("buyer_accepts_marketing", false).put("duties_included", false);
    more.put("estimated_taxes", false).put("tax_exempt", false).put("total_weight", 0);
    more.put("merchant_business_entity_id", "MTU0ODM4MDAwOQ");
    more.put("token", token(order));
    more.put(
        "order_status_url",
        "https://" + Shopify.DOMAIN + "/1/orders/" + token(order) + "/authenticate?key=none");
    more.putArray("line_item_groups");
    var returns = more.putArray("returns");
    order
        .returns()
        .forEach(back -> returns.addObject().put("id", back.id()).put("status", "closed"));
    for (var name : new String[] {"billing_address", "shipping_address"}) {
      more.set(name, address(order.customer()).putNull("latitude").putNull("longitude"));
    }
    amount(more, "current_subtotal_price", order.subtotal() - order.refundedNet(), order);
    amount(more, "current_total_tax", order.tax() - order.refundedTax(), order);
    amount(more, "current_total_discounts", 0, order);
    for (var name : new String[] {
      "current_shipping_price",
      "total_cash_rounding_payment_adjustment",
      "total_cash_rounding_refund_adjustment"
    }) {
      RestOrder.set(order, more, name, 0);
    }
    return more;
  }

  private static ObjectNode ofTheCustomer(ObjectNode customer, Order order) {
    var more = Json.object();
    var since = order.createdAt().toString();
    more.put("created_at", since).put("updated_at", since);
    more.put("currency", order.currency()).put("tax_exempt", false);
    more.put("verified_email", true).putArray("tax_exemptions");
    more.putNull("multipass_identifier").putNull("note").putNull("phone");
    var address = address(order.customer());
    address.set("customer_id", customer.path("id"));
    address.set("id", customer.path("id"));
    address.put("country_name", "United States").put("default", true);
    more.set("default_address", address);
    return more;
  }

  /** The one that the allocations of all lines name by its index. */
  private static ObjectNode ofTheDiscounts(Order order) {
    var more = Json.object();
    more.put("type", "manual").put("title", "Discount").put("description", "Discount");
    more.put("value", Cents.decimal(order.discounts(), order.currency()));
    more.put("value_type", "fixed_amount").put("allocation_method", "across");
    return more.put("target_selection", "explicit").put("target_type", "line_item");
  }

  private static ObjectNode ofTheParcel(Order order) {
    var more = Json.object();
    more.put("admin_graphql_api_id", Gid.of("Fulfillment", order.id()));
    more.put("created_at", order.updatedAt().toString());
    more.put("updated_at", order.updatedAt().toString());
    more.put("name", order.name() + ".1").put("service", "manual");
    more.put("location_id", ShopData.MAIN_STREET).putNull("shipment_status");
    more.putNull("tracking_company").putNull("tracking_number").putNull("tracking_url");
    more.putArray("tracking_numbers");
    more.putArray("tracking_urls");
    more.putObject("receipt");
    return more;
  }

  private static ObjectNode address(@Nullable String name) {
    var shopper = name == null ? "Shopper" : name;
    var address = Json.object();
    address.put("first_name", shopper).put("last_name", "").put("name", shopper);
    address.put("address1", "1 Main Street").putNull("address2").putNull("company");
    address.put("city", "Springfield").put("zip", "12345").put("phone", "555-0100");
    address.put("province", "New York").put("province_code", "NY");
    return address.put("country", "United States").put("country_code", "US");
  }

  /** A line as refunds and parcels tell it: in an older form than the order itself. */
  static ObjectNode lineAlone(ObjectNode whole, JsonNode id) {
    for (var line : whole.path("line_items")) {
      if (line.path("id").equals(id)) {
        var alone = (ObjectNode) line.deepCopy();
        alone.remove("current_quantity");
        return alone;
      }
    }
    throw new IllegalArgumentException("the order has no line " + id);
  }

  /** Adds the fields that are not there yet. */
  static void fill(ObjectNode body, ObjectNode more) {
    for (var field : more.properties()) {
      if (!body.has(field.getKey())) {
        body.set(field.getKey(), field.getValue());
      }
    }
  }

  private static void amount(ObjectNode body, String name, long minor, Order order) {
    body.put(name, Cents.decimal(minor, order.currency()));
    RestOrder.set(order, body, name, minor);
  }

  private static String token(Order order) {
    return "%032x".formatted(order.id());
  }
}
