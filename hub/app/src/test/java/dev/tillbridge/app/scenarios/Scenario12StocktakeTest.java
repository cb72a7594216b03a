package dev.tillbridge.app.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Stocktake during trade. The clock on the wall begins at nine when the goods are on the shelf, and
 * a minute of it lasts 20 ms.
 */
class Scenario12StocktakeTest {

  private static final Duration MINUTE = Duration.ofMillis(20);

  private final Hub hub = Hub.shared();
  private String sku = "";
  private Instant nine = Instant.EPOCH;

  @ParameterizedTest(name = "book {0}, {1} sold, counted {2}, {3} more sold, {4} heard of late")
  @CsvSource({"20, 3, 16, 2, 1, -1, 14, 0", "57, 9, 51, 6, 4, 3, 45, 7", "8, 0, 8, 8, 3, 0, 0, 3"})
  void sales_meanwhile_do_not_matter_and_late_ones_correct_the_variance(
      int book,
      int soldBefore,
      int counted,
      int soldAfter,
      int late,
      int variance,
      int onHand,
      int varianceThen) {
    bookAtNine(book);
    if (soldBefore > 0) {
      sell(soldBefore, 6);
    }
    var stocktake = open("PARTIAL", false);
    var line = count(stocktake, counted, 10, cashier());
    assertThat(line.path("variance").asInt()).isEqualTo(variance);
    assertThat(post(stocktake, "submit", "{\"id\": \"%s\"}".formatted(UUID.randomUUID()))
            .json()
            .path("state")
            .asString())
        .isEqualTo("CLOSED");

    sell(soldAfter, 12);
    assertThat(onHand()).isEqualTo(onHand);
    assertThat(counted(stocktake).path("variance").asInt()).isEqualTo(variance);

    // At half past nine an offline sale arrives that was made at seven past.
    sell(late, 7);
    assertThat(onHand()).as("the shelf is what was counted").isEqualTo(onHand);
    assertThat(counted(stocktake).path("variance").asInt()).isEqualTo(varianceThen);
    assertThat(counted(stocktake).path("variancePosted").asInt()).isEqualTo(variance);
  }

  @Test
  void above_the_limit_a_second_person_must_agree() {
    bookAtNine(60);
    sell(5, 3);
    var stocktake = open("PARTIAL", true);
    var line = count(stocktake, 40, 10, cashier());
    assertThat(line.path("expected").isNull()).as("counted blind").isTrue();
    var review = send(
        "/api/v1/stocktakes/" + stocktake + "/submit",
        "{\"id\": \"%s\"}".formatted(UUID.randomUUID()),
        cashier());
    assertThat(review.json().path("state").asString()).isEqualTo("REVIEW");
    assertThat(onHand()).isEqualTo(55);
    sell(1, 8);

    assertThat(approve(stocktake, -15, cashier()).status()).as("a cashier").isEqualTo(403);
    var stale = approve(stocktake, -15, owner());
    assertThat(stale.status()).isEqualTo(422);
    assertThat(stale.field()).isEqualTo("lines[0].variance");
    var approved = approve(stocktake, -14, owner());
    assertThat(approved.json().path("state").asString()).isEqualTo("CLOSED");
    assertThat(onHand()).isEqualTo(40);

    sell(2, 9);
    assertThat(onHand()).isEqualTo(40);
    assertThat(counted(stocktake).path("variance").asInt()).isEqualTo(-12);
  }

  @Test
  void who_counted_it_does_not_approve_it() {
    bookAtNine(60);
    var stocktake = open("PARTIAL", false);
    count(stocktake, 30, 10, owner());
    post(stocktake, "submit", "{\"id\": \"%s\"}".formatted(UUID.randomUUID()));
    var own = approve(stocktake, -30, owner());
    assertThat(own.status()).isEqualTo(422);
    assertThat(own.field()).isEqualTo("lines[0].sku");
    assertThat(onHand()).isEqualTo(60);
  }

  @Test
  void what_a_full_count_leaves_out_is_listed_and_stays() {
    bookAtNine(5);
    var forgotten = sku;
    bookAtNine(6);
    var stocktake = open("FULL", false);
    count(stocktake, 6, 1, cashier());
    post(stocktake, "submit", "{\"id\": \"%s\"}".formatted(UUID.randomUUID()));
    var listed = hub.http().get("/api/v1/stocktakes/" + stocktake + "/uncounted?limit=500");
    assertThat(listed.body()).contains("\"" + forgotten + "\"").doesNotContain("\"" + sku + "\"");
    sku = forgotten;
    assertThat(onHand()).isEqualTo(5);
  }

