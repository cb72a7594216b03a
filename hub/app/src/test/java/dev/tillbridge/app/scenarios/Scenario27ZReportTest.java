package dev.tillbridge.app.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.model.place.LocationId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A shift from its float to the books, as its till tells of it afterwards. */
class Scenario27ZReportTest {

  private static final String EVENTS = "/api/v1/shifts/events";

  private final Hub hub = Hub.shared();
  private final UUID shift = UUID.randomUUID();
  private final String register = "Z" + UUID.randomUUID().toString().substring(0, 6);
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private String sku = "";

  @BeforeEach
  void till() {
    hub.part(Places.class).saveRegister(register, new LocationId("main"));
    sku = Goods.stocked(hub, 10, 1_000);
  }

  private String event(UUID id, String kind, long amount, int minutesAgo, String more) {
    return """
        {"id": "%s", "kind": "%s", "shift": "%s", "register": "%s", "location": "main",
         "person": "Cora", "at": "%s", "amount": {"minor": %d, "currency": "USD"}%s}
        """.formatted(
            id, kind, shift, register, now.minus(Duration.ofMinutes(minutesAgo)), amount, more);
  }

  private Answer tell(String kind, long amount, int minutesAgo, String more) {
    return hub.http().post(EVENTS, event(UUID.randomUUID(), kind, amount, minutesAgo, more));
  }

  private static String because(String reason) {
    return ", \"reason\": \"" + reason + "\"";
  }

  private static String close(long expected) {
    return ", \"close\": {\"number\": 42, \"expected\": {\"minor\": %d, \"currency\": \"USD\"}}"
        .formatted(expected);
  }

  /** In cash, with so much of it tax. */
  private UUID sell(long total, long tax, int minutesAgo, boolean toldShift) {
    var id = UUID.randomUUID();
    var sold = hub.http().post("/api/v1/sales", """
            {"id": "%1$s", "location": "main", "channel": "COUNTER", "register": "%2$s",
             "receiptNumber": "%2$s-%3$s", "soldAt": "%4$s", "currency": "USD"%5$s,
             "lines": [{"sku": "%6$s", "quantity": 1, "unitPrice": {"minor": %7$d, "currency": "USD"}}],
             "taxes": [{"name": "Sales tax", "category": "standard", "ratePpm": 82500,
                        "included": false, "taxable": {"minor": %7$d, "currency": "USD"},
                        "amount": {"minor": %8$d, "currency": "USD"}}],
             "tenders": [{"kind": "CASH", "amount": {"minor": %9$d, "currency": "USD"}}]}
            """.formatted(
            id,
            register,
            id.toString().substring(0, 8),
            now.minus(Duration.ofMinutes(minutesAgo)),
            toldShift ? ", \"shift\": \"" + shift + "\"" : "",
            sku,
            total - tax,
            tax,
            total));
    assertThat(sold.status()).as(sold.body()).isEqualTo(201);
    return id;
  }

  private Answer as(String role, String path) {
    return hub.http()
        .send(
            "GET",
            path,
            null,
            "Cookie",
            "TILLBRIDGE_CONSOLE=" + hub.session(role) + "; TILLBRIDGE_SESSION="
                + hub.session(role));
  }

