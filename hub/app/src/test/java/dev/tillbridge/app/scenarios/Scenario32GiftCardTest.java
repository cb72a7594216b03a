package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Ticket;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.place.StockPolicy;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.place.TaxRate;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What is on a gift card is owed to its holder: no turnover and no tax until goods are bought. */
class Scenario32GiftCardTest {

  private static final String LONDON = "london";

  private final Hub hub = Hub.shared();
  private final String code = "GC" + UUID.randomUUID().toString().replace("-", "");
  private String sku = "";

  @BeforeEach
  void goods() {
    hub.part(Places.class)
        .save(new Location(
            new LocationId(LONDON),
            "London",
            ZoneId.of("Europe/London"),
            Currency.getInstance("GBP"),
            TaxMode.INCLUSIVE,
            List.of(new TaxRate(TaxCategory.STANDARD, "VAT", 200_000)),
            StockPolicy.WARN));
    sku = Goods.stocked(hub, 1, 4_200);
    Goods.receive(hub, LONDON, sku, 50);
  }

  private static Ticket ticket() {
    return Ticket.at(LONDON, "GBP");
  }

  private JsonNode sold(Ticket ticket) {
    var answer = post("/api/v1/sales", ticket.json());
    assertThat(answer.status()).as(answer.body()).isIn(200, 201);
    return answer.json();
  }

  private Answer post(String path, String body) {
    return hub.http().post(path, body);
  }

  private long balance() {
    var answer = post("/api/v1/gift-cards/balance", "{\"code\": \"%s\"}".formatted(code));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().at("/balance/minor").asLong();
  }

  private static long minor(JsonNode of, String field) {
    return of.path(field).path("minor").asLong();
  }

  private static List<String> tenders(JsonNode of) {
    return of.path("tenders")
        .valueStream()
        .map(t -> t.path("kind").asString() + " " + minor(t, "amount"))
        .toList();
  }

  @ParameterizedTest(name = "{0} on the card; {1} with {2} of tax, {3} from the card")
  @CsvSource({"5000, 4200, 700, 3000", "2000, 2400, 400, 2000", "10000, 120, 20, 119"})
  void sold_used_and_brought_back(long loaded, long price, long tax, long fromCard) {
    var card = sold(ticket().card("GIFT_CARD", loaded, code).cash(loaded));
    assertThat(card.path("lines").size()).isZero();
    assertThat(minor(card, "tax")).as("nothing is taxed yet").isZero();
    assertThat(card.at("/charges/0/kind").asString()).isEqualTo("GIFT_CARD");
    assertThat(minor(card, "total")).isEqualTo(loaded);
    assertThat(balance()).isEqualTo(loaded);

    var ticket = ticket()
        .line(sku, 1, price, 0)
        .tax(200_000, true, price, tax)
        .by("GIFT_CARD", fromCard, code);
    if (price > fromCard) {
      ticket.by("CARD", price - fromCard, "slip 4711");
    }
    var sale = sold(ticket);
    assertThat(minor(sale, "tax")).isEqualTo(tax);
    assertThat(sale.toString()).as("the code is not kept").doesNotContain(code);
    assertThat(balance()).isEqualTo(loaded - fromCard);
    assertThat(sold(ticket).path("number")).as("told again").isEqualTo(sale.path("number"));
    assertThat(balance()).isEqualTo(loaded - fromCard);

    var tenders = price > fromCard
        ? "{\"kind\": \"GIFT_CARD\", \"amount\": %s}, {\"kind\": \"CARD\", \"amount\": %s, \"reference\": \"slip 4712\"}"
            .formatted(ticket.money(fromCard), ticket.money(price - fromCard))
        : "{\"kind\": \"GIFT_CARD\", \"amount\": %s}".formatted(ticket.money(fromCard));
    var back = post(
        "/api/v1/refunds",
        ticket.back(
            UUID.randomUUID(),
            "{\"line\": 1, \"quantity\": 1}",
            ", \"tenders\": [" + tenders + "]"));
    assertThat(back.status()).as(back.body()).isEqualTo(201);
    var figures = back.json().path("figures");
    assertThat(minor(figures, "tax")).isEqualTo(tax);
    assertThat(minor(figures, "amount")).isEqualTo(price);
    assertThat(tenders(figures)).contains("GIFT_CARD " + fromCard);
    assertThat(balance()).as("all of it is on the card again").isEqualTo(loaded);
  }

