package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Ticket;
import dev.tillbridge.app.testing.WorldTime;
import dev.tillbridge.embedded.TestServers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * A whole day of one shop, document by document: what QuickBooks has on each of its accounts by its own
 * double entry is what our ledger has, to the cent.
 */
class DayInTheBooksTest {

  private final WorldTime time = new WorldTime();
  private final Hub hub = Hub.startAt(TestServers.redis().uri(), time);
  private final Money money = new Money(hub);
  private final Books books = new Books(hub);
  private final BothBooks both = new BothBooks(hub);
  private final String code = card();
  private final String sku = Goods.stocked(hub, 1_000, 2_000);

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void what_quickbooks_has_on_each_account_is_what_we_have() {
    told("tracking", "{\"locations\": true, \"channels\": true}");
    told("receipts", "{\"channel\": \"COUNTER\", \"attach\": true}");
    hub.outside().faults("quickbooks", "{\"loseAnswerAfterEffect\": 2, \"match\": \"/upload\"}");
    traded();
    assertThatTheBooksAgree();
    assertThat(kinds())
        .containsExactlyInAnyOrder(
            "SalesReceipt", "RefundReceipt", "Invoice", "Payment", "JournalEntry", "Deposit");
    assertThatEachReceiptIsThereOnce();
    assertThat(documents("SalesReceipt"))
        .allSatisfy(receipt -> assertThat(receipt.path("department").asString()).isNotEmpty())
        .extracting(DayInTheBooksTest::classes)
        .allMatch(classes -> classes.size() == 1)
        .contains(Set.of("Counter"), Set.of(Hub.SHOP));
    assertThat(books.truth().path("departments")).hasSize(1);
  }

  private void assertThatEachReceiptIsThereOnce() {
    var shown = Stream.of("SalesReceipt", "RefundReceipt", "Invoice")
        .flatMap(type -> documents(type).stream())
        .filter(document -> classes(document).contains("Counter"))
        .map(document -> document.path("type").asString() + document.path("id").asString())
        .sorted()
        .toList();
    Books.soon()
        .untilAsserted(() -> assertThat(books.truth().path("files").valueStream())
            .extracting(
                file -> file.path("type").asString() + file.path("document").asString())
            .as("one file beside each, although two answers were lost")
            .containsExactlyInAnyOrderElementsOf(shown));
    Books.soon()
        .untilAsserted(() -> assertThat(books.truth().path("mails").valueStream())
            .extracting(mail -> mail.path("to").asString())
            .containsExactly("baker@example.com"));
    assertThat(books.truth().path("effects"))
        .allSatisfy(effect -> assertThat(effect.path("count").asInt()).isEqualTo(1));
  }

