package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is sold and taken back: SalesReceipt, RefundReceipt, Invoice and CreditMemo. */
final class SalesForms {

  private final CompanyData data;
  private final References references;
  private final SalesTax taxes;

  SalesForms(CompanyData data, References references) {
    this.data = data;
    this.references = references;
    taxes = new SalesTax(data, references);
  }

  /** Completes the row; the tax comes out as the company's settings have it if it is new. */
  void complete(Entity entity, ObjectNode row, boolean fresh) {
    boolean onAccount = entity == Entity.INVOICE || entity == Entity.CREDIT_MEMO;
    if (onAccount) {
      references.require(row, "CustomerRef", Entity.CUSTOMER);
    }
    references.settle(row, "CustomerRef", Entity.CUSTOMER);
    references.classed(row, "DOCUMENT");
    references.settle(row, "PaymentMethodRef", Entity.PAYMENT_METHOD);
    if (!onAccount) {
      deposit(entity, row);
    }
    var lines = Documents.lines(row);
    var subtotal = subtotal(lines);
    var total = subtotal.add(taxes.settle(row, lines, fresh));
    var claimed = Amounts.find(row, "TotalAmt");
    if (claimed != null && claimed.compareTo(total) != 0 && data.company().taxOffMinor() == 0) {
      throw Fault.business("TotalAmt is " + claimed + " but lines and tax make " + total);
    }
    if (total.signum() < 0) {
      throw Fault.business("Transaction amount must be 0 or greater");
    }
    row.put("TotalAmt", total).put("Balance", onAccount ? total : BigDecimal.ZERO);
    if (entity == Entity.INVOICE && row.get("DueDate") == null) {
      row.put("DueDate", Json.text(row, "TxnDate"));
    }
    mail(row);
    Documents.number(lines);
    subtotalLine(lines, subtotal);
  }

  private void deposit(Entity entity, ObjectNode row) {
    if (row.get("DepositToAccountRef") == null && entity == Entity.REFUND_RECEIPT) {
      throw Fault.missing("DepositToAccountRef");
    }
    references.account(row, "DepositToAccountRef", CompanyData.UNDEPOSITED);
    references.typed(row, "DepositToAccountRef", "Bank", "Other Current Asset");
  }

  private static void mail(ObjectNode row) {
    var status = Json.text(row, "EmailStatus", "NotSet");
    if (status.equals("NeedToSend") && Json.text(row.path("BillEmail"), "Address") == null) {
      throw Fault.business("Email Address is required to send the transaction by email");
    }
    row.put("EmailStatus", status);
  }

  private BigDecimal subtotal(ArrayNode lines) {
    var sum = BigDecimal.ZERO;
    for (int i = lines.size() - 1; i >= 0; i--) {
      if ("SubTotalLineDetail".equals(Json.text(lines.get(i), "DetailType"))) {
        lines.remove(i);
      }
    }
    for (var line : lines) {
      var type = Json.text(line, "DetailType", "");
      if (type.equals("DescriptionOnly")) {
        continue;
      }
      var amount = Amounts.need(line, "Amount", "Line.Amount");
      sum = switch (type) {
        case "SalesItemLineDetail" -> sum.add(sold(line, amount));
        case "DiscountLineDetail" -> sum.subtract(discount(line, amount));
        default -> throw Fault.unsupported("Line.DetailType " + type + " is not supported");
      };
    }
    return sum;
  }

  private BigDecimal sold(JsonNode line, BigDecimal amount) {
    if (!(line.path("SalesItemLineDetail") instanceof ObjectNode detail)) {
      throw Fault.missing("SalesItemLineDetail");
    }
    var item = detail.get("ItemRef");
    ObjectNode account;
    if (item == null) {
      account = data.accountNamed(CompanyData.SALES);
    } else if (Json.text(item, "value", "").equals("SHIPPING_ITEM_ID")) {
      // Shipping is not an item of the company's: QuickBooks knows it by this name alone.
      account = data.accountNamed(CompanyData.SHIPPING);
    } else {
      var found = references.existing(item, "ItemRef", Entity.ITEM);
      detail.set("ItemRef", CompanyData.reference(found, "Name"));
      account =
          references.existing(found.path("IncomeAccountRef"), "IncomeAccountRef", Entity.ACCOUNT);
    }
    // Kept on the line: an item that gets another account later leaves what was booked alone.
    detail.set("ItemAccountRef", CompanyData.reference(account, "Name"));
    references.classed(detail, "LINE");
    var price = Amounts.find(detail, "UnitPrice");
    var quantity = Amounts.find(detail, "Qty");
    if (price != null && quantity != null) {
      var product = price.multiply(quantity).setScale(2, RoundingMode.HALF_UP);
      if (product.compareTo(amount) != 0) {
        throw Fault.amount("Amount is not equal to UnitPrice * Qty. Supplied value:" + amount
            + ", expected " + product);
      }
    }
    return amount;
  }

  private BigDecimal discount(JsonNode line, BigDecimal amount) {
    if (!(line.path("DiscountLineDetail") instanceof ObjectNode detail)) {
      throw Fault.missing("DiscountLineDetail");
    }
    references.account(detail, "DiscountAccountRef", CompanyData.DISCOUNTS);
    references.classed(detail, "LINE");
    return amount;
  }

  private static void subtotalLine(ArrayNode lines, BigDecimal subtotal) {
    var line = lines.addObject().put("Amount", subtotal).put("DetailType", "SubTotalLineDetail");
    line.putObject("SubTotalLineDetail");
  }
}
