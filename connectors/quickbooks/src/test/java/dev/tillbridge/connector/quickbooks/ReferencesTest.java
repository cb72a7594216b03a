package dev.tillbridge.connector.quickbooks;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static dev.tillbridge.connector.quickbooks.Company.booked;
import static dev.tillbridge.connector.quickbooks.Company.fault;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.sale.Tender.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReferencesTest {

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
  void an_unknown_sku_is_named_before_anything_is_written_and_asked_for_again() {
    company.found("from Item", "Item", "");
    assertThat(why(books.book(Sales.mugs())))
        .isEqualTo("no QuickBooks item for SKU MUG; add the item, then retry");
    assertThat(company.receiptsSent()).isEmpty();

    company.found("from Item", "Item", "{\"Id\":\"19\",\"Sku\":\"MUG\"}");
    company.onReceipt(booked("21.63", "1.65"));
    assertThat(books.book(Sales.mugs())).isEqualTo(new Delivered<>("812"));
  }

  @Test
  void two_items_of_one_sku_or_one_of_another_case_are_not_guessed_at() {
    company.found(
        "from Item", "Item", "{\"Id\":\"19\",\"Sku\":\"MUG\"},{\"Id\":\"20\",\"Sku\":\"MUG\"}");
    assertThat(why(books.book(Sales.mugs()))).contains("more than one item for SKU MUG");
    company.found("from Item", "Item", "{\"Id\":\"19\",\"Sku\":\"mug\"}");
    assertThat(why(books.book(Sales.mugs()))).contains("no QuickBooks item for SKU MUG");
  }

  @Test
  void a_missing_account_or_customer_is_named() {
    company.found("'Cash on hand - till'", "Account", "");
    assertThat(why(books.book(Sales.mugs())))
        .isEqualTo("no QuickBooks account named Cash on hand - till; add the account, then retry");
    company.found("'Walk-in customer'", "Customer", "");
    assertThat(why(company.books().book(Sales.mugs())))
        .contains("no QuickBooks customer named Walk-in");
  }

  @Test
  void a_failing_lookup_sends_nothing() {
    company.onQuery("from Item", aResponse().withStatus(500));
    assertThat(books.book(Sales.mugs())).isInstanceOf(NotSent.class);
    company.onQuery("from Item", aResponse().withFault(Fault.EMPTY_RESPONSE));
    assertThat(books.book(Sales.mugs())).isInstanceOf(NotSent.class);
    company.onQuery("from Item", fault(400, "4001", "Invalid query"));
    assertThat(books.book(Sales.mugs())).isInstanceOf(Refused.class);
    assertThat(company.receiptsSent()).isEmpty();
  }

  @Test
  void quotes_and_backslashes_in_a_sku_stay_inside_their_literal() {
    var sku = "O'Neil\\' or Sku like '%";
    company.found("from Item", "Item", "");
    books.book(new Sales("USD").line(sku, 1, 100, 0).paid(Kind.CASH));
    assertThat(company.queriesSent())
        .containsExactly(
            "select Id, Name, Sku, IncomeAccountRef from Item where Sku in ('O\\'Neil\\\\\\' or Sku like \\'%')"
                + " maxresults 1000");
  }

  @Test
  void what_was_found_is_remembered_until_quickbooks_calls_it_wrong() {
    company.onReceipt(booked("21.63", "1.65"));
    books.book(Sales.mugs());
    books.book(Sales.mugs());
    assertThat(company.queriesSent()).hasSize(5);

    company.onReceipt(fault(400, "2500", "Invalid Reference Id"));
    assertThat(why(books.book(Sales.mugs()))).contains("Invalid Reference Id", "then retry");
    company.onReceipt(booked("21.63", "1.65"));
    books.book(Sales.mugs());
    assertThat(company.queriesSent()).hasSize(10);
  }

  @Test
  void many_skus_are_asked_for_in_batches() {
    var sale = new Sales("USD");
    for (int i = 0; i < 61; i++) {
      sale.line("SKU-" + i, 1, 100, 0);
    }
    company.found("from Item", "Item", "");
    assertThat(why(books.book(sale.paid(Kind.CASH)))).startsWith("no QuickBooks items for SKUs");
    assertThat(company.queriesSent()).hasSize(3);
  }

  private static String why(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Refused.class);
    return ((Refused<?>) outcome).why();
  }
}
