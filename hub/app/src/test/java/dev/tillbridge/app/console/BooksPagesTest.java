package dev.tillbridge.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.net.URLEncoder;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages about mapping and closed periods, as a browser without a script uses them. */
class BooksPagesTest {

  private static final String MAPPING = "/console/books/mapping";
  private static final String LOCKS = "/console/books/locks";

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

  /** For a kind of goods that nobody else sells. */
  private static Map<String, String> rule(String kind, String account) {
    return Map.of(
        "id",
        UUID.randomUUID().toString(),
        "role",
        "SALES",
        "account",
        account,
        "validFrom",
        "2026-01-01",
        "category",
        kind);
  }

  @Test
  void a_rule_is_looked_at_made_applied_and_withdrawn() {
    var kind = "Kind " + UUID.randomUUID();
    var form = new java.util.HashMap<>(rule(kind, "4300"));
    form.put("look", "1");
    var looked = post(MAPPING, form);
    assertThat(looked.status()).isEqualTo(200);
    assertThat(looked.body()).contains("0 entries would be entered anew").contains(kind);
    form.remove("look");
    var made = post(MAPPING, form);
    assertThat(made.status()).isEqualTo(303);
    assertThat(post(MAPPING, form).status()).as("sent twice").isEqualTo(303);
    var page = get(made.header("Location")).body();
    assertThat(page).contains("The rule holds").contains("kind " + kind);
    form.put("account", "4200");
    assertThat(post(MAPPING, form).status()).as("with other content").isEqualTo(409);

    assertThat(get(MAPPING + "?look=1&from=2026-01-01").body()).contains("would be entered anew");
    var applied = post(
        MAPPING + "/apply",
        Map.of("id", UUID.randomUUID().toString(), "words", "Because of " + kind));
    assertThat(applied.status()).as(applied.body()).isEqualTo(303);
    var done = get(MAPPING).body();
    assertThat(done).contains("Because of " + kind).contains("0 entered anew");
    var batch = done.substring(done.indexOf("name=\"batch\" value=\"") + 20).substring(0, 36);
    assertThat(post(MAPPING + "/undo", Map.of("id", UUID.randomUUID().toString(), "batch", batch))
            .status())
        .isEqualTo(303);

    var id = hub.http()
        .get("/api/v1/books/rules")
        .json()
        .path("rules")
        .valueStream()
        .filter(r -> r.path("category").asString("").equals(kind))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asString();
    assertThat(post(MAPPING + "/withdraw", Map.of("rule", id)).status()).isEqualTo(303);
    assertThat(get(MAPPING).body()).doesNotContain("kind " + kind);
  }

  @Test
  void what_makes_no_sense_is_said_at_its_field_and_changes_nothing() {
    var nothing = post(MAPPING, Map.of("id", UUID.randomUUID().toString()));
    assertThat(nothing.status()).isEqualTo(422);
    assertThat(nothing.body()).contains("Nothing was changed").contains("validFrom-fault");
    assertThat(post(MAPPING, rule("x", "9999")).body()).contains("there is no account 9999");
    assertThat(post(MAPPING + "/apply", Map.of("id", "x")).status()).isEqualTo(422);
    assertThat(post(MAPPING + "/withdraw", Map.of("rule", "x")).status()).isEqualTo(422);
    assertThat(get(MAPPING + "?look=1&from=yesterday").status()).isEqualTo(422);
  }

  @Test
  void an_account_is_written_down_and_its_kind_stays() {
    var code = "X" + Math.abs(UUID.randomUUID().getLeastSignificantBits() % 1_000_000);
    var form = new java.util.HashMap<>(
        Map.of("code", code, "name", "Account " + code, "kind", "INCOME", "clears", "1"));
    assertThat(post("/console/books/accounts", form).status()).isEqualTo(303);
    assertThat(get(MAPPING).body()).contains(code + " Account " + code);
    form.put("kind", "EXPENSE");
    assertThat(post("/console/books/accounts", form).body()).contains("is INCOME and stays so");
  }

  @Test
  void days_that_are_not_over_cannot_be_closed() {
    assertThat(get(LOCKS).body()).contains("Close days");
    var early = post(
        LOCKS,
        Map.of(
            "id", UUID.randomUUID().toString(),
            "through", LocalDate.now(java.time.ZoneOffset.UTC).plusDays(1).toString(),
            "reason", "Too early"));
    assertThat(early.status()).isEqualTo(422);
    assertThat(early.body()).contains("is not over yet");
    assertThat(post(LOCKS, Map.of("id", UUID.randomUUID().toString())).status()).isEqualTo(422);
  }

  @Test
  void how_goods_are_valued_is_asked_for_field_by_field() {
    assertThat(get("/console/books/stock").body()).contains("Choose a method");
    var wrong = post("/console/books/stock", Map.of("id", UUID.randomUUID().toString()));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("method-fault", "currency-fault", "validFrom-fault", "Nothing was changed");
  }
}
