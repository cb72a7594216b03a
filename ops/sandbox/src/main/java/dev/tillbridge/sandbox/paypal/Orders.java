package dev.tillbridge.sandbox.paypal;

import dev.tillbridge.sandbox.wire.Cents;
import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checkout orders: made by the seller, approved by the buyer, captured once. */
final class Orders {

  private static final BigDecimal FEE_RATE = new BigDecimal("0.0349");
  private static final BigDecimal FEE_FIXED = new BigDecimal("0.49");

  private final PayPalData data;
  private final Movements movements;

  Orders(PayPalData data, Movements movements) {
    this.data = data;
    this.movements = movements;
  }

  /** Makes an order and returns its id; {@code base} is where the buyer's page is served. */
  String create(ObjectNode sent, String base) {
    if (!"CAPTURE".equals(Json.text(sent, "intent"))) {
      throw Refusal.invalid("INVALID_PARAMETER_VALUE", "intent must be CAPTURE in this sandbox");
    }
    if (sent.path("purchase_units").size() != 1) {
      throw Refusal.invalid("INVALID_ARRAY_LENGTH", "purchase_units must have one entry");
    }
    var unit = (ObjectNode) sent.path("purchase_units").path(0).deepCopy();
    check(unit.path("amount"));
    invoiceIsNew(Json.text(unit, "invoice_id"));
    if (unit.get("reference_id") == null) {
      unit.put("reference_id", "default");
    }
    var id = data.newId("5O");
    var order = Json.object().put("id", id).put("intent", "CAPTURE").put("status", "CREATED");
    order.putArray("purchase_units").add(unit);
    order.put("create_time", data.now().toString());
    if (sent.get("application_context") != null) {
      order.set("application_context", sent.get("application_context"));
    }
    var links = order.putArray("links");
    link(links.addObject(), base + "/paypal/v2/checkout/orders/" + id, "self", "GET");
    link(links.addObject(), base + "/paypal/checkoutnow?token=" + id, "approve", "GET");
    link(
        links.addObject(),
        base + "/paypal/v2/checkout/orders/" + id + "/capture",
        "capture",
        "POST");
    data.orders.put(id, order);
    return id;
  }

  /** Takes the money of an approved order and returns the order's id. */
  String capture(String id) {
    var order = data.orders.get(id);
    if (order == null) {
      throw Refusal.notFound(id);
    }
    switch (Json.text(order, "status", "")) {
      case "COMPLETED" ->
        throw Refusal.unprocessable(
            "ORDER_ALREADY_CAPTURED",
            "Order already captured. If 'intent=CAPTURE' only one capture per order is allowed.");
      case "APPROVED" -> {}
      default ->
        throw Refusal.unprocessable(
            "ORDER_NOT_APPROVED", "Payer has not yet approved the Order for payment.");
    }
    var unit = order.path("purchase_units").path(0);
    var captureId = data.newId("3C");
    data.captures.put(captureId, captured(captureId, id, unit));
    var done = order.deepCopy().put("status", "COMPLETED");
    done.put("update_time", data.now().toString());
    var payments = ((ObjectNode) done.path("purchase_units").path(0)).putObject("payments");
    payments.putArray("captures").add(data.captures.need(captureId));
    data.orders.put(id, done);
    return id;
  }

  private ObjectNode captured(String captureId, String orderId, JsonNode unit) {
    var amount = unit.path("amount");
    var currency = Json.text(amount, "currency_code", "");
    var gross = new BigDecimal(Json.text(amount, "value", "0"));
    int digits = Math.max(0, java.util.Currency.getInstance(currency).getDefaultFractionDigits());
    var fee = gross.multiply(FEE_RATE).add(FEE_FIXED).setScale(digits, RoundingMode.HALF_UP);
    var capture = Json.object().put("id", captureId).put("status", "COMPLETED");
    capture.set("amount", money(gross.setScale(digits), currency));
    capture.put("final_capture", true).put("order_id", orderId);
    for (var field : new String[] {"invoice_id", "custom_id"}) {
      if (unit.get(field) != null) {
        capture.set(field, unit.get(field));
      }
    }
    capture.putObject("seller_protection").put("status", "ELIGIBLE");
    var breakdown = capture.putObject("seller_receivable_breakdown");
    breakdown.set("gross_amount", money(gross.setScale(digits), currency));
    if (movements.tellsFees()) {
      breakdown.set("paypal_fee", money(fee, currency));
      breakdown.set("net_amount", money(gross.subtract(fee).setScale(digits), currency));
    }
    movements.moved(
        captureId,
        "T0006",
        Cents.minor(gross.toPlainString(), currency),
        -Cents.minor(fee.toPlainString(), currency),
        currency,
        unit);
    capture.putObject("supplementary_data").putObject("related_ids").put("order_id", orderId);
    capture
        .put("create_time", data.now().toString())
        .put("update_time", data.now().toString());
    return capture;
  }

  /** An amount as PayPal writes it: text, never a number. */
  static ObjectNode money(BigDecimal value, String currency) {
    return Json.object().put("currency_code", currency).put("value", value.toPlainString());
  }

  private static void check(JsonNode amount) {
    var currency = Json.text(amount, "currency_code", "");
    if (!amount.path("value").isString()) {
      throw Refusal.invalid("INVALID_PARAMETER_SYNTAX", "amount.value must be a string");
    }
    long total = minor(amount, currency);
    if (total <= 0) {
      throw Refusal.unprocessable("CANNOT_BE_ZERO_OR_NEGATIVE", "Must be greater than zero.");
    }
    var breakdown = amount.get("breakdown");
    if (breakdown != null) {
      long sum = 0;
      for (var part : breakdown.properties()) {
        long value = minor(part.getValue(), currency);
        sum += part.getKey().endsWith("discount") ? -value : value;
      }
      if (sum != total) {
        throw Refusal.unprocessable(
            "AMOUNT_MISMATCH", "Should equal item_total + tax_total + shipping - discount.");
      }
    }
  }

  private static long minor(JsonNode amount, String currency) {
    try {
      return Cents.minor(Json.text(amount, "value", ""), currency);
    } catch (ArithmeticException e) {
      throw Refusal.unprocessable("DECIMAL_PRECISION", "Too many decimals for " + currency + ".");
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("INVALID_PARAMETER_SYNTAX", "amount or currency is malformed");
    }
  }

  private void invoiceIsNew(@Nullable String invoice) {
    if (invoice != null
        && data.captures.all().stream()
            .anyMatch(capture -> invoice.equals(Json.text(capture, "invoice_id")))) {
      throw Refusal.unprocessable(
          "DUPLICATE_INVOICE_ID", "Duplicate Invoice ID detected: " + invoice);
    }
  }

  private static void link(ObjectNode link, String href, String rel, String method) {
    link.put("href", href).put("rel", rel).put("method", method);
  }
}
