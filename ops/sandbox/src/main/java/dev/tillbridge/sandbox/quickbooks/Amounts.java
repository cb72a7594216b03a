package dev.tillbridge.sandbox.quickbooks;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Numbers in a company's JSON. */
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
      throw Fault.unsupported(field + " is not a number");
    }
  }

  /** The amount in a field, or zero. */
  static BigDecimal get(JsonNode row, String field) {
    var amount = find(row, field);
    return amount == null ? BigDecimal.ZERO : amount;
  }

  /** The amount in a field that must be there. */
  static BigDecimal need(JsonNode row, String field, String element) {
    var amount = find(row, field);
    if (amount == null) {
      throw Fault.missing(element);
    }
    return amount;
  }
}
