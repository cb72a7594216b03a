package dev.tillbridge.sandbox.xero;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Numbers in an organisation's JSON. */
final class Amounts {

  private Amounts() {}

  /** The amount in a field, written as a number or as text; null when there is none. */
  static @Nullable BigDecimal find(JsonNode row, String field) {
    var value = row.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    try {
      return value.isNumber() ? value.decimalValue() : new BigDecimal(value.asString());
    } catch (NumberFormatException e) {
      throw Refusal.invalid(field + " is not a number");
    }
  }

  /** The amount in a field, or zero. */
  static BigDecimal get(JsonNode row, String field) {
    var amount = find(row, field);
    return amount == null ? BigDecimal.ZERO : amount;
  }

  /** To the cent. */
  static BigDecimal rounded(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
  }
}