  private void told(String what, String choice) {
    var answer = hub.http().put(Money.BOOKS + "/remote/" + what, choice);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private List<JsonNode> documents(String type) {
    return books
        .truth()
        .path("documents")
        .valueStream()
        .filter(document -> document.path("type").asString().equals(type))
        .toList();
  }

  /** The classes of its lines; one without a class is empty. */
  private static Set<String> classes(JsonNode document) {
    return document
        .path("lines")
        .valueStream()
        .map(line -> line.path("class").asString(""))
        .collect(Collectors.toSet());
  }

  @Test
  void told_by_the_day_it_is_the_same() {
    // Somebody chose it yesterday.
    hub.part(JdbcClient.class).sql("""
            insert into telling (ident, kind, way, valid_from, made_by, made_at)
            values (gen_random_uuid(), 'SALES', 'DAY', current_date - 2, 'test', now())
            """).update();
    told("tracking", "{\"locations\": true, \"channels\": true}");
    traded();
    time.pass(Duration.ofDays(2));
    assertThatTheBooksAgree();
    assertThat(kinds()).containsExactlyInAnyOrder("Invoice", "Payment", "JournalEntry", "Deposit");
    assertThat(hub.http()
            .get(Money.BOOKS + "/documents?kind=SUMMARY")
            .json()
            .path("documents")
            .valueStream())
        .extracting(
            one -> one.path("channel").asString() + " " + one.path("source").asString("-"))
        .as("the counter, and the shop")
        .containsExactlyInAnyOrder("COUNTER -", "WEB " + Hub.SHOP);
    assertThat(documents("JournalEntry"))
        .as("each line of a summary")
        .extracting(DayInTheBooksTest::classes)
        .contains(Set.of("Counter"), Set.of(Hub.SHOP));
  }

  /** A day of everything that can happen. */
  private void traded() {
    hub.outside().list(sku, 2_000);
    atTheCounter();
    onTheWeb();
    settled();

    // Each figure is the sum of the comments below.
    Books.soon()
        .untilAsserted(() -> assertThat(money.balances("USD"))
            .isEqualTo(new TreeMap<>(Map.ofEntries(
                Map.entry("1010", 4_330L + 1_000 + 1_840 + 500 + 5_000),
                Map.entry("1100", 2_165L - 125),
                Map.entry("1120", 4_705L),
                Map.entry("1150", 5_275L),
                Map.entry("1200", 3_830L),
                Map.entry("2200", -(4 * 330L + 140 + 165 - 165 + 165 + 305)),
                Map.entry("2400", -5_000L + 2_165 - 1_500),
                Map.entry("4000", -12 * 2_000L),
                Map.entry("4100", 300L + 300),
                Map.entry("4200", -700L),
                Map.entry("6100", 125L + 120 + 100),
                Map.entry("6300", 1_500L)))));
  }

  private void assertThatTheBooksAgree() {
    Books.soon().untilAsserted(() -> {
      assertThat(both.waiting()).as("under way or set aside").isEmpty();
      assertThat(both.there()).isEqualTo(both.ours());
    });
    assertThat(books.truth().path("effects"))
        .as("each document once")
        .allSatisfy(effect -> assertThat(effect.path("count").asInt()).isEqualTo(1));
  }

  private void atTheCounter() {
    // 40.00 and 3.30 tax, each of the first three.
    money.sold(two().cash(4_330));
    var byCard = two().by("CARD", 4_330, "slip-1");
    money.sold(byCard);
    money.sold(two().cash(1_000).by("CARD", 3_330, "slip-2"));
    // 20.00 less 3.00, and 1.40 tax.
    money.sold(
        Ticket.usd().line(sku, 1, 2_000, 300).tax(82_500, false, 1_700, 140).cash(1_840));
    money.sold(
        two().cash(500).by("ON_ACCOUNT", 3_830, "Baker & Sons").invoiceTo("baker@example.com"));
    money.sold(Ticket.usd().card("GIFT_CARD", 5_000, code).cash(5_000));
    money.sold(one().by("GIFT_CARD", 2_165, code));
    // One of the two that were paid by card.
    money.back(
        byCard,
        ", \"tenders\": [{\"kind\": \"CARD\", \"amount\": %s, \"reference\": \"slip-3\"}]"
            .formatted(byCard.money(2_165)));
    var given = hub.http().post("/api/v1/gift-cards", """
        {"id": "%s", "location": "main", "code": "%s", "reason": "an apology",
         "amount": {"minor": 1500, "currency": "USD"}}
        """.formatted(UUID.randomUUID(), card()));
    assertThat(given.status()).as(given.body()).isEqualTo(201);
    // 3.49 % of 21.65 and 0.49 are 1.25.
    var byPayPal = one();
    money.sold(byPayPal.paypal(2_165, money.captured(byPayPal.id, 2_165)));
  }

  private static String card() {
    return "GC" + UUID.randomUUID().toString().replace("-", "");
  }

  private Ticket one() {
    return Ticket.usd().line(sku, 1, 2_000, 0).tax(82_500, false, 2_000, 165);
  }

  private Ticket two() {
    return Ticket.usd().line(sku, 2, 2_000, 0).tax(82_500, false, 4_000, 330);
  }

  private void onTheWeb() {
    hub.http().post("/api/v1/shop/link", "");
    Books.soon().until(() -> shown() >= 10);
    // 40.00 less 3.00, 3.05 tax, 7.00 for shipping.
    hub.outside().placed("""
        {"lines": [{"sku": "%s", "quantity": 2, "discount": 300}], "shipping": 700}
        """.formatted(sku));
    var cancelled = hub.outside().placed(sku, 1);
    Books.soon().until(() -> webSales() == 2);
    hub.outside().cancel(cancelled);
  }

  private void settled() {
    var file = """
        date,reference,kind,gross,fee,net,payout
        %1$s,slip-1,charge,43.30,1.20,42.10,P-1
        %1$s,slip-2,charge,33.30,1.00,32.30,P-1
        %1$s,slip-3,refund,-21.65,0.00,-21.65,P-1
        """.formatted(LocalDate.now(ZoneOffset.UTC));
    var taken = money.settlement(UUID.randomUUID(), "CARD", "terminal", "USD", file);
    assertThat(taken.status()).as(taken.body()).isEqualTo(201);
  }

  private int shown() {
    return hub.outside()
        .truth("shopify")
        .path("stock")
        .valueStream()
        .filter(level -> level.path("sku").asString("").equals(sku))
        .mapToInt(level -> level.path("available").asInt())
        .findFirst()
        .orElse(-1);
  }

  private long webSales() {
    return hub.http()
        .get("/api/v1/sales?limit=100")
        .json()
        .path("sales")
        .valueStream()
        .filter(sale -> sale.path("channel").asString("").equals("WEB"))
        .count();
  }

  private Set<String> kinds() {
    return books
        .truth()
        .path("documents")
        .valueStream()
        .map((JsonNode document) -> document.path("type").asString())
        .collect(Collectors.toSet());
  }
}
