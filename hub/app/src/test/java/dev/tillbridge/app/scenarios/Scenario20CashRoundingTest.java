package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.app.testing.Goods;
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
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Where the smallest coin is larger than the currency's minor unit. */
class Scenario20CashRoundingTest {

  private final Hub hub = Hub.shared();
  private String sku = "";

  @BeforeEach
  void goods() {
    place("geneva", "CHF", 5, 81_000);
    place("stockholm", "SEK", 100, 250_000);
    place("toronto", "USD", 5, 0);
    sku = Goods.stocked(hub, 1, 4_783);
    for (var place : List.of("geneva", "stockholm", "toronto")) {
      Goods.receive(hub, place, sku, 10);
    }
  }

  private void place(String id, String currency, int step, int ppm) {
    hub.part(Places.class)
        .save(new Location(
            new LocationId(id),
            id,
            ZoneId.of("Europe/Zurich"),
            Currency.getInstance(currency),
            TaxMode.INCLUSIVE,
            List.of(new TaxRate(TaxCategory.STANDARD, "Tax", ppm)),
            StockPolicy.WARN,
            step));
  }

  private JsonNode sold(Ticket ticket) {
    var answer = hub.http().post("/api/v1/sales", ticket.json());
    assertThat(answer.status()).as(answer.body()).isIn(200, 201);
    return answer.json();
  }

  private JsonNode back(Ticket ticket, String tenders) {
    var answer = hub.http()
        .post(
            "/api/v1/refunds",
            ticket.back(
                UUID.randomUUID(),
                "{\"line\": 1, \"quantity\": 1}",
                ", \"tenders\": [%s]".formatted(tenders)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json().path("figures");
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

  /** 47.83 with 3.58 of tax inside: 30.00 by card, 17.83 due in cash, 17.85 paid. */
  @Test
  void card_and_cash_that_is_rounded_up_and_all_of_it_back() {
    var ticket = Ticket.at("geneva", "CHF")
        .line(sku, 1, 4_783, 0)
        .tax(81_000, true, 4_783, 358)
        .by("CARD", 3_000, "slip 4711")
        .cash(1_785, 2_000, 215)
        .rounded(2);

    var sale = sold(ticket);

    assertThat(minor(sale, "total")).isEqualTo(4_783);
    assertThat(minor(sale, "tax")).isEqualTo(358);
    assertThat(minor(sale, "rounding")).isEqualTo(2);
    assertThat(tenders(sale)).containsExactly("CARD 3000", "CASH 1785");
    assertThat(sold(ticket).path("number")).as("told again").isEqualTo(sale.path("number"));

    var figures = back(
        ticket,
        "{\"kind\": \"CARD\", \"amount\": %s, \"reference\": \"slip 4712\"},"
                .formatted(ticket.money(3_000))
            + "{\"kind\": \"CASH\", \"amount\": %s}".formatted(ticket.money(1_785)));

    assertThat(minor(figures, "amount")).isEqualTo(4_783);
    assertThat(minor(figures, "tax")).isEqualTo(358);
    assertThat(minor(figures, "rounding")).isEqualTo(-2);
    assertThat(tenders(figures)).containsExactly("CARD 3000", "CASH 1785");
  }

  @Test
  void nothing_is_rounded_when_all_is_paid_by_card() {
    var sale = sold(Ticket.at("geneva", "CHF")
        .line(sku, 1, 4_783, 0)
        .tax(81_000, true, 4_783, 358)
        .by("CARD", 4_783, "slip 4713"));
    assertThat(sale.has("rounding")).isFalse();
    assertThat(tenders(sale)).containsExactly("CARD 4783");
  }

  @ParameterizedTest(name = "{0}: {1} in {2} paid as {3}")
  @CsvSource({
    "stockholm, 12340, SEK, 12300, -40",
    "stockholm, 12350, SEK, 12400, 50",
    "geneva, 1001, CHF, 1000, -1",
    "geneva, 1004, CHF, 1005, 1"
  })
  void cash_goes_to_the_nearest_coin_and_comes_back_the_same(
      String place, long due, String currency, long paid, long rounding) {
    var ticket = Ticket.at(place, currency)
        .line(sku, 1, due, 0)
        .tax(0, true, due, 0)
        .cash(paid)
        .rounded(rounding);
    assertThat(minor(sold(ticket), "rounding")).isEqualTo(rounding);
    var figures =
        back(ticket, "{\"kind\": \"CASH\", \"amount\": %s}".formatted(ticket.money(paid)));
    assertThat(minor(figures, "amount")).isEqualTo(due);
    assertThat(minor(figures, "rounding")).isEqualTo(-rounding);
    assertThat(hub.http().get("/api/v1/cases").body())
        .doesNotContain("cash-rounding\",\"subject\":\"" + ticket.id);
  }

  @Test
  void a_till_that_rounds_the_wrong_way_is_believed_and_reported() {
    var ticket = Ticket.at("geneva", "CHF").line(sku, 1, 1_001, 0).cash(1_005).rounded(4);
    assertThat(minor(sold(ticket), "rounding")).isEqualTo(4);
    var open = hub.http().get("/api/v1/cases").json().path("cases").valueStream();
    assertThat(open)
        .filteredOn(c -> c.path("subject").asString().equals(ticket.id.toString()))
        .extracting(c -> c.path("kind").asString())
        .contains("cash-rounding");
  }

  @Test
  void what_no_coin_explains_is_refused() {
    var beyond = hub.http()
        .post(
            "/api/v1/sales",
            Ticket.at("geneva", "CHF")
                .line(sku, 1, 1_000, 0)
                .cash(1_005)
                .rounded(5)
                .json());
    assertThat(beyond.status()).isEqualTo(422);
    assertThat(beyond.field()).isEqualTo("rounding");
    var nowhere = hub.http()
        .post(
            "/api/v1/sales",
            Ticket.usd().line(sku, 1, 1_003, 0).cash(1_005).rounded(2).json());
    assertThat(nowhere.field()).isEqualTo("rounding");
    var byCard = hub.http()
        .post(
            "/api/v1/sales",
            Ticket.at("geneva", "CHF")
                .line(sku, 1, 1_003, 0)
                .by("CARD", 1_005, "slip")
                .rounded(2)
                .json());
    assertThat(byCard.field()).isEqualTo("rounding");
  }

  @Test
  void the_receipt_in_quickbooks_says_what_was_paid() {
    hub.outside().list(sku, 1_003);
    var ticket = Ticket.at("toronto", "USD").line(sku, 1, 1_003, 0).cash(1_005).rounded(2);
    sold(ticket);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(hub.http()
                .get("/api/v1/sales/" + ticket.id)
                .json()
                .at("/deliveries/0/state")
                .asString())
            .isEqualTo("DONE"));
    assertThat(hub.outside().truth("quickbooks").toString()).contains(ticket.id.toString());
  }
}
