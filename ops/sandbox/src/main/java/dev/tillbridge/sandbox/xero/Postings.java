package dev.tillbridge.sandbox.xero;

import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Xero's own double entry of its documents; nothing of what the caller thinks comes in. */
final class Postings {

  private static final Set<String> GONE = Set.of("VOIDED", "DELETED", "DRAFT");

  private final OrgData data;

  Postings(OrgData data) {
    this.data = data;
  }

  /**
   * One line of the general ledger.
   *
   * @param account its name
   * @param amount a debit above zero, a credit below
   */
  record Line(String account, BigDecimal amount) {}

  /** The lines of a document; they add up to nothing. */
  List<Line> of(Kind kind, ObjectNode row) {
    var lines = new ArrayList<Line>();
    if (GONE.contains(Json.text(row, "Status", ""))) {
      return lines;
    }
    switch (kind) {
      case INVOICE -> form(row, name(data.system("DEBTORS")), true, lines);
      case CREDIT_NOTE -> form(row, name(data.system("DEBTORS")), false, lines);
      case BANK_TRANSACTION ->
        form(
            row,
            Json.text(row.path("BankAccount"), "Name", ""),
            "RECEIVE".equals(Json.text(row, "Type")),
            lines);
      case PAYMENT -> {
        var amount = Amounts.get(row, "Amount");
        var in = row.has("CreditNote") ? amount.negate() : amount;
        lines.add(new Line(Json.text(row.path("Account"), "Name", ""), in));
        lines.add(new Line(name(data.system("DEBTORS")), in.negate()));
      }
      case MANUAL_JOURNAL -> {
        for (var line : row.path("JournalLines")) {
          lines.add(new Line(coded(line), Amounts.get(line, "LineAmount")));
        }
      }
      default -> throw new IllegalArgumentException(kind + " posts nothing");
    }
    lines.removeIf(line -> line.amount().signum() == 0);
    return lines;
  }

  /** What is on every account that anything was ever booked on, by its name. */
  Map<String, BigDecimal> balances() {
    var sums = new LinkedHashMap<String, BigDecimal>();
    for (var kind : Kind.values()) {
      if (kind.isDocument()) {
        data.all(kind)
            .forEach(row -> of(kind, row)
                .forEach(line -> sums.merge(line.account(), line.amount(), BigDecimal::add)));
      }
    }
    return sums;
  }

  /** Money in, or owed to us, against what the lines say and the tax. */
  private void form(ObjectNode row, String against, boolean sold, List<Line> lines) {
    boolean inside = "Inclusive".equals(Json.text(row, "LineAmountTypes"));
    for (var line : row.path("LineItems")) {
      var net = Amounts.get(line, "LineAmount");
      net = inside ? net.subtract(Amounts.get(line, "TaxAmount")) : net;
      lines.add(new Line(coded(line), sold ? net.negate() : net));
    }
    var tax = Amounts.get(row, "TotalTax");
    lines.add(new Line(name(data.system("GST")), sold ? tax.negate() : tax));
    var total = Amounts.get(row, "Total");
    lines.add(new Line(against, sold ? total : total.negate()));
  }

  private String coded(JsonNode line) {
    var account = data.find(Kind.ACCOUNT, "Code", Json.text(line, "AccountCode"));
    return account == null ? "" : name(account);
  }

  private static String name(JsonNode account) {
    return Json.text(account, "Name", "");
  }
}
