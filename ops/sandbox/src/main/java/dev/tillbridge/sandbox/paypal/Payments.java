package dev.tillbridge.sandbox.paypal;

import dev.tillbridge.sandbox.wire.Cents;
import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import tools.jackson.databind.node.ObjectNode;

/** Refunds of captures: whole or in part, never more than was captured. */
final class Payments {

  private final PayPalData data;
  private final Movements movements;

  Payments(PayPalData data, Movements movements) {
    this.data = data;
    this.movements = movements;
  }

  /** Gives money back and returns the refund's id. */
  String refund(String captureId, ObjectNode sent) {
    var capture = data.captures.get(captureId);
    if (capture == null) {
      throw Refusal.notFound(captureId);
    }
    var currency = Json.text(capture.path("amount"), "currency_code", "");
    long captured = Cents.minor(Json.text(capture.path("amount"), "value", ""), currency);
    long before = data.refunds.all().stream()
        .filter(row -> captureId.equals(Json.text(row, "capture_id")))
        .mapToLong(row -> Cents.minor(Json.text(row.path("amount"), "value", ""), currency))
        .sum();
    long wanted = captured - before;
    if (sent.get("amount") != null) {
      wanted = wanted(sent, currency);
    }
    if (captured == before) {
      throw Refusal.unprocessable(
          "CAPTURE_FULLY_REFUNDED", "The capture has already been fully refunded.");
    }
    if (wanted <= 0 || wanted > captured - before) {
      throw Refusal.unprocessable(
          "REFUND_AMOUNT_EXCEEDED",
          "The refund amount must be less than or equal to the capture amount that has not yet"
              + " been refunded.");
    }
    boolean whole = wanted == captured - before;
    var id = data.newId("1R");
    long fee = movements.feeReturned(feeOf(captureId, currency), wanted, captured);
    data.refunds.put(id, refunded(id, captureId, sent, wanted, before, currency, fee));
    var of = capture.deepCopy().put("paypal_reference_id", captureId);
    movements.moved(id, "T1107", -wanted, fee == 0 ? null : Long.valueOf(fee), currency, of);
    data.captures.put(
        captureId, capture.deepCopy().put("status", whole ? "REFUNDED" : "PARTIALLY_REFUNDED"));
    return id;
  }

  private ObjectNode refunded(
      String id,
      String captureId,
      ObjectNode sent,
      long wanted,
      long before,
      String currency,
      long fee) {
    var refund = Json.object().put("id", id).put("status", "COMPLETED");
    var amount = new BigDecimal(Cents.decimal(wanted, currency));
    refund.set("amount", Orders.money(amount, currency));
    refund.put("capture_id", captureId);
    for (var field : new String[] {"invoice_id", "custom_id", "note_to_payer"}) {
      if (sent.get(field) != null) {
        refund.set(field, sent.get(field));
      }
    }
    var breakdown = refund.putObject("seller_payable_breakdown");
    breakdown.set("gross_amount", Orders.money(amount, currency));
    // Fees are not given back since 2019, unless a merchant has an older contract.
    var returned = new BigDecimal(Cents.decimal(fee, currency));
    breakdown.set("paypal_fee", Orders.money(returned, currency));
    breakdown.set("net_amount", Orders.money(amount.subtract(returned), currency));
    breakdown.set(
        "total_refunded_amount",
        Orders.money(new BigDecimal(Cents.decimal(before + wanted, currency)), currency));
    refund
        .put("create_time", data.now().toString())
        .put("update_time", data.now().toString());
    return refund;
  }

  /** What was kept of a capture. */
  private long feeOf(String captureId, String currency) {
    var charge = data.movements.get(captureId);
    return charge == null
        ? 0
        : -Cents.minor(Json.text(charge.at("/info/fee_amount"), "value", "0"), currency);
  }

  private static long wanted(ObjectNode sent, String currency) {
    if (!currency.equals(Json.text(sent.path("amount"), "currency_code"))) {
      throw Refusal.unprocessable(
          "REFUND_CAPTURE_CURRENCY_MISMATCH",
          "Refund must be in the same currency as the capture.");
    }
    try {
      return Cents.minor(Json.text(sent.path("amount"), "value", ""), currency);
    } catch (ArithmeticException | NumberFormatException e) {
      throw Refusal.invalid("INVALID_PARAMETER_SYNTAX", "amount.value is malformed");
    }
  }
}
