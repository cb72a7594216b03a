package dev.tillbridge.app.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Never more goes back than was paid, however often, at once and through whichever door. */
class A26OverRefundTest {

  private final Hub hub = Hub.shared();
  private final String sku = Goods.stocked(hub, 500, 1_000);

  private Ticket sold(int units) {
    long net = 1_000L * units;
    var ticket = Ticket.usd().line(sku, units, 1_000, 0).cash(net);
    assertThat(hub.http().post("/api/v1/sales", ticket.json()).status()).isEqualTo(201);
    return ticket;
  }

  private Answer refund(Ticket ticket, UUID id, int units) {
    return told(ticket.back(id, "{\"line\": 1, \"quantity\": %d}".formatted(units), ""));
  }

  /** As a till does it: who is told to come again later comes again with the same. */
  private Answer told(String body) {
    while (true) {
      var answer = hub.http().post("/api/v1/refunds", body);
      if (answer.status() != 503) {
        return answer;
      }
    }
  }

  private long given(Ticket ticket) {
    return hub.http()
        .get("/api/v1/sales/" + ticket.id + "/refunds")
        .json()
        .path("refunds")
        .valueStream()
        .mapToLong(r -> r.at("/figures/amount/minor").asLong())
        .sum();
  }

  private static List<Integer> atOnce(int callers, Callable<Answer> call) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<java.util.concurrent.Future<Answer>>();
      for (int i = 0; i < callers; i++) {
        running.add(threads.submit(call));
      }
      var statuses = new ArrayList<Integer>();
      for (var one : running) {
        statuses.add(one.get().status());
      }
      return statuses;
    }
  }

  @ParameterizedTest(name = "{0} units")
  @ValueSource(ints = {1, 3, 7})
  void of_fifty_at_once_as_many_win_as_were_sold(int units) throws Exception {
    var ticket = sold(units);
    var statuses = atOnce(50, () -> refund(ticket, UUID.randomUUID(), 1));
    assertThat(statuses).filteredOn(s -> s == 201).hasSize(units);
    assertThat(statuses).filteredOn(s -> s == 422).hasSize(50 - units);
    assertThat(given(ticket)).isEqualTo(1_000L * units);
  }

  @Test
  void of_fifty_that_want_all_exactly_one_wins() throws Exception {
    var ticket = sold(4);
    var statuses = atOnce(50, () -> refund(ticket, UUID.randomUUID(), 4));
    assertThat(statuses).filteredOn(s -> s == 201).hasSize(1);
    assertThat(given(ticket)).isEqualTo(4_000);
  }

  @Test
  void the_same_refund_fifty_times_is_one() throws Exception {
    var ticket = sold(4);
    var id = UUID.randomUUID();
    var body = ticket.back(id, "{\"line\": 1, \"quantity\": 1}", "");
    assertThat(atOnce(50, () -> told(body))).containsOnly(201);
    assertThat(given(ticket)).isEqualTo(1_000);
  }

  @Test
  void parts_never_go_past_the_total() {
    var ticket = sold(5);
    assertThat(refund(ticket, UUID.randomUUID(), 3).status()).isEqualTo(201);
    var tooMany = refund(ticket, UUID.randomUUID(), 3);
    assertThat(tooMany.status()).isEqualTo(422);
    assertThat(tooMany.body()).contains("of line 1 2 can still be refunded, not 3");
    assertThat(refund(ticket, UUID.randomUUID(), 2).status()).isEqualTo(201);
    var twice = hub.http()
        .post(
            "/api/v1/refunds",
            sold(2)
                .back(
                    UUID.randomUUID(),
                    "{\"line\": 1, \"quantity\": 1}, {\"line\": 1, \"quantity\": 2}",
                    ""));
    assertThat(twice.status()).as("lines of one line count together").isEqualTo(422);
    assertThat(given(ticket)).isEqualTo(5_000);
  }

  @Test
  void what_the_gateway_gave_back_the_counter_cannot_give_again() {
    var ticket = Ticket.usd();
    var payment = captured(ticket.id, 4_000);
    ticket.line(sku, 4, 1_000, 0).paypal(4_000, payment);
    assertThat(hub.http().post("/api/v1/sales", ticket.json()).status()).isEqualTo(201);
    var direct = hub.http()
        .post(
            "/api/v1/payments/" + payment + "/refund",
            "{\"id\": \"%s\", \"amount\": %s}".formatted(UUID.randomUUID(), ticket.money(2_500)));
    assertThat(direct.status()).as(direct.body()).isEqualTo(201);

    var all = refund(ticket, UUID.randomUUID(), 4);
    assertThat(all.status()).isEqualTo(409);
    assertThat(all.body()).contains("only 15.00 USD");
    var one = refund(ticket, UUID.randomUUID(), 1);
    assertThat(one.status()).as(one.body()).isEqualTo(201);
    assertThat(one.json().at("/figures/tenders/0/kind").asString()).isEqualTo("PAYPAL");

    assertThat(refund(ticket, UUID.randomUUID(), 1).status())
        .as("5.00 are left")
        .isEqualTo(409);
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
      var beyond = hub.http()
          .post(
              "/api/v1/payments/" + payment + "/refund",
              "{\"id\": \"%s\", \"amount\": %s}".formatted(UUID.randomUUID(), ticket.money(1_501)));
      assertThat(beyond.body()).contains("only 5.00 USD");
    });
  }

  private UUID captured(UUID sale, long amount) {
    var id = UUID.randomUUID();
    var opened = hub.http().post("/api/v1/payments", """
        {"id": "%s", "saleId": "%s", "gateway": "PAYPAL",
         "amount": {"minor": %d, "currency": "USD"}}
        """.formatted(id, sale, amount));
    assertThat(opened.status()).as(opened.body()).isEqualTo(201);
    hub.outside().approve(opened.json().path("reference").asString());
    var captured = hub.http().post("/api/v1/payments/" + id + "/capture", "{}");
    assertThat(captured.json().path("state").asString()).as(captured.body()).isEqualTo("CAPTURED");
    return id;
  }

  @Test
  void a_web_order_gets_its_money_back_where_it_was_paid() {
    var shelf = ShopShelf.stocked(hub, 10);
    var order = hub.outside().placed(shelf.sku, 1).path("name").asString();
    await().atMost(Duration.ofSeconds(60)).until(() -> webSale(order) != null);
    var answer =
        hub.http().post("/api/v1/refunds", """
        {"id": "%s", "saleId": "%s", "location": "main", "at": "2026-01-01T00:00:00Z",
         "reason": "too late", "lines": [{"line": 1, "quantity": 1}]}
        """.formatted(UUID.randomUUID(), webSale(order)));
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("not-possible");
  }

  private @org.jspecify.annotations.Nullable String webSale(String order) {
    return hub.http()
        .get("/api/v1/sales?limit=500")
        .json()
        .path("sales")
        .valueStream()
        .filter(s -> s.path("receiptNumber").asString().equals(order))
        .map(s -> s.path("id").asString())
        .findFirst()
        .orElse(null);
  }

  @Test
  void a_cashier_needs_somebody_who_may() {
    var ticket = sold(2);
    var id = UUID.randomUUID();
    var alone = asCashier(ticket, id, "");
    assertThat(alone.status()).isEqualTo(403);
    var guessed =
        asCashier(ticket, id, ", \"approval\": {\"name\": \"Olivia\", \"pin\": \"111111\"}");
    assertThat(guessed.code()).isEqualTo("approval-refused");
    var himself = asCashier(
        ticket,
        id,
        ", \"approval\": {\"name\": \"Cora\", \"pin\": \"%s\"}".formatted(Hub.CASHIER_PIN));
    assertThat(himself.code()).isEqualTo("approval-refused");
    assertThat(given(ticket)).isZero();

    var allowed =
        asCashier(ticket, id, ", \"approval\": {\"name\": \"Olivia\", \"pin\": \"739164\"}");

    assertThat(allowed.status()).as(allowed.body()).isEqualTo(201);
    assertThat(allowed.json().path("by").asString()).isEqualTo("Cora");
    assertThat(allowed.json().path("approvedBy").asString()).isEqualTo("Olivia");
    assertThat(asCashier(ticket, id, "").body()).as("told again").isEqualTo(allowed.body());
  }

  private Answer asCashier(Ticket ticket, UUID id, String approval) {
    return hub.http()
        .send(
            "POST",
            "/api/v1/refunds",
            ticket
                .back(id, "{\"line\": 1, \"quantity\": 1}", approval)
                .replaceFirst("\"at\": \"[^\"]*\"", "\"at\": \"2026-01-01T00:00:00Z\"")
                .getBytes(UTF_8),
            "Cookie",
            "TILLBRIDGE_SESSION=" + hub.session("CASHIER"),
            "Sec-Fetch-Site",
            "same-origin",
            "Content-Type",
            "application/json");
  }
}
