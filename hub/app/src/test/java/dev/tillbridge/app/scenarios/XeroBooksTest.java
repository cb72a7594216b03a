package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.sandbox.xero.Xero;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The hub with its books at Xero instead of QuickBooks. */
class XeroBooksTest {

  private static final Map<String, String> AT_XERO = Map.ofEntries(
      Map.entry("TILLBRIDGE_QUICKBOOKS_REALM", ""),
      Map.entry("TILLBRIDGE_QUICKBOOKS_CLIENT_ID", ""),
      Map.entry("TILLBRIDGE_XERO_URL", "{sandbox}/xero"),
      Map.entry("TILLBRIDGE_XERO_TOKEN_URL", "{sandbox}/xero/connect/token"),
      Map.entry("TILLBRIDGE_XERO_CONSENT_URL", "{sandbox}/xero/identity/connect/authorize"),
      Map.entry("TILLBRIDGE_XERO_TENANT", Xero.TENANT),
      Map.entry("TILLBRIDGE_XERO_CLIENT_ID", Xero.CLIENT_ID),
      Map.entry("TILLBRIDGE_XERO_CLIENT_SECRET", Xero.CLIENT_SECRET),
      Map.entry("TILLBRIDGE_XERO_REFRESH_TOKEN", Xero.FIRST_REFRESH_TOKEN));

  @Test
  void a_sale_arrives_at_xero_once_although_the_answer_to_its_payment_was_lost() {
    try (var hub = Hub.start(TestServers.redis().uri(), AT_XERO)) {
      var books = new Books(hub);
      hub.outside().faults("xero", "{\"loseAnswerAfterEffect\": 1, \"match\": \"/Payments\"}");
      var sale = books.sell(books.goods(1_000), 1_000);
      Books.soon().until(() -> books.state(sale).equals("DONE"));
      var truth = hub.outside().truth("xero");
      var balances = truth.path("balances");
      // 10.00 and 8.25 % tax, in cash.
      assertThat(balances.path("Sales").asString()).isEqualTo("-10.00");
      assertThat(balances.path("Sales Tax").asString()).isEqualTo("-0.83");
      assertThat(balances.path("Cash on hand - till").asString()).isEqualTo("10.83");
      assertThat(balances.path("Accounts Receivable").asString()).isEqualTo("0.00");
      assertThat(truth.path("documents")).hasSize(2);
      assertThat(truth.toString()).contains(sale.toString());
    }
  }
}
