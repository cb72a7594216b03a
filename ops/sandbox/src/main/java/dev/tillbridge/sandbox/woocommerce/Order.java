package dev.tillbridge.sandbox.woocommerce;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order. Amounts are in the smallest unit of the currency.
 *
 * @param reduced its units have been taken off the stock
 */
record Order(
    long id,
    String status,
    String currency,
    int taxRatePpm,
    List<Line> lines,
    boolean reduced,
    Instant createdAt,
    Instant modifiedAt,
    @Nullable Instant paidAt) {

  /** One line; {@code tax} is for the whole quantity and rounded by line. */
  record Line(long id, long itemId, String sku, String title, int quantity, long price, long tax) {

    long net() {
      return Math.multiplyExact(price, (long) quantity);
    }
  }

  Order {
    lines = List.copyOf(lines);
  }

  long tax() {
    return lines.stream().mapToLong(Line::tax).reduce(0, Math::addExact);
  }

  long total() {
    return lines.stream().mapToLong(Line::net).reduce(tax(), Math::addExact);
  }

  Order in(String newStatus, boolean nowReduced, Instant now) {
    boolean paid = newStatus.equals("processing") || newStatus.equals("completed");
    return new Order(
        id,
        newStatus,
        currency,
        taxRatePpm,
        lines,
        nowReduced,
        createdAt,
        now,
        paidAt == null && paid ? now : paidAt);
  }
}