  @Test
  void a_step_that_makes_no_sense_is_named() {
    bookAtNine(5);
    var nowhere = hub.http().post("/api/v1/stocktakes", """
        {"id": "%s", "location": "nowhere", "name": "x"}
        """.formatted(UUID.randomUUID()));
    assertThat(nowhere.status()).isEqualTo(422);
    assertThat(nowhere.field()).isEqualTo("location");
    var stocktake = open("PARTIAL", false);
    var bad = post(stocktake, "counts", """
        {"counts": [{"id": "%s", "sku": "%s", "quantity": -1, "countedAt": "%s"}]}
        """.formatted(UUID.randomUUID(), sku, Instant.now()));
    assertThat(bad.status()).isEqualTo(422);
    assertThat(bad.field()).isEqualTo("counts[0].quantity");
    var early = approve(stocktake, 0, owner());
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.code()).isEqualTo("wrong-state");
    var elsewhere = UUID.randomUUID();
    hub.http().post("/api/v1/stocktakes", """
        {"id": "%s", "location": "north", "name": "x"}
        """.formatted(elsewhere));
    assertThat(send(
                "/api/v1/stocktakes/" + elsewhere + "/counts",
                """
            {"counts": [{"id": "%s", "sku": "%s", "quantity": 1, "countedAt": "%s"}]}
            """.formatted(UUID.randomUUID(), sku, Instant.now()),
                cashier())
            .status())
        .as("not at his place")
        .isEqualTo(404);
  }

  private void bookAtNine(int units) {
    sku = Goods.stocked(hub, units, 500);
    nine = Instant.now();
  }

  private Instant past(int minutes) {
    return nine.plus(MINUTE.multipliedBy(minutes));
  }

  private void sell(int units, int minute) {
    var body = Goods.cashSale(UUID.randomUUID(), sku, units, 500)
        .replaceFirst("\"soldAt\": \"[^\"]*\"", "\"soldAt\": \"" + past(minute) + "\"");
    assertThat(hub.http().post("/api/v1/sales", body).status()).isEqualTo(201);
  }

  private UUID open(String kind, boolean blind) {
    var id = UUID.randomUUID();
    var answer = send("/api/v1/stocktakes", """
        {"id": "%s", "location": "main", "name": "Shelf 4", "kind": "%s", "blind": %s}
        """.formatted(id, kind, blind), cashier());
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return id;
  }

  private JsonNode count(UUID stocktake, int units, int minute, String[] who) {
    await().until(() -> Instant.now().isAfter(past(minute)));
    var answer = send(
        "/api/v1/stocktakes/" + stocktake + "/counts",
        """
        {"counts": [{"id": "%s", "sku": "%s", "quantity": %d, "countedAt": "%s"}]}
        """.formatted(UUID.randomUUID(), sku, units, past(minute)),
        who);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json().at("/counts/0");
  }

  private Answer approve(UUID stocktake, int variance, String[] who) {
    return send(
        "/api/v1/stocktakes/" + stocktake + "/approve",
        """
        {"id": "%s", "lines": [{"sku": "%s", "variance": %d}]}
        """.formatted(UUID.randomUUID(), sku, variance),
        who);
  }

  private JsonNode counted(UUID stocktake) {
    return hub.http().get("/api/v1/stocktakes/" + stocktake + "/counts").json().at("/counts/0");
  }

  private int onHand() {
    var levels = hub.http().get("/api/v1/stock/" + sku).json().path("locations");
    return levels.get(0).path("onHand").asInt();
  }

  private Answer post(UUID stocktake, String step, String body) {
    return hub.http().post("/api/v1/stocktakes/" + stocktake + "/" + step, body);
  }

  private Answer send(String path, String body, String[] who) {
    return hub.http().send("POST", path, body.getBytes(UTF_8), who);
  }

  private String[] cashier() {
    return session("CASHIER");
  }

  private String[] owner() {
    return session("OWNER");
  }

  private String[] session(String role) {
    return new String[] {
      "Cookie",
      "TILLBRIDGE_SESSION=" + hub.session(role),
      "Sec-Fetch-Site",
      "same-origin",
      "Content-Type",
      "application/json"
    };
  }
}
