package dev.tillbridge.sandbox.xero;

import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Payments of documents, money received or spent at a bank account, and manual journals. */
final class Moneys {

  private final OrgData data;
  private final Lines lines;
  private final Others others;

  Moneys(OrgData data, Lines lines, Others others) {
    this.data = data;
    this.lines = lines;
    this.others = others;
  }

  ObjectNode payment(ObjectNode told) {
    var row = told.deepCopy();
    others.settleDate(row, "Date");
    var amount = Amounts.get(row, "Amount");
    if (amount.signum() <= 0) {
      throw Refusal.invalid("Payment amounts must be positive amounts");
    }
    boolean back = row.has("CreditNote");
    var kind = back ? Kind.CREDIT_NOTE : Kind.INVOICE;
    var name = back ? "CreditNote" : "Invoice";
    var due = back ? "RemainingCredit" : "AmountDue";
    var document = data.of(kind).get(Json.text(row.path(name), kind.idField(), ""));
    if (document == null) {
      throw Refusal.invalid(name + " could not be found");
    }
    if (amount.compareTo(Amounts.get(document, due)) > 0) {
      throw Refusal.invalid("Payment amount exceeds the amount outstanding on this document");
    }
    if (!"AUTHORISED".equals(Json.text(document, "Status"))) {
      throw Refusal.invalid("Payments can only be made against Authorised documents");
    }
    var account = account(row.path("Account"));
    if (!Json.text(account, "Type", "").equals("BANK")
        && !account.path("EnablePaymentsToAccount").asBoolean(false)) {
      throw Refusal.invalid("Account type is invalid for payments to be made into it");
    }
    row.set("Account", reference(account));
    row.set("PaymentType", Json.tree(back ? "ARCREDITPAYMENT" : "ACCRECPAYMENT"));
    var stored = data.insert(Kind.PAYMENT, row.put("Status", "AUTHORISED"));
    pay(kind, document, due, amount, stored);
    return stored;
  }

  private void pay(Kind kind, ObjectNode document, String due, BigDecimal amount, ObjectNode paid) {
    var next = document.deepCopy();
    var left = Amounts.get(document, due).subtract(amount);
    next.put(due, left);
    if (kind == Kind.INVOICE) {
      next.put("AmountPaid", Amounts.get(document, "AmountPaid").add(amount));
    }
    if (left.signum() == 0) {
      next.put("Status", "PAID");
    }
    if (next.path("Payments") instanceof ArrayNode payments) {
      payments.addObject().put("PaymentID", Json.text(paid, "PaymentID")).put("Amount", amount);
    }
    data.replace(kind, next);
  }

  ObjectNode bankTransaction(ObjectNode told) {
    var row = told.deepCopy();
    var type = Json.text(row, "Type", "");
    if (!type.equals("RECEIVE") && !type.equals("SPEND")) {
      throw Refusal.invalid("Type is not valid");
    }
    others.settleContact(row);
    others.settleDate(row, "Date");
    var bank = account(row.path("BankAccount"));
    if (!"BANK".equals(Json.text(bank, "Type"))) {
      throw Refusal.invalid("BankAccount must be an account of type BANK");
    }
    row.set("BankAccount", reference(bank));
    lines.settle(row);
    if (Amounts.get(row, "Total").signum() <= 0) {
      throw Refusal.invalid("The bank transaction total must be greater than zero");
    }
    row.put("CurrencyCode", data.currency());
    return data.insert(Kind.BANK_TRANSACTION, row.put("Status", "AUTHORISED"));
  }

  ObjectNode journal(ObjectNode told) {
    var row = told.deepCopy();
    others.settleDate(row, "Date");
    if (Json.text(row, "Narration", "").isBlank()) {
      throw Refusal.invalid("Narration must be specified");
    }
    if (!(row.path("JournalLines") instanceof ArrayNode all) || all.size() < 2) {
      throw Refusal.invalid("At least two journal lines must be specified");
    }
    var debits = BigDecimal.ZERO;
    var credits = BigDecimal.ZERO;
    for (var line : all) {
      lines.allowed(Json.text(line, "AccountCode", ""));
      var amount = Amounts.get(line, "LineAmount");
      debits = debits.add(amount.max(BigDecimal.ZERO));
      credits = credits.add(amount.min(BigDecimal.ZERO));
      ((ObjectNode) line).put("TaxType", "NONE");
    }
    if (debits.add(credits).signum() != 0) {
      throw Refusal.invalid(
          "The total debits (%s) must equal total credits (%s)".formatted(debits, credits));
    }
    return data.insert(Kind.MANUAL_JOURNAL, row.put("Status", Json.text(row, "Status", "DRAFT")));
  }

  private ObjectNode account(JsonNode told) {
    var account = data.of(Kind.ACCOUNT).get(Json.text(told, "AccountID", ""));
    if (account == null) {
      account = data.find(Kind.ACCOUNT, "Code", Json.text(told, "Code"));
    }
    if (account == null) {
      throw Refusal.invalid("Account could not be found");
    }
    return account;
  }

  private static ObjectNode reference(JsonNode account) {
    return Json.object()
        .put("AccountID", Json.text(account, "AccountID"))
        .put("Code", Json.text(account, "Code"))
        .put("Name", Json.text(account, "Name"));
  }
}
