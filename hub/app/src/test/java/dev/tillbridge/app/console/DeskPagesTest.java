package dev.tillbridge.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.hub.desk.OversoldReview;
import java.net.URLEncoder;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The desk as a person uses it: forms that work without a script, and with it. */
class DeskPagesTest {

  private static final Pattern SEEN = Pattern.compile("seen=([0-9a-f]+)");

  private final Hub hub = Hub.shared();

  private record Trouble(String sku, String caseId, String pickup) {}

  /** The counter has sold what was kept for a customer. */
  private Trouble trouble() {
    var sku = Goods.stocked(hub, 1, 1_999);
    var pickup = UUID.randomUUID().toString();
    var kept =
        hub.http().post("/api/v1/pickups", """
        {"id": "%s", "location": "main", "reference": "<#%s>", "customer": "Ada",
         "lines": [{"sku": "%s", "quantity": 1}]}
        """.formatted(pickup, pickup.substring(0, 4), sku));
    assertThat(kept.status()).as(kept.body()).isEqualTo(201);
    hub.http().post("/api/v1/sales", Goods.cashSale(UUID.randomUUID(), sku, 1, 1_999));
    hub.part(OversoldReview.class).review();
    var id = hub.http()
        .get("/api/v1/cases")
        .json()
        .path("cases")
        .valueStream()
        .filter(c -> c.path("subject").asString().equals("main|" + sku))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asString();
    return new Trouble(sku, id, pickup);
  }

  @Test
  void the_desk_lists_what_waits_and_the_case_offers_what_can_be_done() {
    var trouble = trouble();
    Goods.receive(hub, "north", trouble.sku(), 2);
    var list = get("/console/desk", "OWNER");
    assertThat(list.status()).isEqualTo(200);
    assertThat(list.body())
        .contains("Oversold by 1 of " + trouble.sku())
        .contains("/console/desk/" + trouble.caseId())
        .contains("&lt;#")
        .doesNotContain("<#" + trouble.pickup().substring(0, 4));
    var page = get("/console/desk/" + trouble.caseId(), "OWNER");
    assertThat(page.body())
        .contains("will not get 1 unit")
        .contains("North End, 2 free")
        .contains("Take it from there")
        .contains("Cancel and refund")
        .contains("Wait for them")
        .doesNotContain("<script>")
        .doesNotContain("style=")
        .doesNotContain("onclick");
    assertThat(get("/console/live/attention", "OWNER").body())
        .contains("href=\"/console/desk/" + trouble.caseId());
  }

  @Test
  void a_form_without_a_script_leads_back_to_the_case() {
    var trouble = trouble();
    Goods.receive(hub, "north", trouble.sku(), 1);
    var form = Map.of(
        "id", UUID.randomUUID().toString(),
        "remedy", "OTHER_LOCATION",
        "holdId", trouble.pickup(),
        "units", "1",
        "location", "north",
        "sku", "");
    for (int i = 0; i < 2; i++) {
      var answer = post("/console/desk/" + trouble.caseId() + "/remedies", form, "OWNER", false);
      assertThat(answer.status()).as(answer.body()).isEqualTo(303);
      assertThat(answer.header("Location"))
          .isEqualTo("/console/desk/" + trouble.caseId() + "?done=1");
    }
    var after = get("/console/desk/" + trouble.caseId() + "?done=1", "OWNER");
    assertThat(after.body())
        .contains("role=\"status\"")
        .contains("waits at North End now.")
        .contains("The shelf has recovered");
  }

