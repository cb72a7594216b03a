package dev.tillbridge.connector.quickbooks;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static dev.tillbridge.connector.quickbooks.Company.booked;
import static dev.tillbridge.connector.quickbooks.Company.fault;
import static dev.tillbridge.connector.quickbooks.Company.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.Tender.Kind;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuickBooksBookkeepingTest {

  @RegisterExtension
  static WireMockExtension server = WireMockExtension.newInstance().build();

  private Company company;
  private QuickBooksBookkeeping books;

  @BeforeEach
  void open() {
    company = new Company(server);
    books = company.books();
  }

  @Test
  void a_sale_is_booked_exactly_as_charged() {
    company.onReceipt(booked("21.63", "1.65"));
    assertThat(books.book(Sales.mugs())).isEqualTo(new Delivered<>("812"));

    var sent = company.receiptsSent().getFirst();
    assertThat(URI.create(sent.getAbsoluteUrl()).getPort()).isEqualTo(server.getPort());
    assertThat(sent.getUrl())
        .isEqualTo(Company.RECEIPTS + "?minorversion=75&requestid=" + Sales.KEY);
    assertThat(sent.getHeader("Authorization")).isEqualTo("Bearer a-1");
    assertThat(sent.getHeader("Content-Type")).startsWith("application/json");
    assertThat(sent.getBodyAsString()).isEqualTo("""
            {"DocNumber":"T-GV61PV6C6EM0ZZ16B1X","TxnDate":"2026-11-22",\
            "CurrencyRef":{"value":"USD"},\
            "PrivateNote":"Tillbridge sale 0198f3c2-7a10-7c3e-9b1d-2f6a4c5e8d90, receipt R1-000101, COUNTER",\
            "Line":[{"Description":"MUG title","Amount":19.98,"DetailType":"SalesItemLineDetail",\
            "SalesItemLineDetail":{"ItemRef":{"value":"19"},"UnitPrice":9.99,"Qty":2,\
            "TaxCodeRef":{"value":"TAX"}}}],\
            "TxnTaxDetail":{"TotalTax":1.65},"CustomerRef":{"value":"7"},\
            "DepositToAccountRef":{"value":"C"}}""");
  }

  @Test
  void a_web_sale_in_parts_goes_to_the_account_for_parts() {
    company.onReceipt(booked("25.00", "0"));
    var posting =
        new Sales("USD").web().line("MUG", 3, 800, 400).shipping(500).paid(Kind.PAYPAL, Kind.CASH);
    assertThat(books.book(posting)).isEqualTo(new Delivered<>("812"));
    assertThat(company.receiptsSent().getFirst().getBodyAsString())
        .contains(
            "receipt #1001, WEB, shopify:demo.myshopify.com:450789469\"",
            "\"TaxCodeRef\":{\"value\":\"NON\"}",
            "{\"Amount\":5.00,\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":"
                + "{\"ItemRef\":{\"value\":\"SHIPPING_ITEM_ID\"}}}",
            "{\"Amount\":4.00,\"DetailType\":\"DiscountLineDetail\",\"DiscountLineDetail\":"
                + "{\"PercentBased\":false,\"DiscountAccountRef\":{\"value\":\"D\"}}}",
            "\"TxnTaxDetail\":{\"TotalTax\":0.00}",
            "\"CustomerRef\":{\"value\":\"8\"}",
            "\"ApplyTaxAfterDiscount\":true",
            "\"DepositToAccountRef\":{\"value\":\"U\"}");
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "shopify, demo.myshopify.com, S",
    "woocommerce, shop.example, W",
    "woocommerce, boutique.example, B"
  })
  void each_shop_has_its_own_clearing_account(String system, String shop, String account) {
    company.onReceipt(booked("8.00", "0"));
    var posting = new Sales("USD").at(system, shop).line("MUG", 1, 800, 0).paid(Kind.SHOP);
    assertThat(books.book(posting)).isEqualTo(new Delivered<>("812"));
    assertThat(company.receiptsSent().getFirst().getBodyAsString())
        .contains("\"DepositToAccountRef\":{\"value\":\"%s\"}".formatted(account));
  }

  @Test
  void tips_and_duties_are_lines_of_the_bookkeepers_own_items_and_bear_no_tax() {
    company.onReceipt(booked("33.63", "1.65"));
    var posting = new Sales("USD")
        .web()
        .line("MUG", 2, 999, 0)
        .tax(false, 1998, 165)
        .charge(SaleCharge.Kind.TIP, 1_000)
        .charge(SaleCharge.Kind.DUTY, 200)
        .paid(Kind.GIFT_CARD);
    assertThat(books.book(posting)).isEqualTo(new Delivered<>("812"));
    assertThat(company.receiptsSent().getFirst().getBodyAsString())
        .contains(
            "{\"Description\":\"as charged: TIP\",\"Amount\":10.00,"
                + "\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":"
                + "{\"ItemRef\":{\"value\":\"T\"},\"TaxCodeRef\":{\"value\":\"NON\"}}}",
            "\"Amount\":2.00,",
            "\"ItemRef\":{\"value\":\"D\"}",
            "\"DepositToAccountRef\":{\"value\":\"U\"}");
  }

  @Test
  void what_cash_was_rounded_by_is_a_line_so_that_the_receipt_says_what_was_paid() {
    company.onReceipt(booked("21.65", "1.65"));
    var up = new Sales("USD").line("MUG", 2, 999, 0).tax(false, 1998, 165).rounded(2);
    assertThat(books.book(up.paid(Kind.CASH))).isEqualTo(new Delivered<>("812"));
    assertThat(company.receiptsSent().getFirst().getBodyAsString())
        .contains("{\"Description\":\"Cash rounding\",\"Amount\":0.02,"
            + "\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":"
            + "{\"ItemRef\":{\"value\":\"C\"},\"TaxCodeRef\":{\"value\":\"NON\"}}}");
    company.onReceipt(booked("19.95", "0.00"));
    var down = new Sales("USD").line("MUG", 2, 999, 0).rounded(-3);
    assertThat(books.book(down.paid(Kind.CASH))).isEqualTo(new Delivered<>("812"));
    assertThat(company.receiptsSent().getLast().getBodyAsString()).contains("\"Amount\":-0.03,");
  }

  @Test
  void rounding_without_an_item_waits_with_its_reason() {
    company.found("Item where Name = 'Cash rounding", "Item", "");
    var posting = new Sales("USD").line("MUG", 2, 999, 0).rounded(2).paid(Kind.CASH);
    assertThat(books.book(posting))
        .isEqualTo(
            new Refused<>("no QuickBooks item named Cash rounding; add the item, then retry"));
    assertThat(company.receiptsSent()).isEmpty();
  }

  @Test
  void a_charge_without_an_item_waits_with_its_reason() {
    company.found("Item where Name = 'Fees charged", "Item", "");
    var posting =
        new Sales("USD").line("MUG", 1, 999, 0).charge(SaleCharge.Kind.FEE, 100).paid(Kind.CASH);
    assertThat(books.book(posting))
        .isEqualTo(
            new Refused<>("no QuickBooks item named Fees charged; add the item, then retry"));
    assertThat(company.receiptsSent()).isEmpty();
  }

  @Test
  void a_tax_inside_the_price_is_taken_out_of_the_lines() {
    company.onReceipt(booked("30.00", "5.00", "EUR"));
    var posting = new Sales("EUR").line("MUG", 3, 1000, 0).tax(true, 3000, 500).paid(Kind.PAYPAL);
    assertThat(books.book(posting)).isEqualTo(new Delivered<>("812"));
    assertThat(company.receiptsSent().getFirst().getBodyAsString())
        .contains(
            "\"Amount\":25.00,\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":"
                + "{\"TaxInclusiveAmt\":30.00,\"ItemRef\":{\"value\":\"19\"},"
                + "\"UnitPrice\":8.3333333,\"Qty\":3,\"TaxCodeRef\":{\"value\":\"TAX\"}}",
            "\"TxnTaxDetail\":{\"TotalTax\":5.00}",
            "\"GlobalTaxCalculation\":\"TaxInclusive\"",
            "\"DepositToAccountRef\":{\"value\":\"P\"}");
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = Fault.class,
      names = {"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER", "MALFORMED_RESPONSE_CHUNK"})
  void a_lost_answer_leaves_us_in_doubt_and_the_retry_carries_the_same_key(Fault fault) {
    company.onReceipt(aResponse().withFault(fault));
    assertThat(books.book(Sales.mugs())).isInstanceOf(InDoubt.class);
    company.onReceipt(booked("21.63", "1.65"));
    assertThat(books.book(Sales.mugs())).isEqualTo(new Delivered<>("812"));

    assertThat(company.receiptsSent()).hasSize(2);
    assertThat(company.receiptsSent())
        .extracting(LoggedRequest::getUrl)
        .containsOnly(Company.RECEIPTS + "?minorversion=75&requestid=" + Sales.KEY);
    assertThat(company.receiptsSent())
        .extracting(LoggedRequest::getBodyAsString)
        .satisfies(bodies -> assertThat(bodies.getFirst()).isEqualTo(bodies.getLast()));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "500,application/json,{}",
        "503,,",
        "504,application/json,{}",
        "502,text/html,<html>",
        "200,text/html,<html>",
        "200,application/json,",
        "200,application/json,{}",
        "200,application/json,null",
        "200,application/json,[]",
        "200,application/json,{\"SalesReceipt\":null}",
        "200,application/json,`{\"SalesReceipt\":{\"Id\":\"1\"}}`",
        "200,application/json,{\"SalesReceipt\":{\"TotalAmt\":21.63}}",
        "200,application/json,{\"QueryResponse\":{}}",
        "200,application/json,{\"SalesReceipt\":",
        "302,,",
        "403,text/html,<html>",
      })
  void a_useless_answer_leaves_a_booking_in_doubt(int status, String type, String body) {
    var useless = aResponse().withStatus(status);
    if (type != null) {
      useless.withHeader("Content-Type", type);
    }
    if (body != null) {
      useless.withBody(body);
    }
    company.onReceipt(useless);
    assertThat(books.book(Sales.mugs())).isInstanceOf(InDoubt.class);
    assertThat(company.receiptsSent()).hasSize(1);
  }

  @ParameterizedTest(name = "a fault with status {0}")
  @CsvSource({"400", "200"})
  void a_fault_is_a_no_whatever_its_status(int status) {
    company.onReceipt(fault(status, "6000", "A business validation error has occurred"));
    assertThat(books.book(Sales.mugs()))
        .isEqualTo(
            new Refused<>("A business validation error has occurred: detail (QuickBooks 6000)"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"429,3001", "403,003001", "429,1"})
  void slow_down_means_not_sent_for_a_minute_and_nobody_asks_meanwhile(int status, String code) {
    company.onReceipt(fault(status, code, "ThrottleExceeded"));
    var slowDown = new NotSent<>("QuickBooks asks us to slow down", Duration.ofSeconds(60));
    assertThat(books.book(Sales.mugs())).isEqualTo(slowDown);
    assertThat(books.book(Sales.mugs()))
        .isInstanceOfSatisfying(
            NotSent.class, n -> assertThat(n.waitAtLeast()).isGreaterThan(Duration.ofSeconds(20)));
    assertThat(company.receiptsSent()).hasSize(1);
  }

  @Test
  void closed_books_keep_the_sale_waiting() {
    company.onReceipt(fault(403, "6190", "Invalid Company Status"));
    assertThat(books.book(Sales.mugs()))
        .isInstanceOfSatisfying(
            NotSent.class, n -> assertThat(n.why()).contains("Invalid Company Status"));
  }

  @Test
  void a_differing_total_or_tax_is_held_and_explained() {
    company.onReceipt(booked("21.64", "1.66"));
    assertThat(why(books.book(Sales.mugs())))
        .isEqualTo("QuickBooks booked 21.64 instead of 21.63 as document 812; correct it there");
    company.onReceipt(booked("21.63", "1.7"));
    assertThat(why(books.book(Sales.mugs())))
        .isEqualTo(
            "QuickBooks booked a tax of 1.70 instead of 1.65 as document 812; correct it there");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"6140", "6210"})
  void a_number_that_is_taken_is_looked_up(String code) {
    company.onReceipt(fault(400, code, "Duplicate Document Number Error"));
    company.found(
        "from SalesReceipt",
        "SalesReceipt",
        receipt("812", "21.63", "1.65", "Tillbridge sale " + Sales.SALE + ", receipt"));
    assertThat(books.book(Sales.mugs())).isEqualTo(new Delivered<>("812"));

    company.found("from SalesReceipt", "SalesReceipt", "");
    assertThat(why(books.book(Sales.mugs()))).contains("belongs to another kind of document");
  }

  @Test
  void recall_finds_what_is_there_and_admits_what_it_cannot_know() {
    var note = "Tillbridge sale " + Sales.SALE + ", receipt";
    assertThat(books.recall(Sales.mugs())).isInstanceOf(NotSent.class);
    company.found("from SalesReceipt", "SalesReceipt", receipt("812", "21.63", "1.65", note));
    assertThat(books.recall(Sales.mugs())).isEqualTo(new Delivered<>("812"));
    assertThat(company.queriesSent().getLast())
        .isEqualTo("select * from SalesReceipt where DocNumber = 'T-GV61PV6C6EM0ZZ16B1X'");
    company.found("from SalesReceipt", "SalesReceipt", receipt("812", "21.64", "1.65", note));
    assertThat(why(books.recall(Sales.mugs()))).contains("21.64 instead of 21.63");
    company.found("from SalesReceipt", "SalesReceipt", receipt("5", "21.63", "1.65", "by hand"));
    assertThat(why(books.recall(Sales.mugs()))).contains("document 5", "is not this sale");
    company.found(
        "from SalesReceipt",
        "SalesReceipt",
        receipt("5", "21.63", "1.65", note) + "," + receipt("6", "21.63", "1.65", note));
    assertThat(why(books.recall(Sales.mugs()))).contains("[5, 6]", "delete all but one");
    company.onQuery("from SalesReceipt", aResponse().withStatus(500));
    assertThat(books.recall(Sales.mugs())).isInstanceOf(InDoubt.class);
    company.onQuery("from SalesReceipt", okJson("{}"));
    assertThat(books.recall(Sales.mugs())).isInstanceOf(InDoubt.class);
  }

  private static String why(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Refused.class);
    return ((Refused<?>) outcome).why();
  }
}
