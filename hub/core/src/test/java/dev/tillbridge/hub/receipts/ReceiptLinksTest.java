package dev.tillbridge.hub.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.SalesRig;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptLinksTest {

  private static final String TOKEN = "abcdefghijklmnopqrstu_";
  private static final String OTHER = "abcdefghijklmnopqrstu-";

  private final SalesRig hub = new SalesRig();
  private final ReceiptLinks links = new ReceiptLinks(hub.db.jdbc(), hub.clock);

  @AfterEach
  void close() {
    hub.close();
  }

  private UUID sold(String number) {
    var sale = CounterSale.of(hub.shelf("MUG-" + number, 10, 1_000), 1, 1_000);
    sale.receiptNumber = number;
    return hub.sales.record(sale.report()).view().id();
  }

  @Test
  void a_token_leads_to_its_sale_and_no_other() {
    var sale = sold("R1-000001");
    assertThat(links.sale(TOKEN)).isEmpty();
    links.lead(TOKEN, sale);
    links.lead(TOKEN, sale);
    assertThat(links.sale(TOKEN)).contains(sale);
    assertThat(links.sale(OTHER)).isEmpty();
    assertThat(links.sale(TOKEN.toUpperCase(Locale.ROOT))).isEmpty();
  }

  @Test
  void what_leads_somewhere_is_never_led_elsewhere() {
    var first = sold("R1-000001");
    var second = sold("R1-000002");
    links.lead(TOKEN, first);
    links.lead(TOKEN, second);
    links.lead(OTHER, first);
    assertThat(links.sale(TOKEN)).contains(first);
    assertThat(links.sale(OTHER)).isEmpty();
  }

  @Test
  void the_token_itself_is_nowhere() {
    links.lead(TOKEN, sold("R1-000001"));
    assertThat(hub.db
            .jdbc()
            .sql("select encode(token_hash, 'escape') from receipt_link")
            .query(String.class)
            .single())
        .doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "abcdefghijklmnopqrstu/", "abcdefghijklmnopqrstuvw"})
  void what_is_easy_to_guess_is_no_token(String token) {
    assertThatThrownBy(() -> ReceiptLinks.checked("receiptToken", token))
        .isInstanceOf(BadInput.class);
    assertThat(links.sale(token)).isEmpty();
  }
}
