package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.hub.desk.PickUps;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Scenario 14: what is reserved for a pick-up is not sold over the counter without a manager, who
 * thereby opens a case; what nobody collects is for sale again, and the money goes back.
 */
class Scenario14PickUpTest {

  private final Hub hub = Hub.shared();

  @AfterEach
  void heal() {
    hub.outside().faults("shopify", "{}");
    hub.http().post("/api/v1/locations/main/desk", "{\"pickupDays\": 7}");
  }

  @ParameterizedTest(name = "{0} on the shelf, all reserved for {2}, the till scans {1}")
  @CsvSource({"1, 1, #1001", "3, 2, WEB-77"})
  void the_till_is_warned_and_a_manager_opens_a_case(int units, int scanned, String reference) {
    var sku = Goods.stocked(hub, units, 1_999);
    var pickup = reserve(sku, units, reference, "");
    assertThat(place(sku).path("available").asInt()).isZero();

    var warning = scan(sku, scanned, "");
    assertThat(warning.status()).isEqualTo(409);
    assertThat(warning.code()).isEqualTo("insufficient-stock");
    var reserved = warning.json().at("/shortages/0/reservedFor/0");
    assertThat(reserved.path("reference").asString()).isEqualTo(reference);
    assertThat(reserved.path("pickup").asString()).isEqualTo(pickup);
    assertThat(reserved.path("quantity").asInt()).isEqualTo(units);

    for (var wrong : new String[] {
      ", \"override\": {\"name\": \"Olivia\", \"pin\": \"000001\"}",
      ", \"override\": {\"name\": \"Cora\", \"pin\": \"" + Hub.CASHIER_PIN + "\"}"
    }) {
      var no = scan(sku, scanned, wrong);
      assertThat(no.status()).isEqualTo(403);
      assertThat(no.code()).isEqualTo("override-refused");
    }
    assertThat(place(sku).path("held").asInt()).isEqualTo(units);

    var allowed = scan(sku, scanned, ", \"override\": {\"name\": \"Olivia\", \"pin\": \"739164\"}");
    assertThat(allowed.status()).as(allowed.body()).isEqualTo(201);
    var cases = new DeskCases(hub, sku);
    var found = cases.only();
    assertThat(found.path("title").asString())
        .isEqualTo("Oversold by %d of %s at Main Street".formatted(scanned, sku));
    assertThat(found.path("detail").asString())
        .contains("Pick-up %s will not get".formatted(reference))
        .contains("as Olivia decided");
    assertThat(found.at("/oversold/victims/0/who/pickup").asString()).isEqualTo(pickup);
    assertThat(place(sku).path("available").asInt()).isZero();
    assertThat(place(sku).path("short").asInt()).isEqualTo(scanned);

    Goods.receive(hub, "north", sku, units);
    var done =
        cases.remedy(found, UUID.randomUUID(), "OTHER_LOCATION", ", \"location\": \"north\"");
    assertThat(done.status()).as(done.body()).isEqualTo(200);
    assertThat(cases.open()).isEmpty();
    assertThat(get(pickup).path("location").asString()).isEqualTo("north");
    assertThat(get(pickup).path("state").asString()).isEqualTo("WAITING");
  }

  @Test
  void a_web_order_that_waits_for_its_customer_keeps_its_unit_and_is_collected() {
    var shelf = ShopShelf.stocked(hub, 1);
    hub.outside().placed(shelf.sku, 1);
    soon().until(() -> shelf.sales() == 1);
    var sale = shelf.sale().findFirst().orElseThrow();
    var id = UUID.randomUUID();
    var made = hub.http().post("/api/v1/pickups", """
        {"id": "%s", "location": "main", "reference": "%s", "customer": "Ada",
         "orderId": "%s"}
        """.formatted(
            id, sale.path("receiptNumber").asString(), sale.path("id").asString()));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.json().path("payment").asString()).isEqualTo("SHOP");
    var warning = scan(shelf.sku, 1, "");
    assertThat(warning.json().at("/shortages/0/reservedFor/0/reference").asString())
        .isEqualTo(sale.path("receiptNumber").asString());

