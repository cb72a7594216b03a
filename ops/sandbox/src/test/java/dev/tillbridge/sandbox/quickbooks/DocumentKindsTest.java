package dev.tillbridge.sandbox.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.sandbox.wire.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class DocumentKindsTest {

  private final Books books = new Books();

  @AfterEach
  void stop() {
    books.close();
  }

  @Test
  void an_invoice_is_open_until_it_is_paid_and_again_when_the_payment_goes() {
    var invoice = books.ok("/invoice", books.sold("I-1", "100.00", "8.25", ""));
    assertThat(Json.text(invoice, "Balance")).isEqualTo("108.25");
    assertThat(Json.text(invoice, "DueDate")).isEqualTo("2026-11-22");
    var payment = books.ok("/payment", payment(invoice, "60.00", "60.00", "Invoice"));
    assertThat(Json.text(now(invoice), "Balance")).isEqualTo("48.25");
    assertThat(now(invoice).at("/LinkedTxn/0/TxnId").stringValue())
        .isEqualTo(Json.text(payment, "Id"));
    books.refused("/payment", payment(invoice, "48.26", "48.26", "Invoice"), "6000");
    books.ok(
        "/payment?operation=delete",
        "{\"Id\":\"" + Json.text(payment, "Id") + "\",\"SyncToken\":\"0\"}");
    assertThat(Json.text(now(invoice), "Balance")).isEqualTo("108.25");
  }

  @Test
  void what_is_paid_too_much_stays_on_the_customers_account() {
    var invoice = books.ok("/invoice", books.sold("I-1", "10.00", "0", ""));
    var payment = books.ok("/payment", payment(invoice, "25.00", "10.00", "Invoice"));
    assertThat(Json.text(payment, "UnappliedAmt")).isEqualTo("15.00");
    books.refused("/payment", payment(invoice, "1.00", "2.00", "Invoice"), "6000");
  }

  @Test
  void a_credit_memo_pays_an_invoice_without_money() {
    var invoice = books.ok("/invoice", books.sold("I-1", "40.00", "0", ""));
    var credit = books.ok("/creditmemo", books.sold("C-1", "15.00", "0", ""));
    books.ok("/payment", """
        {"CustomerRef":{"value":"%s"},"TotalAmt":0,"Line":[
         {"Amount":15.00,"LinkedTxn":[{"TxnId":"%s","TxnType":"Invoice"}]},
         {"Amount":15.00,"LinkedTxn":[{"TxnId":"%s","TxnType":"CreditMemo"}]}]}""".formatted(
            Json.text(invoice.path("CustomerRef"), "value"),
            Json.text(invoice, "Id"),
            Json.text(credit, "Id")));
    assertThat(Json.text(now(invoice), "Balance")).isEqualTo("25.00");
    var left = books.get("/creditmemo/" + Json.text(credit, "Id")).path("CreditMemo");
    assertThat(Json.text(left, "Balance")).isEqualTo("0.00");
    assertThat(books.balance("Accounts Receivable (A/R)")).isEqualTo("25.00");
  }

  @Test
  void an_invoice_names_its_customer_and_another_one_cannot_pay_it() {
    var body = books.sold("I-1", "10.00", "0", "");
    books.refused("/invoice", body.replaceFirst("\"CustomerRef\":\\{[^}]*\\},", ""), "2020");
    var invoice = books.ok("/invoice", body);
    var other = payment(invoice, "10.00", "10.00", "Invoice")
        .replace(
            "{\"value\":\"" + Json.text(invoice.path("CustomerRef"), "value") + "\"}",
            "{\"value\":\"" + books.id("Customer", "Web customer") + "\"}");
    books.refused("/payment", other, "6000");
  }

  @Test
  void a_journal_entry_must_balance() {
    books.refused("/journalentry", journal("10.00", "9.99"), "6000");
    var entry = books.ok("/journalentry", journal("10.00", "10.00"));
    assertThat(Json.text(entry, "TotalAmt")).isEqualTo("10.00");
    assertThat(books.balance("Payment fees")).isEqualTo("10.00");
    assertThat(books.balance("Checking")).isEqualTo("-10.00");
  }

  @Test
  void a_journal_line_on_what_is_owed_by_customers_names_the_customer() {
    var receivable = books.id("Account", "Accounts Receivable (A/R)");
    var line = journal("10.00", "10.00")
        .replace("\"" + books.id("Account", "Checking") + "\"", "\"" + receivable + "\"");
    books.refused("/journalentry", line, "6000");
    books.ok(
        "/journalentry",
        line.replace(
            "\"PostingType\":\"Credit\"",
            "\"PostingType\":\"Credit\",\"Entity\":{\"Type\":\"Customer\",\"EntityRef\":{\"value\":\""
                + books.id("Customer", "Web customer") + "\"}}"));
  }

  @Test
  void money_is_deposited_once_and_only_from_where_it_lies() {
    var lies = books.ok("/salesreceipt", books.sold("S-1", "10.00", "0", ""));
    books.ok("/deposit", deposit(lies, "10.00"));
    books.refused("/deposit", deposit(lies, "10.00"), "6000");
    var gone = "{\"Id\":\"%s\",\"SyncToken\":\"0\"}".formatted(Json.text(lies, "Id"));
    books.refused("/salesreceipt?operation=delete", gone, "6000");
    var till = "\"DepositToAccountRef\":{\"value\":\"%s\"}"
        .formatted(books.id("Account", "Cash on hand - till"));
    var inTill = books.ok("/salesreceipt", books.sold("S-2", "10.00", "0", till));
    books.refused("/deposit", deposit(inTill, "10.00"), "6000");
    var other = books.ok("/salesreceipt", books.sold("S-3", "10.00", "0", ""));
    books.refused("/deposit", deposit(other, "9.99"), "6000");
  }

  @Test
  void receipts_go_to_a_bank_or_another_current_asset_only() {
    var owed = "\"DepositToAccountRef\":{\"value\":\"%s\"}"
        .formatted(books.id("Account", "Tips owed to staff"));
    books.refused("/salesreceipt", books.sold("S-1", "10.00", "0", owed), "6000");
  }

  @Test
  void classes_and_departments_are_made_once_and_must_exist() {
    books.control("/company", "{\"trackClasses\":\"DOCUMENT\"}");
    var web = books.ok("/class", "{\"Name\":\"Web\"}");
    books.refused("/class", "{\"Name\":\"Web\"}", "6240");
    var main = books.ok("/department", "{\"Name\":\"Main Street\"}");
    var more = "\"ClassRef\":{\"value\":\"%s\"},\"DepartmentRef\":{\"value\":\"%s\"}"
        .formatted(Json.text(web, "Id"), Json.text(main, "Id"));
    var receipt = books.ok("/salesreceipt", books.sold("S-1", "10.00", "0", more));
    assertThat(Json.text(receipt.path("DepartmentRef"), "name")).isEqualTo("Main Street");
    books.refused(
        "/salesreceipt",
        books.sold("S-2", "10.00", "0", "\"ClassRef\":{\"value\":\"999\"}"),
        "2500");
  }

  @Test
  void a_void_keeps_the_number_and_takes_the_money_out() {
    var receipt = books.ok("/salesreceipt", books.sold("S-1", "10.00", "0.83", ""));
    var id =
        "{\"Id\":\"%s\",\"SyncToken\":\"0\",\"sparse\":true}".formatted(Json.text(receipt, "Id"));
    var empty = books.ok("/salesreceipt?operation=update&include=void", id);
    assertThat(Json.text(empty, "TotalAmt")).isEqualTo("0");
    assertThat(Json.text(empty, "DocNumber")).isEqualTo("S-1");
    assertThat(books.balance("Undeposited Funds")).isIn("none", "0.00");
  }

  private JsonNode now(JsonNode invoice) {
    return books.get("/invoice/" + Json.text(invoice, "Id")).path("Invoice");
  }

  private static String payment(JsonNode document, String total, String line, String type) {
    return """
        {"CustomerRef":{"value":"%s"},"TotalAmt":%s,"Line":[{"Amount":%s,
         "LinkedTxn":[{"TxnId":"%s","TxnType":"%s"}]}]}""".formatted(
            Json.text(document.path("CustomerRef"), "value"),
            total,
            line,
            Json.text(document, "Id"),
            type);
  }

  private String deposit(JsonNode receipt, String amount) {
    return """
        {"DepositToAccountRef":{"value":"%s"},"Line":[{"Amount":%s,"LinkedTxn":[
         {"TxnId":"%s","TxnType":"SalesReceipt"}]}]}""".formatted(books.id("Account", "Checking"), amount, Json.text(receipt, "Id"));
  }

  private String journal(String debit, String credit) {
    return """
        {"TxnDate":"2026-11-22","Line":[
         {"Amount":%s,"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":
           {"PostingType":"Debit","AccountRef":{"value":"%s"}}},
         {"Amount":%s,"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":
           {"PostingType":"Credit","AccountRef":{"value":"%s"}}}]}""".formatted(
            debit, books.id("Account", "Payment fees"), credit, books.id("Account", "Checking"));
  }
}
