package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Scenario 51: the company already has a sale of the same day, number and total from another app. We
 * warn and hold before anything is booked twice.
 */
class Scenario51SecondConnectorTest {

  private static final String KIND = "books-look-alike";

  private final Hub hub = Hub.shared();
  private final Books books = new Books(hub);
  private final UUID sale = UUID.randomUUID();
  private String sku = "";

  @BeforeEach
  void stock() {
    sku = books.goods(1_999);
  }

  @Test
  void a_sale_that_another_app_has_booked_is_held_until_its_document_is_gone() {
    var other = booked(receiptNumber(), "1.65");
    ring();
    Books.soon().until(() -> books.state(sale).equals("PARKED"));
    assertThat(books.documents(sale)).as("nothing of ours").isEmpty();
    assertThat(books.note(sale)).contains("same day, total and number", other);
    var told = books.openCase(KIND, sale.toString());
    assertThat(told.path("detail").asString()).contains(other, "delete that document");

    books.at(
        "/documents",
        "{\"type\": \"SalesReceipt\", \"operation\": \"delete\", \"document\": {\"Id\": \"%s\"}}"
            .formatted(other));
    books.retry(sale);
    Books.soon().until(() -> books.state(sale).equals("DONE"));
    assertThat(books.documents(sale)).hasSize(1);
    assertThat(books.openCase(KIND, sale.toString()).isMissingNode()).isTrue();
  }

  @Test
  void a_person_who_says_that_it_is_another_sale_has_it_booked() {
    booked(receiptNumber(), "1.65");
    ring();
    Books.soon().until(() -> books.state(sale).equals("PARKED"));
    books.retry(sale);
    Books.soon().until(() -> books.state(sale).equals("PARKED"));
    assertThat(books.documents(sale)).as("nobody has decided").isEmpty();

    var told = books.openCase(KIND, sale.toString()).path("id").asString();
    assertThat(hub.http().post("/api/v1/cases/" + told + "/resolve", "").status())
        .isLessThan(300);
    books.retry(sale);
    Books.soon().until(() -> books.state(sale).equals("DONE"));
    assertThat(books.documents(sale)).hasSize(1);
  }

  @Test
  void another_total_is_another_sale() {
    booked(receiptNumber(), "1.66");
    ring();
    Books.soon().until(() -> books.state(sale).equals("DONE"));
    assertThat(books.documents(sale)).hasSize(1);
  }

  private void ring() {
    var answer = hub.http().post("/api/v1/sales", Goods.cashSale(sale, sku, 1, 1_999));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  /** As it stands on the receipt. */
  private String receiptNumber() {
    return "R1-" + sale.toString().substring(0, 13);
  }

  /** Another app books the same day's sale; its document's id. */
  private String booked(String number, String tax) {
    return books
        .at("/documents", """
            {"type": "SalesReceipt", "document": {"DocNumber": "%s", "TxnDate": "%s",
              "CustomerRef": {"name": "Walk-in customer"}, "TxnTaxDetail": {"TotalTax": %s},
              "Line": [{"Amount": 19.99, "DetailType": "SalesItemLineDetail",
                "SalesItemLineDetail": {"ItemRef": {"name": "Tips"}}}]}}
            """.formatted(number, LocalDate.now(ZoneId.of("America/New_York")), tax))
        .path("Id")
        .asString();
  }
}
