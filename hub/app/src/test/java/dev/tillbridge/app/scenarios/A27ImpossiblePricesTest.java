package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Ticket;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Prices that cannot be are refused; prices that differ are recorded as paid, and reported. */
class A27ImpossiblePricesTest {

  private final Hub hub = Hub.shared();
  private final String sku = Goods.stocked(hub, 50, 2_490);

  private void refused(Ticket ticket, String field) {
    var answer = hub.http().post("/api/v1/sales", ticket.json());
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo(field);
    assertThat(hub.http().get("/api/v1/sales/" + ticket.id).status()).isEqualTo(404);
  }

  @Test
  void a_discount_beyond_the_price() {
    refused(Ticket.usd().line(sku, 1, 2_490, 2_491).cash(0), "lines[0].discount");
    refused(Ticket.usd().line(sku, 3, 2_490, 7_471).cash(0), "lines[0].discount");
    refused(Ticket.usd().line(sku, 1, 2_490, -1).cash(2_491), "lines[0].discount");
  }

  @Test
  void discounts_that_together_make_the_shop_pay() {
    // Two free lines, and one that would take a coupon off what others cost.
    refused(
        Ticket.usd().line(sku, 1, 2_490, 2_490).line(sku, 1, 500, 1_000).cash(0),
        "lines[1].discount");
  }

  @Test
  void a_price_below_zero_or_one_that_no_amount_can_hold() {
    refused(Ticket.usd().line(sku, 1, -1, 0).cash(0), "lines[0].unitPrice");
    refused(
        Ticket.usd().line(sku, 3, Long.MAX_VALUE / 2, 0).cash(Long.MAX_VALUE),
        "lines[0].unitPrice");
  }

  @Test
  void sums_that_do_not_add_up() {
    refused(Ticket.usd().line(sku, 1, 2_490, 0).cash(2_489), "tenders");
    refused(Ticket.usd().line(sku, 1, 2_490, 0).by("CARD", 2_000, "slip").cash(489), "tenders");
    refused(
        Ticket.usd().line(sku, 1, 2_490, 0).tax(82_500, false, 2_490, 205).cash(2_490), "tenders");
  }

  @Test
  void money_that_nobody_can_look_up() {
    refused(Ticket.usd().line(sku, 1, 2_490, 0).by("CARD", 2_490), "tenders[0].reference");
    refused(Ticket.usd().line(sku, 1, 2_490, 0).by("ON_ACCOUNT", 2_490), "tenders[0].reference");
    refused(Ticket.usd().line(sku, 1, 2_490, 0).by("SHOP", 2_490, "x"), "tenders[0].kind");
    refused(Ticket.usd().line(sku, 1, 2_490, 0).by("EXCHANGE", 2_490), "tenders[0].kind");
    refused(
        Ticket.usd().line(sku, 1, 2_490, 0).by("CARD", 2_490, "4111 1111 1111 1111"),
        "tenders[0].reference");
  }

  @Test
  void a_gift_card_below_zero() {
    var code = "A27-" + UUID.randomUUID();
    refused(
        Ticket.usd().line(sku, 1, 2_490, 0).by("GIFT_CARD", 2_490, code), "tenders[0].reference");
    var loaded = Ticket.usd().card("GIFT_CARD", 2_000, code).cash(2_000);
    assertThat(hub.http().post("/api/v1/sales", loaded.json()).status()).isEqualTo(201);
    refused(Ticket.usd().line(sku, 1, 2_490, 0).by("GIFT_CARD", 2_490, code), "tenders[0].amount");
    refused(Ticket.usd().card("GIFT_CARD", -2_000, code).cash(0), "charges[0].amount");
  }

  @Test
  void another_price_than_the_catalogues_is_recorded_as_paid_and_reported() {
    var ticket = Ticket.usd().line(sku, 1, 1, 0).cash(1);
    var answer = hub.http().post("/api/v1/sales", ticket.json());
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().at("/total/minor").asLong()).isEqualTo(1);
    assertThat(hub.http().get("/api/v1/cases").json().path("cases").valueStream())
        .filteredOn(c -> c.path("subject").asString().equals(ticket.id.toString()))
        .extracting(c -> c.path("kind").asString())
        .containsExactly("price-variance");
  }

  @Test
  void goods_without_a_receipt_are_worth_what_the_catalogue_says_at_most() {
    var answer = hub.http().post("/api/v1/refunds", """
        {"id": "%s", "location": "main", "at": "2026-01-01T00:00:00Z", "reason": "a gift",
         "lines": [{"sku": "%s", "quantity": 1,
                    "unitPrice": {"minor": 2491, "currency": "USD"}}]}
        """.formatted(UUID.randomUUID(), sku));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("lines[0].unitPrice");
  }
}
