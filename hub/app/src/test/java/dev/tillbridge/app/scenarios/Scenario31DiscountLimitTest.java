package dev.tillbridge.app.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Ticket;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Scenarios 31 and 21: a cashier's discount has a limit, above it a manager says yes with his PIN and all
 * of it is in the log; and prices that change do not change what the customer paid.
 */
class Scenario31DiscountLimitTest {

  private static final String COOKIE = "TILLBRIDGE_SESSION=";

  private final Hub hub = Hub.shared();
  private final String sku = Goods.stocked(hub, 50, 1_000);

  @Test
  void fifteen_per_cent_asks_for_a_manager_and_the_log_holds_who_when_and_why() {
    var alone = discounted(150_000, 150, null);
    assertThat(sell(alone.ticket(), alone.json()).status()).isEqualTo(201);
    assertThat(cases(alone.ticket())).containsExactly("discount-not-approved");

    var sale = Ticket.usd();
    var approval = UUID.randomUUID();
    for (var wrong : new String[] {
      "\"Olivia\", \"pin\": \"000001\"", "\"Cora\", \"pin\": \"" + Hub.CASHIER_PIN + "\""
    }) {
      var no = ask(approval, sale.id, wrong);
      assertThat(no.status()).isEqualTo(403);
      assertThat(no.code()).isEqualTo("approval-refused");
    }
    var yes = ask(approval, sale.id, "\"Olivia\", \"pin\": \"739164\"");
    assertThat(yes.status()).as(yes.body()).isEqualTo(200);
    assertThat(yes.json().path("approvedBy").asString()).isEqualTo("Olivia");

    var approved = discounted(sale, 150_000, 150, approval);
    assertThat(sell(sale, approved).status()).isEqualTo(201);
    assertThat(cases(sale)).isEmpty();
    var log = hub.http()
        .get("/api/v1/pricing/discounts")
        .json()
        .path("discounts")
        .valueStream()
        .filter(given -> given.path("saleId").asString().equals(sale.id.toString()))
        .toList();
    assertThat(log).hasSize(1);
    assertThat(log.getFirst().path("approvedBy").asString()).isEqualTo("Olivia");
    assertThat(log.getFirst().path("reportedBy").asString()).isEqualTo("Cora");
    assertThat(log.getFirst().path("reason").asString()).isEqualTo("scratched");
    assertThat(log.getFirst().path("approvedAt").asString()).isNotEmpty();
  }

  @Test
  void ten_per_cent_a_cashier_gives_alone() {
    var within = discounted(100_000, 100, null);
    assertThat(sell(within.ticket(), within.json()).status()).isEqualTo(201);
    assertThat(cases(within.ticket())).isEmpty();
  }

  @Test
  void tills_read_one_document_and_only_when_it_is_new() {
    var saved = hub.http().put("/api/v1/pricing/promotions/tea-" + sku, """
        {"title": "Ten off", "target": {"skus": ["%s"]}, "offer": {"kind": "PERCENT", "ppm": 100000}}
        """.formatted(sku));
    assertThat(saved.status()).as(saved.body()).isEqualTo(200);
    long version = saved.json().path("version").asLong();
    var read = hub.http().get("/api/v1/pricing");
    assertThat(read.json().path("version").asLong()).isEqualTo(version);
    assertThat(read.json().at("/limits/CASHIER").asInt()).isEqualTo(100_000);
    var tag = read.header("ETag");
    var again = hub.http()
        .send(
            "GET",
            "/api/v1/pricing",
            null,
            "Authorization",
            "Bearer " + Hub.TOKEN,
            "If-None-Match",
            tag);
    assertThat(again.status()).isEqualTo(304);

    var sale = Ticket.usd().line(sku, 1, 1_000, 100).tax(82_500, false, 900, 74).cash(974);
    var part =
        "{\"source\": \"PROMOTION\", \"promotion\": \"tea-%s\", \"amount\": 100}".formatted(sku);
    assertThat(sell(sale, priced(sale, version, "null", part)).status()).isEqualTo(201);
    assertThat(cases(sale)).isEmpty();

    var ended = hub.http().delete("/api/v1/pricing/promotions/tea-" + sku);
    assertThat(ended.status()).isEqualTo(200);
    var late = Ticket.usd().line(sku, 1, 1_000, 100).tax(82_500, false, 900, 74).cash(974);
    var answer = sell(late, priced(late, version, "null", part));
    assertThat(answer.json().at("/total/minor").asLong()).isEqualTo(974);
    assertThat(cases(late)).as("by the old version, offline").containsExactly("price-variance");
  }

  @Test
  void a_story_that_makes_no_sense_is_refused_and_names_the_field() {
    var sale = Ticket.usd().line(sku, 1, 1_000, 0).tax(82_500, false, 1_000, 83).cash(1_083);
    var json = priced(sale, 0, "{\"kind\": \"PERCENT\", \"value\": 2000000, \"by\": \"Cora\"}", "");
    assertThat(sell(sale, json).field()).isEqualTo("pricing.lines[0].discount.value");
  }

  private record Sale(Ticket ticket, String json) {}

  private Sale discounted(int ppm, long amount, @Nullable UUID approval) {
    var ticket = Ticket.usd();
    return new Sale(ticket, discounted(ticket, ppm, amount, approval));
  }

  private String discounted(Ticket ticket, int ppm, long amount, @Nullable UUID approval) {
    long net = 1_000 - amount;
    long tax = (net * 82_500 + 500_000) / 1_000_000;
    ticket.line(sku, 1, 1_000, amount).tax(82_500, false, net, tax).cash(net + tax);
    var given =
        "{\"kind\": \"PERCENT\", \"value\": %d, \"by\": \"Cora\", \"reason\": \"scratched\", \"approval\": %s}"
            .formatted(ppm, approval == null ? "null" : "\"" + approval + "\"");
    long version = hub.http().get("/api/v1/pricing").json().path("version").asLong();
    return priced(
        ticket, version, given, "{\"source\": \"LINE\", \"amount\": %d}".formatted(amount));
  }

  private static String priced(Ticket ticket, long version, String given, String parts) {
    // Tickets know no parts of a second.
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    var pricing = """
        , "pricing": {"rules": %d, "pricedAt": "%s", "lines": [
          {"basePrice": {"minor": 1000, "currency": "USD"}, "discount": %s, "parts": [%s]}]}}
        """.formatted(version, now, given, parts);
    var json = ticket.soldAt(now).json().strip();
    return json.substring(0, json.length() - 1) + pricing;
  }

  private Answer sell(Ticket ticket, String json) {
    assertThat(json).contains(ticket.id.toString());
    return asCashier("/api/v1/sales", json);
  }

  private Answer asCashier(String path, String json) {
    return hub.http()
        .send(
            "POST",
            path,
            json.getBytes(UTF_8),
            "Cookie",
            COOKIE + hub.session("CASHIER"),
            "Sec-Fetch-Site",
            "same-origin",
            "Content-Type",
            "application/json");
  }

  private Answer ask(UUID id, UUID sale, String who) {
    var body = """
        {"id": "%s", "saleId": "%s", "kind": "DISCOUNT", "ppm": 150000, "reason": "scratched",
         "name": %s}
        """.formatted(id, sale, who);
    return asCashier("/api/v1/pricing/approvals", body);
  }

  private List<String> cases(Ticket ticket) {
    return hub.http()
        .get("/api/v1/cases")
        .json()
        .path("cases")
        .valueStream()
        .filter(c -> c.path("subject").asString().equals(ticket.id.toString()))
        .map((JsonNode c) -> c.path("kind").asString())
        .toList();
  }
}
