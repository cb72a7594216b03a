package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Ticket;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points are earned by what is spent, and go back with what goes back. */
class Scenario35PointsTest {

  private final Hub hub = Hub.shared();
  private final String sku = Goods.stocked(hub, 100, 2_000);
  private final String card = "P-" + UUID.randomUUID().toString().substring(0, 8);

  private void rule(long spend) {
    var answer = hub.http()
        .put(
            "/api/v1/loyalty",
            "{\"spend\": {\"minor\": %d, \"currency\": \"USD\"}}".formatted(spend));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @AfterEach
  void none() {
    rule(0);
  }

  private Ticket sold(int units, long price) {
    var ticket = Ticket.usd().line(sku, units, price, 0).cash(units * price).points(card);
    var answer = hub.http().post("/api/v1/sales", ticket.json());
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    // Told again, nothing is earned again.
    assertThat(hub.http().post("/api/v1/sales", ticket.json()).status()).isEqualTo(200);
    return ticket;
  }

  private void back(Ticket ticket, int units) {
    var body =
        ticket.back(UUID.randomUUID(), "{\"line\": 1, \"quantity\": %d}".formatted(units), "");
    assertThat(hub.http().post("/api/v1/refunds", body).status()).isEqualTo(201);
    assertThat(hub.http().post("/api/v1/refunds", body).status()).isEqualTo(201);
  }

  private long points() {
    return hub.http().get("/api/v1/loyalty/cards/" + card).json().path("points").asLong(-1);
  }

  @ParameterizedTest(name = "a point for {0}: {1} x {2} earns {3}; {4} back: {5}")
  @CsvSource({
    // SCENARIOS.md: 100.00 earns 100, 40.00 go back.
    "100, 5, 2000, 100, 2, 60",
    // A point for every 3.00: 29.95 earns 9; 5.99 less is 23.96, which is 7.
    "300, 5, 599, 9, 1, 7",
    "1000, 3, 999, 2, 1, 1"
  })
  void earned_and_taken_back(long spend, int units, long price, long earned, int first, long then) {
    rule(spend);
    var ticket = sold(units, price);
    assertThat(points()).isEqualTo(earned);
    back(ticket, first);
    assertThat(points()).isEqualTo(then);
    rule(spend * 7);
    back(ticket, units - first);
    assertThat(points()).as("by the rule under which they were earned").isZero();
  }

  @Test
  void several_sales_add_up_and_only_goods_count() {
    rule(100);
    sold(1, 2_000);
    sold(2, 150);
    var code = "GC" + UUID.randomUUID().toString().replace("-", "");
    var gift = Ticket.usd().card("GIFT_CARD", 5_000, code).cash(5_000).points(card);
    assertThat(hub.http().post("/api/v1/sales", gift.json()).status()).isEqualTo(201);
    assertThat(points()).isEqualTo(23);
  }

  @Test
  void without_a_rule_nobody_earns_anything() {
    sold(1, 2_000);
    assertThat(hub.http().get("/api/v1/loyalty/cards/" + card).status()).isEqualTo(404);
    assertThat(hub.http().get("/api/v1/loyalty").json().path("spend").size()).isZero();
  }
}
