package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Refund k of n is the rounded share of k, less what was refunded before. */
class Scenario23PartRefundsTest {

  private final Hub hub = Hub.shared();
  private final String sku = Goods.stocked(hub, 50, 1_999);

  @ParameterizedTest(name = "{0} x {1} less {2}, tax {3}")
  @CsvSource({
    // SCENARIOS.md: 53.97 and 4.45.
    "3, 1999, 600, 445, 1947+1948+1947, 148+149+148",
    // 0.05 and 0.01: five cents by three, with their tax.
    "3, 2, 1, 1, 2+2+2, 0+1+0",
    // 10.00 and 0.83 by four.
    "4, 250, 0, 83, 271+271+270+271, 21+21+20+21",
    // 7 x 1.00 and 0.58.
    "7, 100, 0, 58, 108+109+108+108+108+109+108, 8+9+8+8+8+9+8"
  })
  void one_by_one_they_add_up_to_what_was_paid(
      int units, long price, long discount, long tax, String amounts, String taxes) {
    long net = units * price - discount;
    var ticket = Ticket.usd()
        .line(sku, units, price, discount)
        .tax(82_500, false, net, tax)
        .cash(net + tax);
    assertThat(hub.http().post("/api/v1/sales", ticket.json()).status()).isEqualTo(201);
    var given = new ArrayList<JsonNode>();

    for (int i = 0; i < units; i++) {
      var answer = hub.http().post("/api/v1/refunds", one(ticket, 1));
      assertThat(answer.status()).as(answer.body()).isEqualTo(201);
      given.add(answer.json().path("figures"));
    }

    assertThat(minors(given, "amount")).isEqualTo(numbers(amounts));
    assertThat(minors(given, "tax")).isEqualTo(numbers(taxes));
    assertThat(minors(given, "amount").stream().mapToLong(Long::longValue).sum())
        .isEqualTo(net + tax);
    var beyond = hub.http().post("/api/v1/refunds", one(ticket, 1));
    assertThat(beyond.status()).isEqualTo(422);
    assertThat(beyond.field()).isEqualTo("lines[0].quantity");
    var listed = hub.http().get("/api/v1/sales/" + ticket.id + "/refunds").json();
    assertThat(listed.path("refunds").size()).isEqualTo(units);
  }

  @Test
  void two_at_once_are_what_one_by_one_comes_to() {
    var ticket =
        Ticket.usd().line(sku, 3, 1_999, 600).tax(82_500, false, 5_397, 445).cash(5_842);
    hub.http().post("/api/v1/sales", ticket.json());
    var quoted = hub.http().post("/api/v1/refunds/quote", one(ticket, 2));
    assertThat(quoted.status()).as(quoted.body()).isEqualTo(200);
    assertThat(minors(List.of(quoted.json()), "amount")).containsExactly(3_895L);
    var two = hub.http().post("/api/v1/refunds", one(ticket, 2)).json().path("figures");
    var last = hub.http().post("/api/v1/refunds", one(ticket, 1)).json().path("figures");
    assertThat(minors(List.of(two, last), "amount")).containsExactly(3_895L, 1_947L);
    assertThat(minors(List.of(two, last), "tax")).containsExactly(297L, 148L);
  }

  @Test
  void a_refund_that_is_told_again_is_one_refund() {
    var ticket =
        Ticket.usd().line(sku, 2, 1_000, 0).tax(82_500, false, 2_000, 165).cash(2_165);
    hub.http().post("/api/v1/sales", ticket.json());
    var body = one(ticket, 1);
    var first = hub.http().post("/api/v1/refunds", body);
    assertThat(hub.http().post("/api/v1/refunds", body).body()).isEqualTo(first.body());
    var other = hub.http().post("/api/v1/refunds", body.replace("did not fit", "too blue"));
    assertThat(other.code()).isEqualTo("id-reused");
    assertThat(hub.http()
            .get("/api/v1/refunds/" + first.json().path("id").asString())
            .body())
        .isEqualTo(first.body());
  }

  private static String one(Ticket ticket, int units) {
    return ticket.back(UUID.randomUUID(), "{\"line\": 1, \"quantity\": %d}".formatted(units), "");
  }

  private static List<Long> minors(List<JsonNode> figures, String field) {
    return figures.stream().map(f -> f.path(field).path("minor").asLong()).toList();
  }

  private static List<Long> numbers(String plus) {
    return List.of(plus.split("\\+", -1)).stream().map(Long::valueOf).toList();
  }
}