    for (int i = 0; i < 2; i++) {
      var collected = hub.http().post("/api/v1/pickups/" + id + "/collect", "");
      assertThat(collected.status()).as(collected.body()).isEqualTo(200);
      assertThat(collected.json().path("state").asString()).isEqualTo("COLLECTED");
    }
    assertThat(place(shelf.sku).path("onHand").asInt()).isZero();
    assertThat(place(shelf.sku).path("committed").asInt()).isZero();
    assertThat(hub.http()
            .get("/api/v1/sales/" + sale.path("id").asString())
            .json()
            .path("state")
            .asString())
        .isEqualTo("FULFILLED");
  }

  @ParameterizedTest(name = "{0} units for {1} cents, {2} days")
  @CsvSource({"1, 2164, 7", "3, 6492, 12"})
  void what_nobody_collects_is_released_and_its_money_goes_back(int units, int cents, int days) {
    hub.http().post("/api/v1/locations/main/desk", "{\"pickupDays\": " + days + "}");
    var sku = Goods.stocked(hub, units, 1_999);
    var pickup = reserve(sku, units, "#2001", "");
    var payment = pay(pickup, cents);
    assertThat(get(pickup).path("payment").asString()).isEqualTo("GATEWAY");
    var made = Instant.parse(get(pickup).path("madeAt").asString());
    var until = Instant.parse(get(pickup).path("collectBy").asString());
    assertThat(Duration.between(made, until)).isEqualTo(Duration.ofDays(days));

    daysPass(pickup, days - 1);
    hub.part(PickUps.class).settle();
    assertThat(place(sku).path("available").asInt()).isZero();
    daysPass(pickup, 1);
    hub.part(PickUps.class).settle();
    assertThat(get(pickup).path("state").asString()).isEqualTo("UNCOLLECTED");
    assertThat(place(sku).path("available").asInt()).isEqualTo(units);
    soon().until(() -> refunded(payment) == cents);
    hub.part(PickUps.class).settle();
    assertThat(hub.http().get("/api/v1/cases").body()).doesNotContain(pickup);
  }

  @Test
  void what_was_paid_elsewhere_is_a_task_with_its_amount() {
    var sku = Goods.stocked(hub, 1, 1_999);
    var pickup = reserve(sku, 1, "#3001", ", \"paid\": {\"minor\": 2164, \"currency\": \"USD\"}");
    daysPass(pickup, 7);
    hub.part(PickUps.class).settle();
    assertThat(place(sku).path("available").asInt()).isEqualTo(1);
    var task = hub.http()
        .get("/api/v1/cases")
        .json()
        .path("cases")
        .valueStream()
        .filter(c -> c.path("subject").asString().equals(pickup))
        .findFirst()
        .orElseThrow();
    assertThat(task.path("detail").asString()).contains("Give 21.64 USD back");
  }

  @Test
  void what_is_paid_at_the_till_is_collected_with_its_sale() {
    var sku = Goods.stocked(hub, 1, 1_999);
    var pickup = reserve(sku, 1, "#4001", "");
    var early = hub.http().post("/api/v1/pickups/" + pickup + "/collect", "");
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.code()).isEqualTo("not-possible");
    var sold = hub.http()
        .post(
            "/api/v1/sales",
            Goods.cashSale(UUID.randomUUID(), sku, 1, 1_999)
                .replace("\"holdId\": null", "\"holdId\": \"" + pickup + "\""));
    assertThat(sold.status()).as(sold.body()).isEqualTo(201);
    var collected = hub.http().post("/api/v1/pickups/" + pickup + "/collect", "");
    assertThat(collected.json().path("state").asString()).isEqualTo("COLLECTED");
    assertThat(place(sku).path("onHand").asInt()).isZero();
  }

  @Test
  void a_cancelled_one_is_for_sale_again_and_the_list_knows() {
    var sku = Goods.stocked(hub, 2, 1_999);
    var pickup = reserve(sku, 2, "#5001", "");
    assertThat(hub.http().get("/api/v1/pickups").body()).contains(pickup);
    var cancelled = hub.http()
        .post("/api/v1/pickups/" + pickup + "/cancel", "{\"reason\": \"changed her mind\"}");
    assertThat(cancelled.json().path("state").asString()).isEqualTo("CANCELLED");
    assertThat(place(sku).path("available").asInt()).isEqualTo(2);
    assertThat(hub.http().get("/api/v1/pickups").body()).doesNotContain(pickup);
    assertThat(hub.http().get("/api/v1/pickups?waiting=false").body()).contains(pickup);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      value = {
        "id | null | id",
        "location | 'nowhere' | location",
        "reference | '' | reference",
        "lines | [] | lines",
        "days | 31 | days",
        "days | 0 | days",
        "orderId | '0190a0a0-0000-7000-8000-000000000000' | lines",
        "paid | {'minor': 0, 'currency': 'USD'} | paid.minor",
        "lines | [{'sku': 'NO-SUCH', 'quantity': 1}] | lines[0].sku"
      },
      delimiter = '|',
      quoteCharacter = '`')
  void a_wrong_field_is_named(String field, String value, String named) {
    var body = """
        {"id":"%s","location":"main","reference":"#1","lines":[{"sku":"S","quantity":1}],"%s":%s}
        """.formatted(UUID.randomUUID(), field, value.replace('\'', '"'));
    body = body.replaceFirst("\"" + field + "\":(\\[[^]]*]|\"[^\"]*\"),", "");
    var answer = hub.http().post("/api/v1/pickups", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo(named);
  }

  private String reserve(String sku, int units, String reference, String more) {
    var id = UUID.randomUUID();
    var made = hub.http().post("/api/v1/pickups", """
        {"id": "%s", "location": "main", "reference": "%s", "customer": "Ada",
         "lines": [{"sku": "%s", "quantity": %d}]%s}
        """.formatted(id, reference, sku, units, more));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return id.toString();
  }

  private Answer scan(String sku, int units, String more) {
    var body = Goods.wish(UUID.randomUUID(), sku, units);
    return hub.http()
        .post("/api/v1/holds", body.replace("\"ttlSeconds\": 600", "\"ttlSeconds\": 600" + more));
  }

  /** Paid ahead, by PayPal; its order there. */
  private String pay(String pickup, int cents) {
    var id = UUID.randomUUID();
    var opened =
        hub.http().post("/api/v1/payments", """
        {"id": "%s", "saleId": "%s", "holdId": "%s", "gateway": "PAYPAL",
         "amount": {"minor": %d, "currency": "USD"}}
        """.formatted(id, UUID.randomUUID(), pickup, cents));
    assertThat(opened.status()).as(opened.body()).isEqualTo(201);
    var order = opened.json().path("reference").asString();
    hub.outside().approve(order);
    var taken = hub.http().post("/api/v1/payments/" + id + "/capture", "");
    assertThat(taken.json().path("state").asString()).isEqualTo("CAPTURED");
    return id.toString();
  }

  private long refunded(String payment) {
    return hub.part(JdbcClient.class)
        .sql("""
            select coalesce(sum(amount), 0)::bigint as given from refund
             where payment_id = :id::uuid and state = 'DONE'
            """)
        .param("id", payment)
        .query((row, _) -> row.getLong("given"))
        .single();
  }

  private void daysPass(String pickup, int days) {
    for (var statement : new String[] {
      "update pickup set collect_by = collect_by - :days * interval '1 day' where id = :id::uuid",
      "update hold set expires_at = expires_at - :days * interval '1 day' where id = :id::uuid"
    }) {
      hub.part(JdbcClient.class)
          .sql(statement)
          .param("days", days)
          .param("id", pickup)
          .update();
    }
  }

  private JsonNode get(String pickup) {
    return hub.http().get("/api/v1/pickups/" + pickup).json();
  }

  private JsonNode place(String sku) {
    return hub.http()
        .get("/api/v1/stock/" + sku)
        .json()
        .path("locations")
        .valueStream()
        .filter(place -> place.path("location").asString().equals("main"))
        .findFirst()
        .orElseThrow();
  }
}
