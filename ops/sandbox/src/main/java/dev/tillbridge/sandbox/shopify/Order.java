package dev.tillbridge.sandbox.shopify;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A paid order. Amounts are in the smallest unit of the currency.
 *
 * @param number what a shopper sees after the hash sign
 * @param taxRatePpm the rate the shop used, in millionths
 */
record Order(
    long id,
    long number,
    String currency,
    int taxRatePpm,
    @Nullable String email,
    @Nullable String customer,
    List<Line> lines,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant cancelledAt,
    @Nullable Instant fulfilledAt) {

  /** One line; {@code tax} is for the whole quantity and rounded by line. */
  record Line(
      long id,
      long variantId,
      long productId,
      long itemId,
      long placeId,
      String sku,
      String title,
      String variantTitle,
      String vendor,
      int quantity,
      long price,
      long tax,
      boolean taxable) {

    long net() {
      return Math.multiplyExact(price, quantity);
    }
  }

  Order {
    lines = List.copyOf(lines);
  }

  String name() {
    return "#" + number;
  }

  long subtotal() {
    return lines.stream().mapToLong(Line::net).reduce(0, Math::addExact);
  }

  long tax() {
    return lines.stream().mapToLong(Line::tax).reduce(0, Math::addExact);
  }

  long total() {
    return Math.addExact(subtotal(), tax());
  }

  boolean open() {
    return cancelledAt == null && fulfilledAt == null;
  }

  String financialStatus() {
    return cancelledAt == null ? "paid" : "refunded";
  }

  String status() {
    if (cancelledAt != null) {
      return "cancelled";
    }
    return fulfilledAt == null ? "paid" : "fulfilled";
  }

  Order cancelled(Instant now) {
    return new Order(
        id, number, currency, taxRatePpm, email, customer, lines, createdAt, now, now, fulfilledAt);
  }

  Order fulfilled(Instant now) {
    return new Order(
        id, number, currency, taxRatePpm, email, customer, lines, createdAt, now, cancelledAt, now);
  }
}
