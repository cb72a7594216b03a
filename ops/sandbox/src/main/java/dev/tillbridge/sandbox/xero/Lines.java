package dev.tillbridge.sandbox.xero;

import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The lines of invoices, credit notes and bank transactions: checked, taxed and added up. */
final class Lines {

  /** System accounts that only Xero itself moves. */
  private static final Set<String> FORBIDDEN =
      Set.of("DEBTORS", "CREDITORS", "RETAINEDEARNINGS", "HISTORICAL");

  private final OrgData data;

  Lines(OrgData data) {
    this.data = data;
  }

  /** Puts SubTotal, TotalTax and Total, and what each line lacks. */
  void settle(ObjectNode row) {
    var types = Json.text(row, "LineAmountTypes", "Exclusive");
    if (!Set.of("Exclusive", "Inclusive", "NoTax").contains(types)) {
      throw Refusal.invalid("LineAmountTypes is not valid");
    }
    if (!(row.path("LineItems") instanceof ArrayNode lines) || lines.isEmpty()) {
      throw Refusal.invalid("One or more line items must be specified");
    }
    var sum = BigDecimal.ZERO;
    var tax = BigDecimal.ZERO;
    for (var node : lines) {
      var line = (ObjectNode) node;
      sum = sum.add(amount(line));
      tax = tax.add(tax(line, types));
      allowed(Json.text(line, "AccountCode", ""));
      item(line);
    }
    if (tax.signum() != 0) {
      tax = tax.add(BigDecimal.valueOf(data.settings().taxOffMinor(), 2));
    }
    boolean inside = types.equals("Inclusive");
    row.put("LineAmountTypes", types);
    row.put("SubTotal", inside ? sum.subtract(tax) : sum);
    row.put("TotalTax", tax).put("Total", inside ? sum : sum.add(tax));
  }

  private BigDecimal amount(ObjectNode line) {
    if (Json.text(line, "Description", "").isBlank()) {
      throw Refusal.invalid("Description is required for each line item");
    }
    var quantity = line.has("Quantity") ? Amounts.get(line, "Quantity") : BigDecimal.ONE;
    var unit = Amounts.find(line, "UnitAmount");
    var told = Amounts.find(line, "LineAmount");
    if (unit == null && told == null) {
      throw Refusal.invalid("UnitAmount is required for each line item");
    }
    var expected = unit == null ? told : Amounts.rounded(quantity.multiply(unit));
    if (told != null && expected != null && told.compareTo(expected) != 0) {
      throw Refusal.invalid(
          "The line total %s does not match the expected line total %s".formatted(told, expected));
    }
    line.put("Quantity", quantity).put("LineAmount", expected);
    return expected == null ? BigDecimal.ZERO : expected;
  }

  /** As told, else by the rate. */
  private BigDecimal tax(ObjectNode line, String types) {
    if (types.equals("NoTax")) {
      line.put("TaxType", "NONE").put("TaxAmount", BigDecimal.ZERO);
      return BigDecimal.ZERO;
    }
    var type = Json.text(line, "TaxType", "NONE");
    var rate = data.of(Kind.TAX_RATE).get(type);
    if (rate == null || !"ACTIVE".equals(Json.text(rate, "Status"))) {
      throw Refusal.invalid("The TaxType code '" + type
          + "' does not exist or cannot be used for this type of transaction.");
    }
    var percent = Amounts.get(rate, "EffectiveRate");
    var told = Amounts.find(line, "TaxAmount");
    if (told != null && told.signum() != 0 && percent.signum() == 0) {
      throw Refusal.invalid("The tax amount must be zero for the tax type " + type);
    }
    var base = Amounts.get(line, "LineAmount").multiply(percent).movePointLeft(2);
    var tax = told == null ? Amounts.rounded(base) : told;
    line.put("TaxType", type).put("TaxAmount", tax);
    return tax;
  }

  /** An account that a line, or a journal, may name. */
  void allowed(String code) {
    var account = data.find(Kind.ACCOUNT, "Code", code);
    if (account == null || !"ACTIVE".equals(Json.text(account, "Status"))) {
      throw Refusal.invalid("Account code '" + code + "' is not a valid code for this document.");
    }
    if (Json.text(account, "Type", "").equals("BANK")
        || FORBIDDEN.contains(Json.text(account, "SystemAccount", ""))) {
      throw Refusal.invalid(
          "Account code '" + code + "' cannot be used: it is a bank account or a system account.");
    }
  }

  private void item(JsonNode line) {
    var code = Json.text(line, "ItemCode");
    var item = data.find(Kind.ITEM, "Code", code);
    if (code != null && item == null) {
      throw Refusal.invalid("Item code '" + code + "' is not valid");
    }
    if (item != null && item.path("IsTrackedAsInventory").asBoolean(false)) {
      throw Refusal.invalid("Item '" + code + "': the quantity on hand is not enough");
    }
  }
}
