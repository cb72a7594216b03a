package dev.tillbridge.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The posting queue, and the choice how books are told, as a browser without a script uses them. */
class DocumentPagesTest {

  private static final String DOCUMENTS = "/console/books/documents";
  private static final String TELLING = "/console/books/telling";

  private final Hub hub = Hub.shared();

  private Answer get(String path) {
    return hub.http().send("GET", path, null, session("BOOKKEEPER"));
  }

  private Answer post(String path, Map<String, String> form) {
    var body = form.entrySet().stream()
        .map(e ->
            URLEncoder.encode(e.getKey(), UTF_8) + "=" + URLEncoder.encode(e.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
    return hub.http().send("POST", path, body.getBytes(UTF_8), session("BOOKKEEPER"));
  }

  private String[] session(String role) {
    return new String[] {
      "Cookie",
      "TILLBRIDGE_CONSOLE=" + hub.session(role),
      "Sec-Fetch-Site",
      "same-origin",
      "Content-Type",
      "application/x-www-form-urlencoded"
    };
  }

  private UUID sold(int cents) {
    var id = UUID.randomUUID();
    var sku = Goods.stocked(hub, 10, cents);
    hub.outside().list(sku, cents);
    var answer = hub.http().post("/api/v1/sales", Goods.cashSale(id, sku, 1, cents));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(hub.http()
                .get("/api/v1/books/documents/" + id)
                .json()
                .at("/document/state")
                .asString(""))
            .isEqualTo("TOLD"));
    return id;
  }

  @Test
  void a_document_is_found_by_its_number_and_amount_and_opens_to_its_lines_and_its_sale() {
    // 123.45 and 10.18 of tax.
    var id = sold(12_345);
    var number = "R1-" + id.toString().substring(0, 13);

    var found = get(DOCUMENTS + "?number=" + number);
    assertThat(found.status()).isEqualTo(200);
    assertThat(found.body())
        .contains("Sales receipt", "$133.63", "Told", DOCUMENTS + "/" + id)
        .doesNotContain("style=", "<script>");
    assertThat(get(DOCUMENTS + "?amount=133.63&state=TOLD&kind=RECEIPT").body())
        .contains(DOCUMENTS + "/" + id);
    assertThat(get(DOCUMENTS + "?amount=133.63&state=HELD").body())
        .contains("There are no such documents.");
    assertThat(get(DOCUMENTS + "?number=" + number + "&kind=JOURNAL").body())
        .contains("There are no such documents.");

    var one = get(DOCUMENTS + "/" + id).body();
    assertThat(one)
        .contains("1010 Cash on hand", "4000 Sales", "$10.18", "/console/sales/" + id)
        .contains("What it moves")
        .doesNotContain("Retry");
    var remoteId = hub.http()
        .get("/api/v1/books/documents/" + id)
        .json()
        .at("/document/remoteId")
        .asString();
    assertThat(one).contains(remoteId);
    assertThat(get(DOCUMENTS + "?number=" + remoteId).body()).contains(DOCUMENTS + "/" + id);
    assertThat(get(DOCUMENTS + "/" + UUID.randomUUID()).status()).isEqualTo(404);
  }

  @Test
  void what_is_held_says_why_and_can_be_tried_again() {
    var id = sold(2_345);
    hub.part(JdbcClient.class).sql("""
            update delivery set state = 'PARKED', note = 'held: the books are closed for that day',
                   remote_id = null where destination = 'BOOKS' and subject = :id
            """).param("id", id.toString()).update();

    assertThat(get(DOCUMENTS + "?state=HELD").body())
        .contains(DOCUMENTS + "/" + id, "Held: the books are closed for that day");
    assertThat(get(DOCUMENTS + "/" + id).body()).contains("Retry");
    var again = post(DOCUMENTS + "/" + id + "/retry", Map.of());
    assertThat(again.status()).isEqualTo(303);
    assertThat(get(again.header("Location")).body()).contains("It is tried again now.");
    assertThat(get(post(DOCUMENTS + "/" + id + "/retry", Map.of()).header("Location"))
            .body())
        .contains("There was nothing left to try again.");
  }

  @Test
  void pages_go_on_where_the_last_one_ended() {
    sold(1_111);
    sold(1_222);
    var first = hub.http().get("/api/v1/books/documents?limit=1").json();
    var second = hub.http()
        .get("/api/v1/books/documents?limit=1&cursor=" + first.path("next").asString())
        .json();
    assertThat(second.path("documents")).hasSize(1);
    assertThat(second.at("/documents/0/id").asString())
        .isNotEqualTo(first.at("/documents/0/id").asString());
  }

  @Test
  void a_question_that_makes_no_sense_is_said_at_its_field() {
    var wrong = get(DOCUMENTS + "?amount=much&from=yesterday");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("amount-fault", "from-fault");
    assertThat(get(DOCUMENTS + "?kind=POEM").status()).isEqualTo(422);
    assertThat(get(DOCUMENTS + "?after=x").status()).isEqualTo(422);
    assertThat(get(DOCUMENTS + "?state=POEM").status()).isEqualTo(200);
    assertThat(hub.http().get("/api/v1/books/documents?limit=0").status()).isEqualTo(422);
    assertThat(hub.http().get("/api/v1/books/documents?cursor=x").status()).isEqualTo(422);
  }

  @Test
  void how_books_are_told_is_chosen_for_days_to_come() {
    var earliest =
        hub.http().get("/api/v1/books/telling").json().path("earliest").asString();
    var shop = "shop-" + UUID.randomUUID();
    var form = new java.util.HashMap<>(Map.of(
        "id",
        UUID.randomUUID().toString(),
        "kind",
        "SALES",
        "way",
        "DAY",
        "channel",
        "WEB",
        "source",
        shop,
        "validFrom",
        earliest));
    var chosen = post(TELLING, form);
    assertThat(chosen.status()).as(chosen.body()).isEqualTo(303);
    assertThat(post(TELLING, form).status()).as("sent twice").isEqualTo(303);
    assertThat(get(chosen.header("Location")).body())
        .contains("Until that day nothing changes.", shop, "One summary a day")
        .doesNotContain("style=", "<script>");
    form.put("way", "EACH");
    assertThat(post(TELLING, form).status()).as("with other content").isEqualTo(409);
    form.put("id", UUID.randomUUID().toString());
    form.put("validFrom", "2026-01-01");
    assertThat(post(TELLING, form).body()).contains("validFrom-fault", "or later");
    assertThat(post(TELLING, Map.of("id", UUID.randomUUID().toString())).status())
        .isEqualTo(422);
  }
}
