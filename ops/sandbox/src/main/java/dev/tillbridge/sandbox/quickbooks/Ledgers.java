package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What bookkeepers write themselves: journal entries, and deposits at the bank. */
final class Ledgers {

  private static final Map<String, Entity> DEPOSITED = Map.of(
      "Payment", Entity.PAYMENT,
      "SalesReceipt", Entity.SALES_RECEIPT,
      "RefundReceipt", Entity.REFUND_RECEIPT);

  private final CompanyData data;
  private final References references;

  Ledgers(CompanyData data, References references) {
    this.data = data;
    this.references = references;
  }

  /** Debits and credits are the same, and what is owed by customers names the customer. */
  void journal(ObjectNode row) {
    var lines = Documents.lines(row);
    var debits = BigDecimal.ZERO;
    var credits = BigDecimal.ZERO;
    for (var line : lines) {
      if (Json.text(line, "DetailType", "").equals("DescriptionOnly")) {
        continue;
      }
      if (!(line.path("JournalEntryLineDetail") instanceof ObjectNode detail)) {
        throw Fault.missing("JournalEntryLineDetail");
      }
      var amount = Amounts.need(line, "Amount", "Line.Amount");
      if (amount.signum() < 0) {
        throw Fault.business("Line.Amount of a journal entry must be 0 or greater");
      }
      switch (Json.text(detail, "PostingType", "")) {
        case "Debit" -> debits = debits.add(amount);
        case "Credit" -> credits = credits.add(amount);
        default -> throw Fault.missing("PostingType");
      }
      references.require(detail, "AccountRef", Entity.ACCOUNT);
      references.settle(detail, "ClassRef", Entity.CLASS);
      references.settle(detail, "DepartmentRef", Entity.DEPARTMENT);
      allowed(detail);
    }
    if (debits.compareTo(credits) != 0) {
      throw Fault.business(
          "Transaction is not in balance. Make sure debit and credits have the same total. Debits "
              + debits + ", credits " + credits);
    }
    row.put("TotalAmt", debits).put("Adjustment", row.path("Adjustment").asBoolean(false));
    Documents.number(lines);
  }

  private void allowed(ObjectNode detail) {
    var account = references.existing(detail.path("AccountRef"), "AccountRef", Entity.ACCOUNT);
    var entity = detail.path("Entity");
    if ("Accounts Receivable".equals(Json.text(account, "AccountType"))) {
      if (!"Customer".equals(Json.text(entity, "Type"))) {
        throw Fault.business(
            "When you use Accounts Receivable, you must choose a customer in the Name field.");
      }
      references.existing(entity.path("EntityRef"), "EntityRef", Entity.CUSTOMER);
    }
    if (!data.company().journalOnTaxAccounts()
        && "SalesTaxPayable".equals(Json.text(account, "AccountSubType"))) {
      throw Fault.business("You cannot use a sales tax account in a journal entry");
    }
  }

  /** Money that lay undeposited, and lines straight from an account; a fee is a line below zero. */
  void deposit(ObjectNode row, @Nullable ObjectNode before) {
    references.require(row, "DepositToAccountRef", Entity.ACCOUNT);
    references.typed(row, "DepositToAccountRef", "Bank", "Other Current Asset");
    var own = before == null ? "" : Json.text(before, "Id", "");
    var lines = Documents.lines(row);
    var total = BigDecimal.ZERO;
    for (var line : lines) {
      var amount = Amounts.need(line, "Amount", "Line.Amount");
      if (line.path("LinkedTxn").isEmpty()) {
        if (!(line.path("DepositLineDetail") instanceof ObjectNode detail)) {
          throw Fault.missing("DepositLineDetail");
        }
        references.require(detail, "AccountRef", Entity.ACCOUNT);
        references.settle(detail, "ClassRef", Entity.CLASS);
        references.settle(detail, "PaymentMethodRef", Entity.PAYMENT_METHOD);
      } else {
        linked(line, amount, own);
      }
      total = total.add(amount);
    }
    if (row.path("CashBack") instanceof ObjectNode back) {
      references.require(back, "AccountRef", Entity.ACCOUNT);
      total = total.subtract(Amounts.need(back, "Amount", "CashBack.Amount"));
    }
    if (total.signum() < 0) {
      throw Fault.business("Deposit amount must be 0 or greater");
    }
    row.put("TotalAmt", total);
    Documents.number(lines);
  }

  private void linked(JsonNode line, BigDecimal amount, String own) {
    var link = line.path("LinkedTxn").path(0);
    var kind = DEPOSITED.get(Json.text(link, "TxnType", ""));
    if (kind == null) {
      throw Fault.unsupported("Line.LinkedTxn.TxnType " + Json.text(link, "TxnType"));
    }
    var id = Json.text(link, "TxnId", "");
    var document = data.of(kind).get(id);
    if (document == null) {
      throw Fault.notFound(kind.spelling() + " " + id);
    }
    var lies = Json.text(document.path("DepositToAccountRef"), "name", "");
    if (!lies.equals(CompanyData.UNDEPOSITED)) {
      throw Fault.business(kind.spelling() + " " + id + " is not in " + CompanyData.UNDEPOSITED);
    }
    if (depositOf(kind, id, own) != null) {
      throw Fault.business(kind.spelling() + " " + id + " is in a deposit already");
    }
    var worth = Amounts.get(document, "TotalAmt");
    var whole = kind == Entity.REFUND_RECEIPT ? worth.negate() : worth;
    if (amount.compareTo(whole) != 0) {
      throw Fault.business("Line.Amount is " + amount + " but the linked one is over " + whole);
    }
  }

  /** The deposit, but for one, that a document lies in; null when it is in none. */
  @Nullable
  String depositOf(Entity kind, String id, String butFor) {
    return data.all(Entity.DEPOSIT)
        .filter(deposit -> !Json.text(deposit, "Id", "").equals(butFor))
        .filter(deposit -> holds(deposit, kind, id))
        .map(deposit -> Json.text(deposit, "Id", ""))
        .findFirst()
        .orElse(null);
  }

  private static boolean holds(JsonNode deposit, Entity kind, String id) {
    for (var line : deposit.path("Line")) {
      var link = line.path("LinkedTxn").path(0);
      if (kind.spelling().equals(Json.text(link, "TxnType"))
          && id.equals(Json.text(link, "TxnId"))) {
        return true;
      }
    }
    return false;
  }
}
