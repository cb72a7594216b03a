package dev.tillbridge.sandbox.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What QuickBooks itself makes of its documents. Every amount here is worked out by hand. */
final class DoubleEntryTest {

  private final Books books = new Books();

  @AfterEach
  void everyDocumentAddsUp() {
    var sum = BigDecimal.ZERO;
    for (var line :
        books.world.ok(books.world.get("/sandbox/quickbooks/ledger")).path("ledger")) {
      sum = sum.add(new BigDecimal(Json.text(line, "amount", "")));
    }
    assertThat(sum).isEqualByComparingTo("0");
    books.close();
  }

  @Test
  void a_receipt_goes_to_money_income_discount_shipping_and_tax() {
    var cash = books.id("Account", "Cash on hand - till");
    var mug = books.id("Item", "Enamel mug Blue");
    books.ok("/salesreceipt", """
        {"DocNumber":"S-1","TxnDate":"2026-11-22","DepositToAccountRef":{"value":"%s"},
         "Line":[
          {"Amount":59.97,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":
            {"ItemRef":{"value":"%s"},"Qty":3,"UnitPrice":19.99,"TaxCodeRef":{"value":"TAX"}}},
          {"Amount":5.00,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":
            {"ItemRef":{"value":"SHIPPING_ITEM_ID"}}},
          {"Amount":6.00,"DetailType":"DiscountLineDetail","DiscountLineDetail":
            {"PercentBased":false}}],
         "TxnTaxDetail":{"TotalTax":4.45}}""".formatted(cash, mug));
    assertThat(books.balance("Cash on hand - till")).isEqualTo("63.42");
    assertThat(books.balance("Sales of Product Income")).isEqualTo("-59.97");
    assertThat(books.balance("Shipping Income")).isEqualTo("-5.00");
    assertThat(books.balance("Discounts given")).isEqualTo("6.00");
    assertThat(books.balance("Sales tax payable")).isEqualTo("-4.45");
  }

  @Test
  void a_refund_is_the_same_the_other_way_round() {
    var cash = books.id("Account", "Cash on hand - till");
    var deposit = "\"DepositToAccountRef\":{\"value\":\"" + cash + "\"}";
    books.ok("/salesreceipt", books.sold("S-1", "19.99", "1.65", deposit));
    books.ok("/refundreceipt", books.sold("R-1", "9.99", "0.82", deposit));
    assertThat(books.balance("Cash on hand - till")).isEqualTo("10.83");
    assertThat(books.balance("Sales of Product Income")).isEqualTo("-10.00");
    assertThat(books.balance("Sales tax payable")).isEqualTo("-0.83");
  }

  @Test
  void a_sale_on_account_is_owed_then_paid_then_at_the_bank_less_the_fee() {
    var invoice = books.ok("/invoice", books.sold("I-1", "100.00", "8.25", ""));
    assertThat(books.balance("Accounts Receivable (A/R)")).isEqualTo("108.25");
    var payment = books.ok("/payment", """
        {"CustomerRef":{"value":"%s"},"TotalAmt":108.25,"TxnDate":"2026-11-22","Line":[{"Amount":108.25,
         "LinkedTxn":[{"TxnId":"%s","TxnType":"Invoice"}]}]}""".formatted(
            Json.text(invoice.path("CustomerRef"), "value"), Json.text(invoice, "Id")));
    assertThat(books.balance("Accounts Receivable (A/R)")).isEqualTo("0.00");
    assertThat(books.balance("Undeposited Funds")).isEqualTo("108.25");
    books.ok("/deposit", """
        {"TxnDate":"2026-11-22","DepositToAccountRef":{"value":"%s"},"Line":[
          {"Amount":108.25,"LinkedTxn":[{"TxnId":"%s","TxnType":"Payment","TxnLineId":"0"}]},
          {"Amount":-3.44,"DetailType":"DepositLineDetail","DepositLineDetail":
            {"AccountRef":{"value":"%s"}}}]}""".formatted(
            books.id("Account", "Checking"),
            Json.text(payment, "Id"),
            books.id("Account", "Payment fees")));
    assertThat(books.balance("Undeposited Funds")).isEqualTo("0.00");
    assertThat(books.balance("Checking")).isEqualTo("104.81");
    assertThat(books.balance("Payment fees")).isEqualTo("3.44");
  }

  @Test
  void a_payout_can_be_paid_in_straight_from_a_clearing_account() {
    var clearing = books.id("Account", "PayPal clearing");
    books.ok(
        "/salesreceipt",
        books.sold(
            "S-1", "100.00", "20.00", "\"DepositToAccountRef\":{\"value\":\"" + clearing + "\"}"));
    books.ok("/deposit", """
        {"TxnDate":"2026-11-22","DepositToAccountRef":{"value":"%s"},"Line":[
          {"Amount":120.00,"DetailType":"DepositLineDetail","DepositLineDetail":
            {"AccountRef":{"value":"%s"}}},
          {"Amount":-4.68,"DetailType":"DepositLineDetail","DepositLineDetail":
            {"AccountRef":{"value":"%s"}}}]}""".formatted(
            books.id("Account", "Checking"), clearing, books.id("Account", "Payment fees")));
    assertThat(books.balance("PayPal clearing")).isEqualTo("0.00");
    assertThat(books.balance("Checking")).isEqualTo("115.32");
    assertThat(books.balance("Payment fees")).isEqualTo("4.68");
    // What the bookkeeper sees on the account is the same.
    var checking = books.query("select * from Account where Name = 'Checking'").at("/Account/0");
    assertThat(Json.text(checking, "CurrentBalance")).isEqualTo("115.32");
  }

  @Test
  void an_item_that_gets_another_account_leaves_what_was_booked_alone() {
    books.ok("/salesreceipt", books.sold("S-1", "19.99", "0", ""));
    var item = books.query("select * from Item where Name = 'Enamel mug Blue'").at("/Item/0");
    books.ok("/item?operation=update", """
        {"Id":"%s","SyncToken":"0","sparse":true,"Name":"Enamel mug Blue",
         "IncomeAccountRef":{"value":"%s"}}""".formatted(
            Json.text(item, "Id"), books.id("Account", "Shipping Income")));
    assertThat(books.balance("Sales of Product Income")).isEqualTo("-19.99");
    books.ok("/salesreceipt", books.sold("S-2", "19.99", "0", ""));
    assertThat(books.balance("Shipping Income")).isEqualTo("-19.99");
  }
}