  @Test
  void nothing_is_on_it_twice_and_never_less_than_nothing() throws Exception {
    sold(ticket().card("GIFT_CARD", 5_000, code).cash(5_000));
    var statuses = new ArrayList<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = java.util.stream.IntStream.range(0, 20)
          .mapToObj(_ -> threads.submit(() -> post(
              "/api/v1/sales",
              ticket().line(sku, 1, 4_000, 0).by("GIFT_CARD", 4_000, code).json())))
          .toList();
      for (var one : running) {
        statuses.add(one.get().status());
      }
    }
    assertThat(statuses).filteredOn(s -> s == 201).hasSize(1);
    assertThat(statuses).filteredOn(s -> s == 422).hasSize(19);
    assertThat(balance()).isEqualTo(1_000);
    var told = post(
        "/api/v1/sales",
        ticket().line(sku, 1, 1_001, 0).by("GIFT_CARD", 1_001, code).json());
    assertThat(told.field()).isEqualTo("tenders[0].amount");
    assertThat(told.body()).contains("only 10.00 GBP are left on it");
  }

  @Test
  void a_sale_that_is_refused_takes_nothing_from_the_card() {
    sold(ticket().card("GIFT_CARD", 5_000, code).cash(5_000));
    var wrong = ticket()
        .line(sku, 1, 4_000, 0)
        .by("GIFT_CARD", 3_000, code)
        .by("GIFT_CARD", 1_000, "UNKNOWN-0000");
    assertThat(post("/api/v1/sales", wrong.json()).field()).isEqualTo("tenders[1].reference");
    assertThat(balance()).isEqualTo(5_000);
    var asCredit = ticket().line(sku, 1, 4_000, 0).by("STORE_CREDIT", 4_000, code);
    assertThat(post("/api/v1/sales", asCredit.json()).field()).isEqualTo("tenders[0].reference");
    var below = ticket().card("GIFT_CARD", -1, code).cash(0);
    assertThat(post("/api/v1/sales", below.json()).field()).isEqualTo("charges[0].amount");
  }

  @Test
  void goods_without_a_receipt_become_store_credit() {
    var main = Goods.stocked(hub, 5, 2_000);
    var body = """
        {"id": "%s", "location": "main", "at": "2026-01-01T00:00:00Z", "reason": "a gift",
         "lines": [{"sku": "%s", "quantity": 1, "unitPrice": {"minor": 2000, "currency": "USD"}}],
         "tenders": [{"kind": "STORE_CREDIT", "amount": {"minor": 2165, "currency": "USD"},
                      "reference": "%s"}]}
        """.formatted(UUID.randomUUID(), main, code);
    var given = post("/api/v1/refunds", body);
    assertThat(given.status()).as(given.body()).isEqualTo(201);
    assertThat(given.body()).doesNotContain(code);
    assertThat(post("/api/v1/refunds", body).body()).isEqualTo(given.body());
    assertThat(balance()).isEqualTo(2_165);

    var used = Ticket.usd().line(main, 1, 2_000, 0).by("STORE_CREDIT", 2_000, code);
    assertThat(post("/api/v1/sales", used.json()).status()).isEqualTo(201);
    assertThat(balance()).isEqualTo(165);
  }

  @Test
  void what_is_paid_in_advance_is_a_deposit_until_the_goods_are_collected() {
    sold(ticket().card("DEPOSIT", 1_000, code).cash(1_000));
    var collected = sold(ticket()
        .line(sku, 1, 4_200, 0)
        .tax(200_000, true, 4_200, 700)
        .by("DEPOSIT", 1_000, code)
        .by("CARD", 3_200, "slip 4713"));
    assertThat(tenders(collected)).containsExactly("DEPOSIT 1000", "CARD 3200");
    assertThat(balance()).isZero();
  }

  @Test
  void a_card_that_is_given_away_is_told_to_the_bookkeeper() {
    var id = UUID.randomUUID();
    var body = """
        {"id": "%s", "location": "london", "code": "%s", "reason": "an apology",
         "amount": {"minor": 1500, "currency": "GBP"}}
        """.formatted(id, code);
    var given = post("/api/v1/gift-cards", body);
    assertThat(given.status()).as(given.body()).isEqualTo(201);
    assertThat(post("/api/v1/gift-cards", body).json().path("id").asString())
        .isEqualTo(id.toString());
    assertThat(balance()).as("once").isEqualTo(1_500);
    assertThat(post("/api/v1/gift-cards", body.replace("1500", "1501")).code())
        .isEqualTo("id-reused");
    assertThat(hub.http().get("/api/v1/cases").json().path("cases").valueStream())
        .filteredOn(c -> c.path("subject").asString().equals(id.toString()))
        .as("the books are told of it, nobody has to type it")
        .isEmpty();
    assertThat(hub.http()
            .send(
                "POST",
                "/api/v1/gift-cards",
                body.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "Cookie",
                "TILLBRIDGE_SESSION=" + hub.session("CASHIER"),
                "Sec-Fetch-Site",
                "same-origin",
                "Content-Type",
                "application/json")
            .status())
        .isEqualTo(403);
  }

  @Test
  void in_quickbooks_a_card_that_is_sold_is_no_turnover() {
    var ticket = Ticket.usd().card("GIFT_CARD", 5_000, code).cash(5_000);
    sold(ticket);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(hub.http()
                .get("/api/v1/sales/" + ticket.id)
                .json()
                .at("/deliveries/0/state")
                .asString())
            .isEqualTo("DONE"));
  }
}