  @Test
  void with_a_script_only_the_case_is_sent() {
    var trouble = trouble();
    var answer = post(
        "/console/desk/" + trouble.caseId() + "/remedies",
        Map.of("id", UUID.randomUUID().toString(), "remedy", "CANCEL_AND_REFUND"),
        "OWNER",
        true);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().strip())
        .startsWith("<div id=\"case\"")
        .contains("is cancelled.")
        .doesNotContain("<html");
  }

  @Test
  void what_cannot_be_done_says_why_and_changes_nothing() {
    var trouble = trouble();
    var path = "/console/desk/" + trouble.caseId() + "/remedies";
    var form =
        Map.of("id", UUID.randomUUID().toString(), "remedy", "OTHER_LOCATION", "location", "north");
    var plain = post(path, form, "OWNER", false);
    assertThat(plain.status()).isEqualTo(409);
    assertThat(plain.body())
        .contains("role=\"alert\"")
        .contains("North has 0 of")
        .contains("Nothing was changed.");
    var scripted = post(path, form, "OWNER", true);
    assertThat(scripted.status()).isEqualTo(200);
    assertThat(scripted.body()).contains("Nothing was changed.");
    for (var wrong : new String[] {"WAIT", "NONSENSE", ""}) {
      var answer =
          post(path, Map.of("id", UUID.randomUUID().toString(), "remedy", wrong), "OWNER", false);
      assertThat(answer.status()).isEqualTo(422);
    }
    assertThat(post(path, Map.of("remedy", "WAIT", "id", "x"), "OWNER", false).status())
        .isEqualTo(422);
    assertThat(get("/console/desk/" + UUID.randomUUID(), "OWNER").status()).isEqualTo(404);
  }

  @Test
  void the_bookkeeper_looks_and_marks_as_done_but_moves_nothing() {
    var trouble = trouble();
    var page = get("/console/desk/" + trouble.caseId(), "BOOKKEEPER");
    assertThat(page.body())
        .contains("will not get 1 unit")
        .contains("Mark as done")
        .doesNotContain("Take it from there")
        .doesNotContain("Wait for them");
    var refused = post(
        "/console/desk/" + trouble.caseId() + "/remedies",
        Map.of("id", UUID.randomUUID().toString(), "remedy", "CANCEL_AND_REFUND"),
        "BOOKKEEPER",
        false);
    assertThat(refused.status()).isEqualTo(403);
    var done =
        post("/console/desk/" + trouble.caseId() + "/resolve", Map.of(), "BOOKKEEPER", false);
    assertThat(done.status()).isEqualTo(303);
    assertThat(get("/console/desk/" + trouble.caseId(), "OWNER").body()).contains("Closed by Bo");
  }

  @Test
  void the_list_is_sent_again_only_when_it_changed_and_a_pick_up_is_handed_over_there() {
    var sku = Goods.stocked(hub, 1, 1_999);
    var pickup = UUID.randomUUID();
    hub.http().post("/api/v1/pickups", """
        {"id": "%s", "location": "main", "reference": "#%s",
         "lines": [{"sku": "%s", "quantity": 1}], "paid": {"minor": 2164, "currency": "USD"}}
        """.formatted(pickup, sku, sku));
    var first = hub.http()
        .send("GET", "/console/desk", null, "Cookie", cookie("OWNER"), "HX-Request", "true");
    assertThat(first.body()).contains("#" + sku).contains("Paid elsewhere, $21.64");
    var seen = SEEN.matcher(first.body());
    assertThat(seen.find()).isTrue();
    var done = post("/console/desk/pickups/" + pickup + "/collect", Map.of(), "OWNER", true);
    assertThat(done.body()).contains("was handed over.").doesNotContain("1 × " + sku);
    var again = post("/console/desk/pickups/" + pickup + "/collect", Map.of(), "OWNER", false);
    assertThat(again.status()).isEqualTo(303);
  }

  private Answer get(String path, String who) {
    return hub.http().send("GET", path, null, "Cookie", cookie(who));
  }

  private Answer post(String path, Map<String, String> form, String who, boolean script) {
    var body = form.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
    var type = "application/x-www-form-urlencoded";
    return script
        ? hub.http()
            .send(
                "POST",
                path,
                body.getBytes(UTF_8),
                "Cookie",
                cookie(who),
                "Sec-Fetch-Site",
                "same-origin",
                "Content-Type",
                type,
                "HX-Request",
                "true")
        : hub.http()
            .send(
                "POST",
                path,
                body.getBytes(UTF_8),
                "Cookie",
                cookie(who),
                "Sec-Fetch-Site",
                "same-origin",
                "Content-Type",
                type);
  }

  private String cookie(String who) {
    return "TILLBRIDGE_CONSOLE=" + hub.session(who);
  }
}
