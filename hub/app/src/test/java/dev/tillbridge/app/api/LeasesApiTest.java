package dev.tillbridge.app.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.OfflineTill;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class LeasesApiTest {

  private final Hub hub = Hub.shared();

  @Test
  void the_same_report_again_gets_the_same_answer_and_lends_nothing_more() {
    var sku = Goods.stocked(hub, 8, 500);
    var till = OfflineTill.at(hub).wants(sku, 3);
    var report = till.report(UUID.randomUUID());
    var first = till.hear(hub.http().post("/api/v1/leases", report));
    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(first.json().path("generation").asInt()).isEqualTo(1);
    assertThat(first.json().path("location").asString()).isEqualTo("main");
    var again = hub.http().post("/api/v1/leases", report);
    assertThat(again.json().path("items")).isEqualTo(first.json().path("items"));
    assertThat(place(sku).path("leased").asInt()).isEqualTo(3);
    var other = hub.http().post("/api/v1/leases", report.replace("\"wanted\": 3", "\"wanted\": 4"));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.code()).isEqualTo("id-reused");
  }

  @Test
  void a_till_sells_lowers_returns_and_the_list_shows_it() {
    var sku = Goods.stocked(hub, 8, 500);
    var till = OfflineTill.at(hub).wants(sku, 4);
    till.talk();
    var sale = till.sell(sku, 1);
    till.wants(sku, 1).lowers(sku, 2).talk();
    assertThat(till.remaining(sku)).isEqualTo(1);
    var lent = listed(till);
    assertThat(lent.at("/items/0/lent").asInt()).isEqualTo(2);
    assertThat(lent.at("/items/0/sold").asInt()).isEqualTo(1);
    assertThat(lent.at("/items/0/recorded").asInt()).isZero();
    assertThat(till.giveBack().json().path("state").asString()).isEqualTo("SEALED");
    assertThat(place(sku).path("available").asInt()).isEqualTo(7);
    assertThat(hub.http().post("/api/v1/sales", sale).status()).isEqualTo(201);
    assertThat(place(sku).path("onHand").asInt()).isEqualTo(7);
    assertThat(place(sku).path("leased").asInt()).isZero();
    assertThat(till.talk().code()).isEqualTo("lease-over");
  }

  @Test
  void a_lost_till_is_declared_counted_and_its_late_sale_explains_the_missing_unit() {
    var sku = Goods.stocked(hub, 8, 500);
    var till = OfflineTill.at(hub).wants(sku, 3);
    till.talk();
    var late = till.sell(sku, 1);
    var second = till.replaced();
    assertThat(second.talk().code()).isEqualTo("lease-elsewhere");

    var base = "/api/v1/leases/" + till.register();
    var lost = hub.http().post(base + "/lost", "{\"generation\": 1}");
    assertThat(lost.status()).isEqualTo(200);
    assertThat(lost.json().path("state").asString()).isEqualTo("LOST");
    assertThat(place(sku).path("suspense").asInt()).isEqualTo(3);
    assertThat(second.talk().status()).isEqualTo(200);
    assertThat(second.generation()).isEqualTo(2);
    assertThat(till.talk().code()).isEqualTo("lease-older");

    var count = """
        {"id": "%s", "generation": 1, "lines": [{"sku": "%s", "found": 2}]}
        """.formatted(UUID.randomUUID(), sku);
    assertThat(hub.http().post(base + "/resolve", count).code()).isEqualTo("lease-running");
    hub.http().post(base + "/lost", "{\"generation\": 1, \"stopped\": true}");
    for (int i = 0; i < 2; i++) {
      var counted = hub.http().post(base + "/resolve", count);
      assertThat(counted.status()).as(counted.body()).isEqualTo(200);
      assertThat(counted.json().path("state").asString()).isEqualTo("CLOSED");
    }
    assertThat(place(sku).path("suspense").asInt()).isZero();
    assertThat(place(sku).path("onHand").asInt()).isEqualTo(7);
    assertThat(hub.http().post("/api/v1/sales", late).status()).isEqualTo(201);
    assertThat(place(sku).path("onHand").asInt()).as("it was gone already").isEqualTo(7);
  }

  @Test
  void a_restored_till_is_refused_blocked_and_a_case() {
    var sku = Goods.stocked(hub, 8, 500);
    var till = OfflineTill.at(hub).wants(sku, 3);
    till.talk();
    till.sell(sku, 2);
    till.talk();
    var old = till.report(UUID.randomUUID()).replace("\"sold\": 2", "\"sold\": 0");
    var refused = hub.http().post("/api/v1/leases", old);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("lease-gone-back");
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(refused.json().path("detail").asString()).contains("had sold 2");
    assertThat(till.talk().code()).isEqualTo("lease-blocked");
    assertThat(cases("till-gone-back", till.register() + "/1")).isEqualTo(1);
    assertThat(place(sku).path("leased").asInt()).isEqualTo(5);
  }

  @Test
  void only_managers_give_up_a_till_count_and_set_how_much_is_lent() {
    var till = OfflineTill.at(hub);
    till.talk();
    var base = "/api/v1/leases/" + till.register();
    assertThat(
            as("CASHIER", "/api/v1/leases/policy", "{\"location\": \"main\"}").status())
        .isEqualTo(403);
    assertThat(as("CASHIER", base + "/lost", "{\"generation\": 1}").status()).isEqualTo(403);
    assertThat(as("CASHIER", base + "/resolve", "{}").status()).isEqualTo(403);
    assertThat(as("CASHIER", "/api/v1/leases", till.report(UUID.randomUUID())).status())
        .isEqualTo(200);
    assertThat(as("OWNER", base + "/lost", "{\"generation\": 1}").status()).isEqualTo(200);
  }

  @Test
  void a_location_sets_how_much_it_lends() {
    var before = hub.http().get("/api/v1/leases/policy?location=north").json();
    assertThat(before.path("coverPercent").asInt()).isEqualTo(100);
    assertThat(before.path("sharePercent").asInt()).isEqualTo(50);
    var set = hub.http().post("/api/v1/leases/policy", """
            {"location": "north", "sharePercent": 20, "termSeconds": 3600, "beyond": "WARN"}
            """);
    assertThat(set.status()).as(set.body()).isEqualTo(200);
    assertThat(set.json().path("sharePercent").asInt()).isEqualTo(20);
    assertThat(set.json().path("coverPercent").asInt()).isEqualTo(100);
    assertThat(hub.http().get("/api/v1/leases/policy?location=north").json()).isEqualTo(set.json());
    var wrong = hub.http()
        .post("/api/v1/leases/policy", "{\"location\": \"north\", \"sharePercent\": 101}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.field()).isEqualTo("sharePercent");
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      value = {
        "id | null | id",
        "register | null | register",
        "register | 'R99' | register",
        "generation | 0 | generation",
        "generation | 'x' | generation",
        "journalCount | null | journalCount",
        "journalCount | -1 | journalCount",
        "journalCount | 1.5 | journalCount",
        "items | {} | items",
        "items | [null] | items[0]",
        "items | [{'sku':' '}] | items[0].sku",
        "items | [{'sku':'NO-SUCH','wanted':1}] | items[0].sku",
        "items | [{'sku':'S','sold':-1}] | items[0].sold",
        "items | [{'sku':'S','returned':1000000001}] | items[0].returned",
        "items | [{'sku':'S','wanted':-1}] | items[0].wanted",
        "items | [{'sku':'S'},{'sku':'S'}] | items[1].sku"
      },
      delimiter = '|',
      quoteCharacter = '`')
  void a_wrong_field_is_named(String field, String value, String named) {
    var till = OfflineTill.at(hub);
    var body = """
        {"id": "%s", "register": "%s", "generation": null, "journalCount": 0, "items": [], "%s": %s}
        """.formatted(UUID.randomUUID(), till.register(), field, value.replace('\'', '"'));
    // The last of two equal names would be a duplicate, so the good one goes.
    body = body.replaceFirst("\"" + field + "\": (\\[]|null|\"[^\"]*\"|\\d+), ", "");
    var answer = hub.http().post("/api/v1/leases", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo(named);
  }

  @Test
  void a_sale_of_a_lease_needs_its_register_and_no_more_units_than_it_has() {
    var sku = Goods.stocked(hub, 8, 500);
    var till = OfflineTill.at(hub).wants(sku, 3);
    till.talk();
    var sale = till.sell(sku, 1);
    var more =
        hub.http().post("/api/v1/sales", sale.replace("\"quantity\": 1}]", "\"quantity\": 2}]"));
    assertThat(more.status()).isEqualTo(422);
    assertThat(more.field()).isEqualTo("lease.lines[0].quantity");
    var nobodys = sale.replace("\"register\": \"" + till.register() + "\"", "\"register\": null");
    assertThat(hub.http().post("/api/v1/sales", nobodys).field()).isEqualTo("lease");
    assertThat(place(sku).path("leased").asInt()).isEqualTo(3);
    assertThat(hub.http().post("/api/v1/sales", sale).status()).isEqualTo(201);
  }

  @Test
  void a_register_that_does_not_exist_is_not_found() {
    var answer = hub.http().post("/api/v1/leases/R99/lost", "{\"generation\": 1}");
    assertThat(answer.status()).isEqualTo(404);
    var none = hub.http()
        .post("/api/v1/leases/" + OfflineTill.at(hub).register() + "/lost", "{\"generation\": 1}");
    assertThat(none.status()).isEqualTo(404);
  }

  private Answer as(String role, String path, String body) {
    return hub.http()
        .send(
            "POST",
            path,
            body.getBytes(UTF_8),
            "Content-Type",
            "application/json",
            "Cookie",
            "TILLBRIDGE_SESSION=%1$s; TILLBRIDGE_CONSOLE=%1$s".formatted(hub.session(role)),
            "Sec-Fetch-Site",
            "same-origin");
  }

  private JsonNode listed(OfflineTill till) {
    return hub.http()
        .get("/api/v1/leases?location=main")
        .json()
        .path("leases")
        .valueStream()
        .filter(l -> l.path("register").asString().equals(till.register()))
        .findFirst()
        .orElseThrow();
  }

  private long cases(String kind, String subject) {
    return hub.http()
        .get("/api/v1/cases")
        .json()
        .path("cases")
        .valueStream()
        .filter(c -> c.path("kind").asString("").equals(kind))
        .filter(c -> c.path("subject").asString("").equals(subject))
        .count();
  }

  private JsonNode place(String sku) {
    return hub.http().get("/api/v1/stock/" + sku).json().at("/locations/0");
  }
}
