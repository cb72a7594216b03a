package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Json;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What makes a document acceptable, whatever its kind: a number nobody else has, a day on which the
 * books are open, references that exist, lines.
 */
final class Documents {

  private static final int DOC_NUMBER_MAX = 21;

  private final CompanyData data;
  private final References references;
  private final SalesForms forms;
  private final Payments payments;
  private final Ledgers ledgers;

  Documents(CompanyData data) {
    this.data = data;
    references = new References(data);
    forms = new SalesForms(data, references);
    payments = new Payments(data, references);
    ledgers = new Ledgers(data, references);
  }

  /**
   * Checks the row and returns it complete.
   *
   * @param before the document as it stands; null for a new one
   * @param byApi false for what a person types in, where the API's peculiarities do not show
   */
  ObjectNode completed(
      Entity entity, ObjectNode given, @Nullable ObjectNode before, boolean byApi) {
    var row = given.deepCopy();
    number(entity, row, before);
    date(row, "TxnDate");
    open(row);
    if (before != null) {
      open(before);
    }
    references.settle(row, "DepartmentRef", Entity.DEPARTMENT);
    var currency = data.company().currency();
    if (row.get("CurrencyRef") == null) {
      row.putObject("CurrencyRef").put("value", currency);
    } else if (!currency.equals(Json.text(row.path("CurrencyRef"), "value", currency))) {
      // Several currencies have to be switched on in the company's settings first.
      throw Fault.business("Multicurrency is not enabled: CurrencyRef must be " + currency);
    }
    switch (entity) {
      case SALES_RECEIPT, REFUND_RECEIPT, INVOICE, CREDIT_MEMO ->
        forms.complete(entity, row, before == null && byApi);
      case PAYMENT -> payments.complete(row, before);
      case JOURNAL_ENTRY -> ledgers.journal(row);
      case DEPOSIT -> ledgers.deposit(row, before);
      default -> throw Fault.unsupported(entity.spelling() + " is no document");
    }
    return row;
  }

  /** The books are closed up to a day, that one included: nothing of it changes. */
  void open(ObjectNode row) {
    var closed = data.company().closeDate();
    var day = Json.text(row, "TxnDate", "");
    if (closed != null && day.compareTo(closed) <= 0) {
      throw Fault.closedPeriod();
    }
  }

  private void number(Entity entity, ObjectNode row, @Nullable ObjectNode before) {
    var number = Json.text(row, "DocNumber");
    if (number == null) {
      return;
    }
    if (number.length() > DOC_NUMBER_MAX) {
      throw Fault.tooLong("DocNumber", DOC_NUMBER_MAX);
    }
    if (data.company().duplicateNumbers()) {
      return;
    }
    var own = before == null ? "" : Json.text(before, "Id", "");
    for (var other : data.numbered(entity, number)) {
      if (!Json.text(other, "Id", "").equals(own)) {
        throw Fault.duplicateNumber(entity.spelling(), number, Json.text(other, "Id", ""));
      }
    }
  }

  private void date(ObjectNode row, String field) {
    var date = Json.text(row, field);
    try {
      var day = date == null ? data.now().atZone(ZoneOffset.UTC).toLocalDate() : parsed(date);
      row.put(field, day.toString());
    } catch (DateTimeParseException e) {
      throw Fault.unsupported(field + " is not a date: " + date);
    }
  }

  private static LocalDate parsed(String date) {
    // The SDK writes dates with a zone offset behind them; only the day counts.
    return LocalDate.parse(date.length() > 10 ? date.substring(0, 10) : date);
  }

  /** The lines of a document that must have some. */
  static ArrayNode lines(ObjectNode row) {
    if (!(row.get("Line") instanceof ArrayNode lines) || lines.isEmpty()) {
      throw Fault.missing("Line");
    }
    return lines;
  }

  /** Numbers lines from 1. */
  static void number(ArrayNode lines) {
    for (int i = 0; i < lines.size(); i++) {
      ((ObjectNode) lines.get(i)).put("Id", Integer.toString(i + 1)).put("LineNum", i + 1);
    }
  }
}
