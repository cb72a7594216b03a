package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Scenario 48: 4,495.16 at 9.975 % was charged with 448.39, and the document says so. If QuickBooks
 * makes 448.40 of it, the booking is held and explained, until a person has corrected it there.
 */
class Scenario48TaxOverrideTest {

  private final Hub hub = Hub.shared();
  private final Books books = new Books(hub);

  @AfterEach
  void asUsual() {
    books.at("/company", "{\"taxOffMinor\": 0}");
  }

  @ParameterizedTest(name = "{0} at {1} ppm")
  @CsvSource({
    "449516, 99750, 44839, 4495.16, 448.39, 448.40, 4943.55, 4943.56",
    "1001, 83333, 83, 10.01, 0.83, 0.84, 10.84, 10.85"
  })
  void the_tax_is_the_tax_as_charged_or_the_booking_is_held(
      int cents,
      int ppm,
      int tax,
      String net,
      String charged,
      String other,
      String total,
      String otherTotal) {
    var sku = books.goods(cents);
    var right = sell(sku, cents, ppm, tax);
    Books.soon().until(() -> books.state(right).equals("DONE"));
    var document = books.documents(right).getFirst();
    assertThat(document.path("tax").asString()).isEqualTo(charged);
    assertThat(document.path("total").asString()).isEqualTo(total);
    assertThat(document.at("/lines/0/amount").asString()).isEqualTo(net);

    books.at("/company", "{\"taxOffMinor\": 1}");
    var held = sell(sku, cents, ppm, tax);
    Books.soon().until(() -> books.state(held).equals("PARKED"));
    var wrong = books.documents(held).getFirst();
    assertThat(wrong.path("tax").asString()).isEqualTo(other);
    assertThat(books.note(held)).contains(otherTotal, total, wrong.path("id").asString());
    books.retry(held);
    Books.soon().until(() -> books.state(held).equals("PARKED"));
    assertThat(books.documents(held)).as("not booked again").hasSize(1);

    books.at("/documents", """
        {"type": "SalesReceipt", "operation": "update", "document":
          {"Id": "%s", "TxnTaxDetail": {"TotalTax": %s}}}
        """.formatted(wrong.path("id").asString(), charged));
    books.retry(held);
    Books.soon().until(() -> books.state(held).equals("DONE"));
    assertThat(books.documents(held)).hasSize(1);
    assertThat(books.documents(held).getFirst().path("total").asString()).isEqualTo(total);
  }

  private UUID sell(String sku, int cents, int ppm, int tax) {
    var id = UUID.randomUUID();
    long usual = ((long) cents * 82_500 + 500_000) / 1_000_000;
    var body = Goods.cashSale(id, sku, 1, cents)
        .replace("\"ratePpm\": 82500", "\"ratePpm\": " + ppm)
        .replace("\"amount\": {\"minor\": " + usual + ",", "\"amount\": {\"minor\": " + tax + ",")
        .replace("{\"minor\": " + (cents + usual) + ",", "{\"minor\": " + (cents + tax) + ",");
    var answer = hub.http().post("/api/v1/sales", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return id;
  }
}
