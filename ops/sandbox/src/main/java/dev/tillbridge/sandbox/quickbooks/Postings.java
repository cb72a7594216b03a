package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * QuickBooks' own double entry of its documents: what a sale earns goes to the account of each item,
 * what it owes in tax to the agency's account, and the other side is where the money was put.
 */
final class Postings {

  private static final Set<String> LAY_UNDEPOSITED =
      Set.of("Payment", "SalesReceipt", "RefundReceipt");

  private final CompanyData data;

  Postings(CompanyData data) {
    this.data = data;
  }

  /**
   * One line of the general ledger.
   *
   * @param account its id
   * @param amount a debit above zero, a credit below
   */
  record Line(String account, BigDecimal amount) {}

  /** The lines of a document; they add up to nothing. */
  List<Line> of(Entity entity, ObjectNode row) {
    var lines = new ArrayList<Line>();
    switch (entity) {
      case SALES_RECEIPT -> sold(row, account(row, "DepositToAccountRef"), false, lines);
      case REFUND_RECEIPT -> sold(row, account(row, "DepositToAccountRef"), true, lines);
      case INVOICE -> sold(row, id(CompanyData.RECEIVABLE), false, lines);
      case CREDIT_MEMO -> sold(row, id(CompanyData.RECEIVABLE), true, lines);
      case PAYMENT -> {
        var amount = Amounts.get(row, "TotalAmt");
        lines.add(new Line(account(row, "DepositToAccountRef"), amount));
        lines.add(new Line(id(CompanyData.RECEIVABLE), amount.negate()));
      }
      case JOURNAL_ENTRY -> journal(row, lines);
      case DEPOSIT -> deposit(row, lines);
      default -> throw new IllegalArgumentException(entity + " posts nothing");
    }
    lines.removeIf(line -> line.amount().signum() == 0);
    return lines;
  }

  /** What is on every account that anything was ever booked on, by its id. */
  Map<String, BigDecimal> balances() {
    var sums = new LinkedHashMap<String, BigDecimal>();
    for (var entity : Entity.values()) {
      if (entity.isDocument()) {
        data.all(entity)
            .forEach(row -> of(entity, row)
                .forEach(line -> sums.merge(line.account(), line.amount(), BigDecimal::add)));
      }
    }
    return sums;
  }

  /** Accounts with what is on them now. Those of profit and loss show nothing, as at QuickBooks. */
  List<ObjectNode> shown(List<ObjectNode> accounts) {
    var sums = balances();
    return accounts.stream()
        .map(account -> {
          var kind = Json.text(account, "Classification", "");
          boolean standing = !kind.equals("Revenue") && !kind.equals("Expense");
          var sum = sums.getOrDefault(Json.text(account, "Id", ""), BigDecimal.ZERO);
          return account.deepCopy().put("CurrentBalance", standing ? sum : BigDecimal.ZERO);
        })
        .toList();
  }

  private void sold(ObjectNode row, String money, boolean back, List<Line> lines) {
    var tax = Amounts.get(row.path("TxnTaxDetail"), "TotalTax");
    add(lines, money, Amounts.get(row, "TotalAmt"), back);
    for (var line : row.path("Line")) {
      var amount = Amounts.get(line, "Amount");
      switch (Json.text(line, "DetailType", "")) {
        case "SalesItemLineDetail" ->
          add(
              lines,
              account(line.path("SalesItemLineDetail"), "ItemAccountRef"),
              amount.negate(),
              back);
        case "DiscountLineDetail" ->
          add(lines, account(line.path("DiscountLineDetail"), "DiscountAccountRef"), amount, back);
        default -> {
          // A subtotal or a remark moves nothing.
        }
      }
    }
    var left = tax;
    for (var line : row.path("TxnTaxDetail").path("TaxLine")) {
      var amount = Amounts.get(line, "Amount");
      add(lines, owed(line), amount.negate(), back);
      left = left.subtract(amount);
    }
    // A tax told in one sum is the company's own agency's.
    add(lines, id(CompanyData.SALES_TAX), left.negate(), back);
  }

  private String owed(JsonNode taxLine) {
    var rate = data.of(Entity.TAX_RATE)
        .need(Json.text(taxLine.path("TaxLineDetail").path("TaxRateRef"), "value", ""));
    var agency = data.of(Entity.TAX_AGENCY).need(Json.text(rate.path("AgencyRef"), "value", ""));
    return account(agency, "TaxTrackedOnSalesAccountRef");
  }

  private static void journal(ObjectNode row, List<Line> lines) {
    for (var line : row.path("Line")) {
      var detail = line.path("JournalEntryLineDetail");
      var amount = Amounts.get(line, "Amount");
      boolean credit = "Credit".equals(Json.text(detail, "PostingType"));
      if (!detail.isMissingNode()) {
        lines.add(new Line(account(detail, "AccountRef"), credit ? amount.negate() : amount));
      }
    }
  }

  private void deposit(ObjectNode row, List<Line> lines) {
    lines.add(new Line(account(row, "DepositToAccountRef"), Amounts.get(row, "TotalAmt")));
    for (var line : row.path("Line")) {
      var type = Json.text(line.path("LinkedTxn").path(0), "TxnType", "");
      var from = LAY_UNDEPOSITED.contains(type)
          ? id(CompanyData.UNDEPOSITED)
          : account(line.path("DepositLineDetail"), "AccountRef");
      lines.add(new Line(from, Amounts.get(line, "Amount").negate()));
    }
    if (row.path("CashBack") instanceof ObjectNode back) {
      lines.add(new Line(account(back, "AccountRef"), Amounts.get(back, "Amount")));
    }
  }

  private static void add(List<Line> lines, String account, BigDecimal amount, boolean back) {
    lines.add(new Line(account, back ? amount.negate() : amount));
  }

  private String id(String account) {
    return Json.text(data.accountNamed(account), "Id", "");
  }

  private static String account(JsonNode row, String field) {
    return Json.text(row.path(field), "value", "");
  }
}
