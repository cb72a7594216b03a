package dev.tillbridge.sandbox.xero;

import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import tools.jackson.databind.node.ObjectNode;

/** Invoices to customers and credit notes for them. */
final class Forms {

  private final OrgData data;
  private final Lines lines;
  private final Others others;

  Forms(OrgData data, Lines lines, Others others) {
    this.data = data;
    this.lines = lines;
    this.others = others;
  }

  ObjectNode invoice(ObjectNode told) {
    var row = told.deepCopy();
    type(row, "ACCREC");
    number(row, Kind.INVOICE, "InvoiceNumber", "Invoice # must be unique.");
    others.settleDate(row, "DueDate");
    common(row);
    row.put("AmountDue", Amounts.get(row, "Total")).put("AmountPaid", BigDecimal.ZERO);
    row.putArray("Payments");
    return data.insert(Kind.INVOICE, row);
  }

  ObjectNode creditNote(ObjectNode told) {
    var row = told.deepCopy();
    type(row, "ACCRECCREDIT");
    number(row, Kind.CREDIT_NOTE, "CreditNoteNumber", "Credit note # must be unique.");
    common(row);
    row.put("RemainingCredit", Amounts.get(row, "Total"));
    row.putArray("Payments");
    return data.insert(Kind.CREDIT_NOTE, row);
  }

  private void common(ObjectNode row) {
    others.settleContact(row);
    others.settleDate(row, "Date");
    others.settleCurrency(row);
    if (Json.text(row, "Reference", "").length() > 255) {
      throw Refusal.invalid("Reference must not be longer than 255 characters");
    }
    lines.settle(row);
    if (Amounts.get(row, "Total").signum() < 0) {
      throw Refusal.invalid("The document total must not be negative");
    }
    if (Amounts.get(row, "Total").signum() == 0) {
      row.put("Status", "PAID");
    }
  }

  private static void type(ObjectNode row, String wanted) {
    if (!wanted.equals(Json.text(row, "Type"))) {
      throw Refusal.invalid("Type is not valid");
    }
    if (!"AUTHORISED".equals(Json.text(row, "Status", "DRAFT"))) {
      throw Refusal.invalid("this simulation takes AUTHORISED documents only");
    }
  }

  private void number(ObjectNode row, Kind kind, String field, String twice) {
    var number = Json.text(row, field);
    if (number == null) {
      row.put(field, (kind == Kind.INVOICE ? "INV-" : "CN-") + data.counters.up(field));
    } else if (number.length() > 255) {
      throw Refusal.invalid(field + " must not be longer than 255 characters");
    } else if (data.find(kind, field, number) != null) {
      throw Refusal.invalid(twice);
    }
  }
}
