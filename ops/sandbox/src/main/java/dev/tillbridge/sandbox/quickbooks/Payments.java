package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Payments of what was sold on account. Each line settles a part of one Invoice, or uses a part of
 * one CreditMemo; what is left of the money stays on the customer's account.
 */
final class Payments {

  private static final Map<String, Entity> LINKED =
      Map.of("Invoice", Entity.INVOICE, "CreditMemo", Entity.CREDIT_MEMO);

  private final CompanyData data;
  private final References references;

  Payments(CompanyData data, References references) {
    this.data = data;
    this.references = references;
  }

  void complete(ObjectNode row, @Nullable ObjectNode before) {
    references.require(row, "CustomerRef", Entity.CUSTOMER);
    references.settle(row, "PaymentMethodRef", Entity.PAYMENT_METHOD);
    references.account(row, "DepositToAccountRef", CompanyData.UNDEPOSITED);
    references.typed(row, "DepositToAccountRef", "Bank", "Other Current Asset");
    var total = Amounts.need(row, "TotalAmt", "TotalAmt");
    if (total.signum() < 0) {
      throw Fault.business("Transaction amount must be 0 or greater");
    }
    var used = BigDecimal.ZERO;
    for (var line : lines(row)) {
      var amount = Amounts.need(line, "Amount", "Line.Amount");
      var link = line.path("LinkedTxn").path(0);
      var kind = LINKED.get(Json.text(link, "TxnType", ""));
      if (kind == null) {
        throw Fault.unsupported("Line.LinkedTxn.TxnType " + Json.text(link, "TxnType"));
      }
      settles(row, before, kind, link, amount);
      used = kind == Entity.INVOICE ? used.add(amount) : used.subtract(amount);
    }
    var left = total.subtract(used);
    if (left.signum() < 0) {
      throw Fault.business("The amounts of the lines are more than the payment of " + total);
    }
    row.put("UnappliedAmt", left).put("ProcessPayment", false);
  }

  /** Brings balances up to date after a payment was written or is gone. */
  void settleBalances(@Nullable ObjectNode before, @Nullable ObjectNode after) {
    for (var kind : LINKED.values()) {
      var touched = new TreeSet<String>();
      collect(before, kind, touched);
      collect(after, kind, touched);
      for (var id : touched) {
        var row = data.of(kind).get(id);
        if (row != null) {
          var next = row.deepCopy();
          next.put("Balance", Amounts.get(row, "TotalAmt").subtract(paid(kind, id, "")));
          links(next, kind, id);
          data.replace(kind, row, next);
        }
      }
    }
  }

  /** What is still open of a document that was changed. */
  void keepBalance(Entity kind, ObjectNode row, String id) {
    if (LINKED.containsValue(kind)) {
      row.put("Balance", Amounts.get(row, "TotalAmt").subtract(paid(kind, id, "")));
      links(row, kind, id);
    }
  }

  /** What was paid on a document is money on the customer's account again when it goes. */
  void unlink(Entity kind, String id) {
    if (!LINKED.containsValue(kind)) {
      return;
    }
    for (var payment : data.all(Entity.PAYMENT).toList()) {
      if (linked(payment, kind, id).signum() != 0) {
        var next = payment.deepCopy();
        var lines = lines(next);
        for (int i = lines.size() - 1; i >= 0; i--) {
          if (means(lines.get(i), kind, id)) {
            lines.remove(i);
          }
        }
        var freed = linked(payment, kind, id);
        next.put(
            "UnappliedAmt",
            Amounts.get(payment, "UnappliedAmt")
                .add(kind == Entity.INVOICE ? freed : freed.negate()));
        data.replace(Entity.PAYMENT, payment, next);
      }
    }
  }

  /** How much payments, but for one, have settled of a document. */
  private BigDecimal paid(Entity kind, String id, String butFor) {
    return data.all(Entity.PAYMENT)
        .filter(payment -> !Json.text(payment, "Id", "").equals(butFor))
        .map(payment -> linked(payment, kind, id))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private void settles(
      ObjectNode row, @Nullable ObjectNode before, Entity kind, JsonNode link, BigDecimal amount) {
    var id = Json.text(link, "TxnId", "");
    var document = data.of(kind).get(id);
    if (document == null) {
      throw Fault.notFound(kind.spelling() + " " + id);
    }
    if (!customer(document).equals(customer(row))) {
      throw Fault.business(kind.spelling() + " " + id + " is another customer's");
    }
    var own = before == null ? "" : Json.text(before, "Id", "");
    var open = Amounts.get(document, "TotalAmt").subtract(paid(kind, id, own));
    if (amount.signum() <= 0 || amount.compareTo(open) > 0) {
      throw Fault.business("The amount " + amount + " is not within the open balance of " + open);
    }
  }

  private void links(ObjectNode document, Entity kind, String id) {
    var list = document.putArray("LinkedTxn");
    data.all(Entity.PAYMENT)
        .filter(payment -> linked(payment, kind, id).signum() != 0)
        .forEach(payment -> list.addObject()
            .put("TxnId", Json.text(payment, "Id"))
            .put("TxnType", Entity.PAYMENT.spelling()));
  }

  private static BigDecimal linked(JsonNode payment, Entity kind, String id) {
    var sum = BigDecimal.ZERO;
    for (var line : payment.path("Line")) {
      if (means(line, kind, id)) {
        sum = sum.add(Amounts.get(line, "Amount"));
      }
    }
    return sum;
  }

  private static boolean means(JsonNode line, Entity kind, String id) {
    var link = line.path("LinkedTxn").path(0);
    return kind.spelling().equals(Json.text(link, "TxnType"))
        && id.equals(Json.text(link, "TxnId"));
  }

  private static void collect(@Nullable ObjectNode payment, Entity kind, Set<String> ids) {
    if (payment != null) {
      for (var line : payment.path("Line")) {
        var link = line.path("LinkedTxn").path(0);
        if (kind.spelling().equals(Json.text(link, "TxnType"))) {
          ids.add(Json.text(link, "TxnId", ""));
        }
      }
    }
  }

  private static ArrayNode lines(ObjectNode row) {
    return row.get("Line") instanceof ArrayNode lines ? lines : row.putArray("Line");
  }

  private static String customer(JsonNode row) {
    return Json.text(row.path("CustomerRef"), "value", "");
  }
}
