package dev.tillbridge.connector.quickbooks;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.tillbridge.model.outcome.Outcome.Refused;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Attack A19: an answer over another amount or currency than was asked for is never taken for the
 * sale, and nothing is corrected by itself.
 */
class A19DifferentAmountTest {

  @RegisterExtension
  static final WireMockExtension SERVER = WireMockExtension.newInstance().build();

  @ParameterizedTest(name = "{0} {1}, tax {2}")
  @CsvSource({
    "21.64, USD, 1.65, 21.64 instead of 21.63",
    "21.62, USD, 1.65, 21.62 instead of 21.63",
    "2163, USD, 1.65, 2163.00 instead of 21.63",
    "-21.63, USD, 1.65, -21.63 instead of 21.63",
    "21.63, USD, 1.64, a tax of 1.64 instead of 1.65",
    "21.63, EUR, 1.65, EUR instead of USD",
    "21.63, JPY, 1.65, JPY instead of USD"
  })
  void what_is_not_what_was_asked_for_is_held(
      String total, String currency, String tax, String words) {
    var company = new Company(SERVER);
    var receipt = Company.receipt("812", total, tax, "Tillbridge sale " + Sales.SALE)
        .replace("\"value\":\"USD\"", "\"value\":\"" + currency + "\"");
    company.onReceipt(okJson("{\"SalesReceipt\":" + receipt + "}"));
    var outcome = company.books().book(Sales.mugs());
    assertThat(outcome).isInstanceOf(Refused.class);
    assertThat(outcome.toString()).contains(words, "812", "correct it there");
    assertThat(company.receiptsSent()).hasSize(1);
  }
}
