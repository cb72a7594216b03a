package dev.tillbridge.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.SignedTill;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class DevicesApiTest {

  private static final String REVOCATION = "{\"why\": \"It was stolen.\"}";

  private final Hub hub = Hub.shared();
  private final SignedTill till = new SignedTill(hub);

  private String code() {
    var made =
        hub.http().post("/api/v1/devices/codes", "{\"register\": \"%s\"}".formatted(till.register));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json().path("code").asString();
  }

  private void enrolled() {
    var answer = till.enrol(code());
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().path("register").asString()).isEqualTo(till.register);
  }

  private String sale(UUID id, String sku, String register) {
    return Goods.cashSale(id, sku, 1, 1_999).replace("\"R1\"", "\"" + register + "\"");
  }

  private int status(UUID sale) {
    return hub.http().get("/api/v1/sales/" + sale).status();
  }

  @Test
  void a_sale_in_a_tills_journal_is_recorded_once_with_nobody_signed_in() {
    var sku = Goods.stocked(hub, 5, 1_999);
    var id = UUID.randomUUID();
    enrolled();
    till.writes("SALE", sale(id, sku, till.register));
    for (int i = 0; i < 2; i++) {
      var answer = till.sends();
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.json().path("head").asInt()).isEqualTo(1);
      assertThat(answer.json().at("/entries/0/state").asString()).isEqualTo("DONE");
      assertThat(answer.json().at("/entries/0/note").asString()).startsWith("sale ");
    }
    assertThat(status(id)).isEqualTo(200);
    assertThat(hub.http()
            .get("/api/v1/stock/" + sku)
            .json()
            .at("/locations/0/onHand")
            .asInt())
        .isEqualTo(4);
    var listed = hub.http().get(till.path()).json();
    assertThat(listed.path("head").asInt()).isEqualTo(1);
    assertThat(listed.path("name").asString()).isEqualTo("Front counter");
  }

  @Test
  void one_bad_entry_is_set_aside_with_its_reason_and_the_next_is_taken() {
    var sku = Goods.stocked(hub, 5, 1_999);
    var good = UUID.randomUUID();
    enrolled();
    till.writes("SALE", "{\"id\": \"no");
    till.writes("SALE", sale(UUID.randomUUID(), sku, "R1"));
    till.writes("SALE", sale(good, sku, till.register));
    var answer = till.sends().json();
    assertThat(answer.path("head").asInt()).isEqualTo(3);
    assertThat(answer.at("/entries/0/note").asString()).contains("is no sale");
    assertThat(answer.at("/entries/1/note").asString()).contains("register R1");
    assertThat(answer.at("/entries/2/state").asString()).isEqualTo("DONE");
    assertThat(status(good)).isEqualTo(200);
    var again = hub.http().post(till.path() + "/entries/1/retry", "");
    assertThat(again.json().path("state").asString()).isEqualTo("ASIDE");
    var allowed = hub.http().post(till.path() + "/entries/2/retry", "");
    assertThat(allowed.json().path("state").asString())
        .as("a manager says that it was sold")
        .isEqualTo("DONE");
    assertThat(hub.http().get(till.path() + "/entries?from=2").json().path("entries"))
        .hasSize(2);
  }

  @Test
  void a_till_that_was_shut_out_is_told_who_did_and_why() {
    var sku = Goods.stocked(hub, 5, 1_999);
    var id = UUID.randomUUID();
    enrolled();
    var ended = hub.http().post(till.path() + "/revocation", REVOCATION);
    assertThat(ended.json().path("revoked").asBoolean()).isTrue();
    till.writes("SALE", sale(id, sku, till.register));
    var answer = till.sends().json();
    assertThat(answer.at("/refusal/reason").asString()).isEqualTo("REVOKED");
    assertThat(answer.at("/refusal/why").asString()).contains("stolen");
    assertThat(status(id)).isEqualTo(404);
  }

  @Test
  void what_makes_no_sense_is_named() {
    var wrong = till.enrol("WRONGCOD");
    assertThat(wrong.status()).isEqualTo(409);
    assertThat(wrong.body()).contains("Ask a manager");
    assertThat(till.sends().status()).as("not let in").isEqualTo(404);
    assertThat(
            hub.http().post("/api/v1/devices/codes", "{\"register\": \"R99\"}").status())
        .isEqualTo(404);
  }

  private String moved(String kind, UUID shift, long amount, String more) {
    return """
        {"id": "%s", "kind": "%s", "shift": "%s", "register": "%s", "location": "main",
         "person": "Cora", "at": "%s", "amount": {"minor": %d, "currency": "USD"}%s}
        """.formatted(
            UUID.randomUUID(), kind, shift, till.register, Instant.now(), amount, more);
  }

  @Test
  void scenario_18_a_shift_in_the_journal_closes_and_its_report_counts_what_is_set_aside() {
    var sku = Goods.stocked(hub, 5, 1_999);
    var shift = UUID.randomUUID();
    enrolled();
    till.writes("SHIFT", moved("OPENED", shift, 10_000, ""));
    var in = "\"register\": \"" + till.register + "\", \"shift\": \"" + shift + "\"";
    var mine = "\"register\": \"" + till.register + "\"";
    till.writes("SALE", sale(UUID.randomUUID(), sku, till.register).replace(mine, in));
    var poison = UUID.randomUUID();
    till.writes(
        "SALE",
        sale(poison, sku, till.register).replace(mine, in + ", \"receiptToken\": \"no token\""));
    till.writes(
        "SHIFT",
        moved(
            "CLOSED",
            shift,
            14_328,
            ", \"close\": {\"number\": 1, \"expected\": {\"minor\": 14328, \"currency\": \"USD\"}}"));
    var answer = till.sends().json();
    assertThat(answer.path("entries").valueStream().map(one -> one.path("state").asString()))
        .containsExactly("DONE", "DONE", "ASIDE", "DONE");
    var report = hub.http().get("/api/v1/shifts/" + shift).json().path("report");
    assertThat(report.path("name").asString()).isEqualTo("Z-0001");
    assertThat(report.at("/difference/minor").asInt()).isZero();
    assertThat(report.path("awaited")).singleElement().satisfies(one -> {
      assertThat(one.path("id").asString()).isEqualTo(poison.toString());
      assertThat(one.at("/cash/minor").asInt()).isEqualTo(2_164);
    });
  }

  @Test
  void a_refund_of_somebody_who_may_not_refund_waits_for_a_manager() {
    var sku = Goods.stocked(hub, 5, 1_999);
    var id = UUID.randomUUID();
    enrolled();
    till.writes("REFUND", """
        {"id": "%s", "location": "main", "register": "%2$s", "receiptNumber": "%2$s-000001",
         "at": "%3$s", "reason": "It was broken.",
         "lines": [{"sku": "%4$s", "quantity": 1, "unitPrice": {"minor": 1999, "currency": "USD"}}]}
        """.formatted(id, till.register, Instant.now(), sku));
    var answer = till.sends().json();
    assertThat(answer.at("/entries/0/note").asString()).contains("may not give money back");
    assertThat(hub.http().get("/api/v1/refunds/" + id).status()).isEqualTo(404);
    var taken = hub.http().post(till.path() + "/entries/1/retry", "");
    assertThat(taken.json().path("state").asString()).as(taken.body()).isEqualTo("DONE");
    assertThat(hub.http().get("/api/v1/refunds/" + id).status()).isEqualTo(200);
  }

  @Test
  void a_till_that_lost_its_storage_learns_its_numbers_and_its_open_shift() {
    var sku = Goods.stocked(hub, 5, 1_999);
    var shift = UUID.randomUUID();
    enrolled();
    till.writes("SHIFT", moved("OPENED", shift, 10_000, ""));
    till.writes(
        "SALE",
        sale(UUID.randomUUID(), sku, till.register)
            .replaceAll(
                "\"receiptNumber\": \"[^\"]*\"",
                "\"receiptNumber\": \"" + till.register + "-000041\""));
    assertThat(till.sends().json().path("head").asInt()).isEqualTo(2);
    var path = "/api/v1/registers/" + till.register + "/drawer";
    var all = hub.http().get(path + "?all=true").json();
    assertThat(all.path("lastReceipt").asInt()).isEqualTo(41);
    assertThat(all.at("/open/id").asString()).isEqualTo(shift.toString());
    assertThat(hub.http().get(path).json().path("lastReceipt").isNull()).isTrue();
  }

  @Test
  void a_register_that_is_added_gets_a_till_of_its_own() {
    var id = "N" + UUID.randomUUID().toString().substring(0, 8);
    var body = "{\"id\": \"%s\", \"location\": \"main\"}".formatted(id);
    for (int i = 0; i < 2; i++) {
      assertThat(hub.http().post("/api/v1/registers", body).status()).isEqualTo(201);
    }
    assertThat(hub.http().get("/api/v1/registers").body()).contains(id);
    var code = hub.http()
        .post("/api/v1/devices/codes", "{\"register\": \"%s\", \"minutes\": 600}".formatted(id))
        .json()
        .path("code")
        .asString();
    var enrolled = till.enrol(code);
    assertThat(enrolled.json().at("/location/id").asString()).isEqualTo("main");
    assertThat(enrolled.header("Set-Cookie")).contains("TILLBRIDGE_REGISTER=" + id);
  }

  @Test
  void f23_three_tills_that_were_away_bring_everything_once_and_in_their_order() throws Exception {
    int each = 60;
    var sku = Goods.stocked(hub, 150, 1_000);
    var tills = List.of(till, new SignedTill(hub), new SignedTill(hub));
    for (var one : tills) {
      var code = hub.http()
          .post("/api/v1/devices/codes", "{\"register\": \"%s\"}".formatted(one.register))
          .json()
          .path("code")
          .asString();
      assertThat(one.enrol(code).status()).isEqualTo(200);
      for (int i = 1; i <= each; i++) {
        one.writes(
            "SALE",
            Goods.cashSale(UUID.randomUUID(), sku, 1, 1_000)
                .replace("\"R1\"", "\"" + one.register + "\"")
                .replaceAll(
                    "\"receiptNumber\": \"[^\"]*\"",
                    "\"receiptNumber\": \"%s-%06d\"".formatted(one.register, i)));
      }
    }
    try (var line = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var one : tills) {
        // Each is sent by two tabs at once.
        line.execute(one::sends);
        line.execute(one::sends);
      }
    }
    for (var one : tills) {
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(one.sends().json().path("entries").valueStream())
              .hasSize(each)
              .allSatisfy(entry -> assertThat(entry.path("state").asString()).isEqualTo("DONE")));
    }
    assertThat(hub.http()
            .get("/api/v1/stock/" + sku)
            .json()
            .at("/locations/0/onHand")
            .asInt())
        .as("30 were sold that were not there, and it shows")
        .isEqualTo(150 - 3 * each);
    for (var one : tills) {
      assertThat(hub.part(JdbcClient.class)
              .sql("select receipt_number from sale where register = :register order by number")
              .param("register", one.register)
              .query(String.class)
              .list())
          .isSorted()
          .hasSize(each);
    }
  }
}
