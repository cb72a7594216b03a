package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What makes a sales or refund receipt acceptable: references that exist, lines that add up, a
 * number nobody else has. Tax given in TxnTaxDetail is taken as it is.
 */
final class Documents {

  private static final int DOC_NUMBER_MAX = 21;

  private final CompanyData data;

  Documents(CompanyData data) {
    this.data = data;
  }

  /** Checks the row and returns it complete; {@code ownId} is null for a new one. */
  ObjectNode completed(Entity entity, ObjectNode given, @Nullable String ownId) {
    var row = given.deepCopy();
    number(entity, row, ownId);
    date(row);
    reference(row, "CustomerRef", Entity.CUSTOMER, "DisplayName");
    reference(row, "DepositToAccountRef", Entity.ACCOUNT, "Name");
    if (row.get("DepositToAccountRef") == null) {
      if (entity == Entity.REFUND_RECEIPT) {
        throw Fault.missing("DepositToAccountRef");
      }
      var undeposited = data.find(Entity.ACCOUNT, "Name", "Undeposited Funds");
      if (undeposited != null) {
        row.set("DepositToAccountRef", CompanyData.reference(undeposited, "Name"));
      }
    }
    if (!(row.get("Line") instanceof ArrayNode lines) || lines.isEmpty()) {
      throw Fault.missing("Line");
    }
    var subtotal = subtotal(lines);
    var tax = amount(row.path("TxnTaxDetail"), "TotalTax");
    var total = subtotal.add(tax == null ? BigDecimal.ZERO : tax);
    var claimed = amount(row, "TotalAmt");
    if (claimed != null && claimed.compareTo(total) != 0) {
      throw Fault.business("TotalAmt is " + claimed + " but lines and tax make " + total);
    }
    if (total.signum() < 0) {
      throw Fault.business("Transaction amount must be 0 or greater");
    }
    row.put("TotalAmt", total).put("Balance", BigDecimal.ZERO);
    if (row.get("CurrencyRef") == null) {
      row.putObject("CurrencyRef").put("value", "USD").put("name", "United States Dollar");
    }
    number(lines);
    subtotalLine(lines, subtotal);
    return row;
  }

  private void number(Entity entity, ObjectNode row, @Nullable String ownId) {
    var number = Json.text(row, "DocNumber");
    if (number == null) {
      return;
    }
    if (number.length() > DOC_NUMBER_MAX) {
      throw Fault.tooLong("DocNumber", DOC_NUMBER_MAX);
    }
    var other = data.find(entity, "DocNumber", number);
    if (other != null && !Json.text(other, "Id", "").equals(ownId)) {
      throw Fault.duplicateNumber(entity.spelling(), number, Json.text(other, "Id", ""));
    }
  }

  private void date(ObjectNode row) {
    var date = Json.text(row, "TxnDate");
    try {
      var day = date == null ? data.now().atZone(ZoneOffset.UTC).toLocalDate() : parsed(date);
      row.put("TxnDate", day.toString());
    } catch (DateTimeParseException e) {
      throw Fault.unsupported("TxnDate is not a date: " + date);
    }
  }

  private static LocalDate parsed(String date) {
    // The SDK writes dates with a zone offset behind them; only the day counts.
    return LocalDate.parse(date.length() > 10 ? date.substring(0, 10) : date);
  }

  private void reference(ObjectNode row, String field, Entity entity, String nameField) {
    var given = row.get(field);
    if (given != null) {
      row.set(field, CompanyData.reference(existing(given, field, entity), nameField));
    }
  }

  private ObjectNode existing(JsonNode reference, String field, Entity entity) {
    var id = Json.text(reference, "value", "");
    var found = data.of(entity).get(id);
    if (found == null) {
      throw Fault.badReference(field, id);
    }
    if (!found.path("Active").asBoolean(true)) {
      throw Fault.notFound(entity.spelling() + " " + id);
    }
    return found;
  }

  private BigDecimal subtotal(ArrayNode lines) {
    var sum = BigDecimal.ZERO;
    for (int i = lines.size() - 1; i >= 0; i--) {
      if ("SubTotalLineDetail".equals(Json.text(lines.get(i), "DetailType"))) {
        lines.remove(i);
      }
    }
    for (var line : lines) {
      var amount = amount(line, "Amount");
      var type = Json.text(line, "DetailType", "");
      if (amount == null) {
        throw Fault.missing("Line.Amount");
      }
      sum = switch (type) {
        case "SalesItemLineDetail" -> sum.add(sales(line, amount));
        case "DiscountLineDetail" -> sum.subtract(amount);
        case "DescriptionOnly" -> sum;
        default -> throw Fault.unsupported("Line.DetailType " + type + " is not supported");
      };
    }
    return sum;
  }

  private BigDecimal sales(JsonNode line, BigDecimal amount) {
    if (!(line.path("SalesItemLineDetail") instanceof ObjectNode detail)) {
      throw Fault.missing("SalesItemLineDetail");
    }
    var item = detail.get("ItemRef");
    // Shipping is not an item of the company's: QuickBooks knows it by this name alone.
    if (item != null && !Json.text(item, "value", "").equals("SHIPPING_ITEM_ID")) {
      detail.set("ItemRef", CompanyData.reference(existing(item, "ItemRef", Entity.ITEM), "Name"));
    }
    var price = amount(detail, "UnitPrice");
    var quantity = amount(detail, "Qty");
    if (price != null && quantity != null) {
      var product = price.multiply(quantity).setScale(2, RoundingMode.HALF_UP);
      if (product.compareTo(amount) != 0) {
        throw Fault.amount("Amount is not equal to UnitPrice * Qty. Supplied value:" + amount
            + ", expected " + product);
      }
    }
    return amount;
  }

  private static @Nullable BigDecimal amount(JsonNode row, String field) {
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

  private static void number(ArrayNode lines) {
    for (int i = 0; i < lines.size(); i++) {
      ((ObjectNode) lines.get(i)).put("Id", Integer.toString(i + 1)).put("LineNum", i + 1);
    }
  }

  private static void subtotalLine(ArrayNode lines, BigDecimal subtotal) {
    var line = lines.addObject().put("Amount", subtotal).put("DetailType", "SubTotalLineDetail");
    line.putObject("SubTotalLineDetail");
  }
}
