package dev.tillbridge.connector.xero;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A document as Xero tells of it.
 *
 * @param text its reference, or what it says
 * @param total null when it does not say
 * @param currency empty when it does not say
 * @param lines what its lines come to, by the code of their account; null when it does not tell them
 */
record Booked(
    Kind kind,
    String id,
    String text,
    String status,
    @Nullable BigDecimal total,
    BigDecimal tax,
    String currency,
    @Nullable Map<String, BigDecimal> lines) {

  static Booked of(Kind kind, JsonNode row) {
    boolean journal = kind == Kind.MANUAL_JOURNAL;
    var tax = Json.amount(row, "TotalTax");
    return new Booked(
        kind,
        Json.text(row, kind.idField()),
        Json.text(row, journal ? "Narration" : "Reference"),
        Json.text(row, "Status"),
        journal ? debits(row) : Json.amount(row, kind == Kind.PAYMENT ? "Amount" : "Total"),
        tax == null ? BigDecimal.ZERO : tax,
        Json.text(row, "CurrencyCode"),
        lines(row.path(journal ? "JournalLines" : "LineItems")));
  }

  boolean isGone() {
    return status.equals("DELETED");
  }

  /** A journal does not tell its sum. */
  private static @Nullable BigDecimal debits(JsonNode row) {
    if (row.path("JournalLines").isEmpty()) {
      return null;
    }
    var sum = BigDecimal.ZERO;
    for (var line : row.path("JournalLines")) {
      var amount = Json.amount(line, "LineAmount");
      sum = amount == null ? sum : sum.add(amount.max(BigDecimal.ZERO));
    }
    return sum;
  }

  private static @Nullable Map<String, BigDecimal> lines(JsonNode all) {
    if (all.isEmpty()) {
      return null;
    }
    var sums = new TreeMap<String, BigDecimal>();
    for (var line : all) {
      var amount = Json.amount(line, "LineAmount");
      if (amount != null && amount.signum() != 0) {
        sums.merge(Json.text(line, "AccountCode"), amount, BigDecimal::add);
      }
    }
    return sums;
  }
}