  @Test
  void a_shift_is_counted_to_the_cent_and_its_report_stays_when_a_sale_comes_late() {
    assertThat(tell("OPENED", 15_000, 100, "").status()).isEqualTo(201);
    var before = sell(2_500, 190, 200, false);
    sell(41_235, 3_143, 90, true);
    assertThat(tell("PAY_IN", 2_000, 80, because("Change from the bank")).status())
        .isEqualTo(201);
    assertThat(tell("PAY_OUT", 3_500, 70, because("Window cleaner")).status()).isEqualTo(201);
    assertThat(tell("DROP", 30_000, 60, "").status()).isEqualTo(201);
    var back = hub.http().post("/api/v1/refunds", """
            {"id": "%s", "saleId": "%s", "location": "main", "register": "%s", "at": "%s",
             "reason": "did not fit", "lines": [{"line": 1, "quantity": 1}]}
            """.formatted(
            UUID.randomUUID(), before, register, now.minus(Duration.ofMinutes(50))));
    assertThat(back.status()).as(back.body()).isEqualTo(201);

    var open = hub.http().get("/api/v1/shifts/" + shift).json();
    assertThat(open.path("open").asBoolean()).isTrue();
    assertThat(open.at("/report/expected/minor").asLong()).isEqualTo(22_235);

    var id = UUID.randomUUID();
    var text = event(id, "CLOSED", 22_185, 10, close(22_235));
    assertThat(hub.http().post(EVENTS, text).status()).isEqualTo(201);
    var again = hub.http().post(EVENTS, text);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("id").asString()).isEqualTo(id.toString());
    var other = hub.http().post(EVENTS, event(id, "CLOSED", 22_184, 10, close(22_235)));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.field()).isEqualTo("amount");

    var report = hub.http().get("/api/v1/shifts/" + shift).json();
    assertThat(report.at("/report/name").asString()).isEqualTo("Z-0042");
    assertThat(report.at("/report/difference/minor").asLong()).isEqualTo(-50);
    assertThat(report.at("/report/withinLimit").asBoolean()).isTrue();

    sell(1_240, 95, 40, true);
    var later = hub.http().get("/api/v1/shifts/" + shift).json();
    assertThat(later.path("report")).isEqualTo(report.path("report"));
    assertThat(later.at("/adjustments/0/name").asString()).isEqualTo("Z-0042-A");
    assertThat(later.at("/adjustments/0/cash/sales/minor").asLong()).isEqualTo(1_240);

    var page = as("BOOKKEEPER", "/console/books/shifts/" + shift);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains("Z-0042 of " + register, "$222.35", "$221.85", "Window cleaner", "Z-0042-A");
    assertThat(as("BOOKKEEPER", "/console/books/shifts").body())
        .contains(register, "Short $12.90", "How drawers are counted");
  }

  /** As one JournalEntry each: the float, what was paid out, the count. */
  @Test
  void what_was_done_with_a_drawer_is_told_to_the_accounting_software() {
    tell("OPENED", 10_000, 30, "");
    tell("PAY_OUT", 1_234, 20, because("Postage"));
    tell("CLOSED", 8_700, 10, close(8_766));
    var jdbc = hub.part(JdbcClient.class);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(
                jdbc.sql("""
            select count(*) from book_document d join delivery q on q.subject = d.id::text
             where d.cause in ('DRAWER', 'SHIFT') and d.kind = 'JOURNAL' and q.state = 'DONE'
               and exists (select 1 from entry e where e.cause = d.cause and e.source = :register
                              and e.cause_id = d.cause_id)
            """).param("register", register).query(Long.class).single())
            .isEqualTo(3));
  }

  @Test
  void whoever_counts_blind_is_not_told_and_a_stranger_may_not_tell() {
    var policy = "/api/v1/locations/main/drawers";
    assertThat(hub.http().put(policy, "{\"blind\": true}").status()).isEqualTo(200);
    try {
      tell("OPENED", 10_000, 30, "");
      sell(1_000, 76, 20, true);
      var seen = as("CASHIER", "/api/v1/shifts/" + shift).json();
      assertThat(seen.at("/report/expected").isMissingNode()
              || seen.at("/report/expected").isNull())
          .isTrue();
      assertThat(hub.http()
              .get("/api/v1/shifts/" + shift)
              .json()
              .at("/report/expected/minor")
              .asLong())
          .isEqualTo(11_000);
      var drawer = as("CASHIER", "/api/v1/registers/" + register + "/drawer");
      assertThat(drawer.status()).as(drawer.body()).isEqualTo(200);
      assertThat(drawer.json().path("blind").asBoolean()).isTrue();
    } finally {
      hub.http().put(policy, "{\"blind\": false}");
    }
    var reader = hub.http()
        .send(
            "POST",
            EVENTS,
            event(UUID.randomUUID(), "NO_SALE", 0, 5, because("a look")).getBytes(UTF_8),
            "Authorization",
            "Bearer " + Hub.READER,
            "Content-Type",
            "application/json");
    assertThat(reader.status()).isEqualTo(403);
    var wrong = tell("PAY_OUT", 0, 5, "");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("\"amount\"", "\"reason\"");
  }
}
