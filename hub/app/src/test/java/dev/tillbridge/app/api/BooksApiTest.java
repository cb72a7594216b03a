package dev.tillbridge.app.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger as programs and people read it. */
class BooksApiTest {

  private static final String BOOKS = "/api/v1/books";

  private final Hub hub = Hub.shared();

  /** Two at 5.00 with 8.25 % on top: 10.00 and 0.83. */
  private UUID sold() {
    var sku = Goods.stocked(hub, 9, 500);
    var sale = UUID.randomUUID();
    assertThat(
            hub.http().post("/api/v1/sales", Goods.cashSale(sale, sku, 2, 500)).status())
        .isEqualTo(201);
    return sale;
  }

  private Answer page(String path) {
    return hub.http()
        .send("GET", path, null, "Cookie", "TILLBRIDGE_CONSOLE=" + hub.session("BOOKKEEPER"));
  }

  @Test
  void a_sale_is_in_the_ledger_as_soon_as_it_is_recorded() {
    var sale = sold();
    var entry = hub.http().get(BOOKS + "/sales/" + sale).json().at("/entries/0");
    assertThat(entry.at("/cause").asString()).isEqualTo("SALE");
    assertThat(entry.at("/causeId").asString()).isEqualTo(sale.toString());
    var lines = new HashMap<String, Long>();
    entry
        .at("/lines")
        .forEach(line ->
            lines.put(line.at("/account").asString(), line.at("/amount/minor").asLong()));
    assertThat(lines)
        .containsEntry("1010", 1_083L)
        .containsEntry("2200", -83L)
        .containsEntry("4000", -1_000L)
        .hasSize(3);
    var id = entry.at("/id").asLong();
    assertThat(hub.http().get(BOOKS + "/entries/" + id).json().at("/causeId").asString())
        .isEqualTo(sale.toString());
    assertThat(hub.http().get(BOOKS + "/entries/999999999").status()).isEqualTo(404);
  }

  @Test
  void both_sides_of_the_trial_balance_come_to_the_same_and_pages_to_all_entries() {
    sold();
    sold();
    var sums = new HashMap<String, Long>();
    hub.http()
        .get(BOOKS + "/trial-balance")
        .json()
        .at("/balances")
        .forEach(one ->
            sums.merge(one.at("/currency").asString(), one.at("/balance").asLong(), Long::sum));
    assertThat(sums).isNotEmpty();
    assertThat(sums.values()).containsOnly(0L);
    int entries = 0;
    var next = "";
    do {
      var page = hub.http().get(BOOKS + "/entries?limit=1" + next).json();
      entries += page.at("/entries").size();
      next = page.at("/next").isNull() ? "" : "&cursor=" + page.at("/next").asString();
    } while (!next.isEmpty());
    assertThat(entries).isGreaterThanOrEqualTo(2);
    assertThat(
            hub.http().get(BOOKS + "/entries?amount=1083&account=1010").json().at("/entries"))
        .isNotEmpty();
    assertThat(hub.http().get(BOOKS + "/accounts").json().at("/accounts/0/code").asString())
        .isEqualTo("1010");
  }

  @Test
  void the_export_adds_up_for_whoever_reads_it() {
    sold();
    var journal = hub.http().get(BOOKS + "/export");
    assertThat(journal.status()).isEqualTo(200);
    var sum = journal
        .body()
        .lines()
        .filter(line -> line.startsWith("    ") && line.endsWith(" USD"))
        .map(line -> new BigDecimal(line.strip().split(" +", -1)[1]))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum).isEqualByComparingTo("0");
    assertThat(journal.body()).contains("    Assets:1010-Cash-on-hand  10.83 USD\n");
    assertThat(hub.http().get(BOOKS + "/export?format=beancount").body())
        .contains(" open Assets:1010-Cash-on-hand\n");
    assertThat(hub.http().get(BOOKS + "/export?format=CSV&from=2020-01-01").body())
        .startsWith("entry,day,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/export?format=pdf",
        "/export?from=yesterday",
        "/trial-balance?from=0001-01-01",
        "/entries?limit=0",
        "/entries?limit=501",
        "/entries?cursor=2026-13-01_4",
        "/entries?cursor=x",
        "/entries?amount=much"
      })
  void what_makes_no_sense_is_said_to_make_none(String path) {
    assertThat(hub.http().get(BOOKS + path).status()).isEqualTo(422);
  }

  @Test
  void who_may_not_read_the_ledger_does_not() {
    var answer =
        hub.http().send("GET", BOOKS + "/export", null, "Authorization", "Bearer " + Hub.READER);
    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void the_bookkeeper_sees_every_account_and_what_is_behind_it() {
    sold();
    var accounts = page("/console/books");
    assertThat(accounts.status()).isEqualTo(200);
    assertThat(accounts.body())
        .contains("1010 Cash on hand", "Both sides", "aria-current=\"page\"")
        .doesNotContain("style=")
        .doesNotContain("<script>");
    var entries = page("/console/books/entries?account=1010&from=&through=");
    assertThat(entries.status()).isEqualTo(200);
    assertThat(entries.body()).contains("$10.83", "Sale R1-");
    assertThat(page("/console/books?from=2001-01-01&through=2001-01-02").body())
        .contains("Nothing was entered in these days");
    var wrong = page("/console/books?from=tomorrow");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("must be a day like");
    assertThat(page("/console/books/entries?after=x").status()).isEqualTo(422);
    assertThat(page("/console").body()).contains("href=\"/console/books\"");
  }

  @Test
  void words_of_others_stay_words_on_the_page() {
    var sku = Goods.stocked(hub, 9, 500);
    var sale = Goods.cashSale(UUID.randomUUID(), sku, 1, 500)
        .replaceFirst("\"receiptNumber\": \"R1-[^\"]*", "\"receiptNumber\": \"<b>R1");
    hub.http()
        .send(
            "POST",
            "/api/v1/sales",
            sale.getBytes(UTF_8),
            "Authorization",
            "Bearer " + Hub.TOKEN,
            "Content-Type",
            "application/json");
    assertThat(page("/console/books/entries").body()).doesNotContain("<b>R1");
  }
}
