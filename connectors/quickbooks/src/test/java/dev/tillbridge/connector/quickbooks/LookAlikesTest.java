package dev.tillbridge.connector.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.books.LookAlike;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.sale.Tender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Documents of other apps, in the simulated company. */
class LookAlikesTest {

  private final Simulated company = new Simulated();
  private final Posting order =
      new Sales("USD").web().line("MUG", 2, 999, 0).tax(false, 1998, 165).paid(Tender.Kind.SHOP);

  @AfterEach
  void stop() {
    company.close();
  }

  @Test
  void a_web_order_may_be_there_as_an_invoice_under_its_name_with_or_without_a_sign() {
    var id = booked("Invoice", "1001", "2026-11-22", "1.65");
    var other = booked("SalesReceipt", "#1001", "2026-11-22", "1.65");
    assertThat(company.books.lookAlikes(order))
        .isEqualTo(new Delivered<>(List.of(
            new LookAlike("SalesReceipt", other, "#1001"), new LookAlike("Invoice", id, "1001"))));
  }

  @Test
  void another_day_another_total_and_another_number_are_other_sales() {
    booked("SalesReceipt", "1001", "2026-11-21", "1.65");
    booked("SalesReceipt", "#1001", "2026-11-22", "1.66");
    booked("SalesReceipt", "1002", "2026-11-22", "1.65");
    assertThat(company.books.lookAlikes(order)).isEqualTo(new Delivered<>(List.of()));
  }

  @Test
  void what_we_booked_ourselves_is_no_look_alike() {
    var counter = Sales.mugs();
    assertThat(company.books.book(counter)).isInstanceOf(Delivered.class);
    assertThat(company.books.lookAlikes(counter)).isEqualTo(new Delivered<>(List.of()));
  }

  private String booked(String kind, String number, String day, String tax) {
    var row =
        company.control("/sandbox/quickbooks/documents", """
        {"type":"%s","document":{"DocNumber":"%s","TxnDate":"%s","CustomerRef":
          {"name":"Web customer"},"TxnTaxDetail":{"TotalTax":%s},"Line":[{"Amount":19.98,
           "DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"name":"Tips"}}}]}}""".formatted(kind, number, day, tax));
    return IntuitJudge.tree(row).path("Id").asText();
  }
}
