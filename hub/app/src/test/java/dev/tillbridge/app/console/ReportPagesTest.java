package dev.tillbridge.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.net.URLEncoder;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Close reports, files for the bank and the search, as a browser and a program use them. */
class ReportPagesTest {

  private static final String REPORTS = "/console/books/close/reports";
  private static final String API = "/api/v1/books/close/reports";

  private final Hub hub = Hub.shared();
  private final String day = LocalDate.now(ZoneOffset.UTC).minusDays(2).toString();

  private Answer get(String path) {
    return hub.http().send("GET", path, null, session("text/plain"));
  }

  private Answer post(String path, Map<String, String> form) {
    var body = form.entrySet().stream()
        .map(e ->
            URLEncoder.encode(e.getKey(), UTF_8) + "=" + URLEncoder.encode(e.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
    return hub.http()
        .send("POST", path, body.getBytes(UTF_8), session("application/x-www-form-urlencoded"));
  }

  private String[] session(String type) {
    return new String[] {
      "Cookie",
      "TILLBRIDGE_CONSOLE=" + hub.session("BOOKKEEPER"),
      "Sec-Fetch-Site",
      "same-origin",
      "Content-Type",
      type
    };
  }

  private Answer check(String file) {
    var body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"r.csv\"\r\n"
        + "Content-Type: text/csv\r\n\r\n" + file + "\r\n--x--\r\n";
    return hub.http()
        .send(
            "POST",
            REPORTS + "/check",
            body.getBytes(UTF_8),
            session("multipart/form-data; boundary=x"));
  }

  @Test
  void a_report_is_made_downloaded_and_a_file_is_held_against_it() {
    assertThat(get("/console/books/close?day=" + day).body())
        .contains("Make the report", "Check a file", "value=\"" + day + "\"");
    var id = UUID.randomUUID().toString();
    var form = Map.of("id", id, "from", day, "through", day);
    var made = post(REPORTS, form);
    assertThat(made.status()).as(made.body()).isEqualTo(303);
    assertThat(post(REPORTS, form).status()).as("sent twice").isEqualTo(303);
    var page = get(made.header("Location"));
    assertThat(page.body())
        .contains("The report is made and kept.", REPORTS + "/" + id + "/report.zip")
        .contains("SHA-256 of the public key")
        .doesNotContain("<script>", "style=");
    var pdf = get(REPORTS + "/" + id + "/report.pdf");
    assertThat(pdf.header("Content-Type")).startsWith("application/pdf");
    assertThat(pdf.header("Content-Disposition")).contains("close-" + day + ".pdf");
    assertThat(get(REPORTS + "/" + id + "/report.zip").status()).isEqualTo(200);
    var csv = get(REPORTS + "/" + id + "/report.csv").body();
    assertThat(csv).startsWith("report,about,head,");

    assertThat(check(csv).body()).contains("It is one of our reports, unchanged.");
    assertThat(check(csv + "x").body())
        .contains("It is none of our reports.", "r.csv: not known here");
    assertThat(check("").status()).isEqualTo(422);
    assertThat(get(REPORTS + "/" + UUID.randomUUID() + "/report.pdf").status()).isEqualTo(404);
  }

  @Test
  void a_period_that_cannot_be_is_said_at_its_field() {
    var wrong = post(
        REPORTS, Map.of("id", UUID.randomUUID().toString(), "from", day, "through", "2199-01-01"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("through-fault", "Nothing was changed");
    assertThat(post(REPORTS, Map.of("id", "x", "from", "soon", "through", "")).status())
        .isEqualTo(422);
  }

  @Test
  void programs_make_reports_and_check_files_too() {
    var id = UUID.randomUUID();
    var body = "{\"id\":\"%s\",\"from\":\"%s\",\"through\":\"%s\"}".formatted(id, day, day);
    var made = hub.http().post(API, body);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.json().path("pdfSha256").asString()).hasSize(64);
    assertThat(hub.http().get(API + "/" + id).json()).isEqualTo(made.json());
    assertThat(hub.http().get(API).json().path("reports").valueStream())
        .anyMatch(report -> report.path("id").asString().equals(id.toString()));
    var csv = hub.http().get(API + "/" + id + "/report.csv").body();
    assertThat(hub.http().get(API + "/" + id + "/report.pdf").status()).isEqualTo(200);
    var checked = hub.http()
        .send(
            "POST",
            API + "/check",
            csv.getBytes(UTF_8),
            "Authorization",
            "Bearer " + Hub.TOKEN,
            "Content-Type",
            "text/csv");
    assertThat(checked.json().path("genuine").asBoolean()).as(checked.body()).isTrue();
    assertThat(checked.json().at("/report/id").asString()).isEqualTo(id.toString());
  }

  @Test
  void files_for_the_bank_and_the_search_answer() {
    var days = "?from=" + day + "&through=" + day;
    assertThat(hub.http().get("/api/v1/books/bank-statements" + days).status()).isEqualTo(200);
    var file = "/bank-statements/file" + days + "&account=1150&currency=USD&format=";
    assertThat(hub.http().get("/api/v1/books" + file + "ofx").body()).contains("<OFX>");
    assertThat(hub.http().get("/api/v1/books" + file + "csv").body()).startsWith("account,");
    assertThat(hub.http().get("/api/v1/books" + file + "xls").status()).isEqualTo(422);
    var console = "/console/books/payouts/bank-file" + days + "&account=1150&currency=USD&format=";
    assertThat(get(console + "ofx").body()).contains("<BANKTRANLIST>");

    assertThat(get("/console/books/find").body()).contains("Amount, number or words");
    assertThat(get("/console/books/find?q=987654321.99").body())
        .contains("Nothing has this amount");
    assertThat(get("/console/books/find?q=" + "x".repeat(101)).status()).isEqualTo(422);
    assertThat(hub.http().get("/api/v1/books/find?q=1.00").json().path("hits").isArray())
        .isTrue();
  }
}
