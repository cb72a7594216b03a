package dev.tillbridge.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.SignedTill;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of tills: registers, codes, ends, and what waits for a person. */
class TillPagesTest {

  private static final Pattern CODE = Pattern.compile("/register/#code=([A-Z0-9]{8})");

  private final Hub hub = Hub.shared();
  private final SignedTill till = new SignedTill(hub);

  private Answer get(String role) {
    return hub.http().send("GET", "/console/tills", null, session(role));
  }

  private Answer post(String path, String form) {
    return hub.http().send("POST", "/console/tills" + path, form.getBytes(UTF_8), session("OWNER"));
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

  private String code(String register) {
    var page = post("/codes", "register=" + register);
    assertThat(page.status()).isEqualTo(200);
    var found = CODE.matcher(page.body());
    assertThat(found.find()).as(page.body()).isTrue();
    return found.group(1);
  }

  @Test
  void a_manager_adds_a_register_and_makes_a_code_that_is_shown_once() {
    var id = "P" + UUID.randomUUID().toString().substring(0, 8);
    assertThat(post("/registers", "id=" + id + "&location=main").status()).isEqualTo(303);
    var code = code(id);
    assertThat(get("OWNER").body())
        .contains(id, "None so far", "aria-current=\"page\"")
        .doesNotContain(code)
        .doesNotContain("<script>")
        .doesNotContain("style=");
    assertThat(till.enrol(code).status()).isEqualTo(200);
    assertThat(get("OWNER").body()).contains("Front counter");
    assertThat(post("/registers", "id=R%202&location=main").body()).contains("Nothing was changed");
  }

  @Test
  void whoever_may_not_let_tills_in_does_not_see_the_page() {
    assertThat(get("BOOKKEEPER").status()).isEqualTo(403);
    var live = hub.http().send("GET", "/console", null, session("BOOKKEEPER"));
    assertThat(live.body()).doesNotContain("href=\"/console/tills\"");
  }

  @Test
  void a_till_is_ended_with_a_reason_and_what_it_was_refused_is_taken_in_after_all() {
    assertThat(till.enrol(code(till.register)).status()).isEqualTo(200);
    till.writes("SALE", "{\"id\": \"no");
    till.sends();
    assertThat(get("OWNER").body()).contains("is no sale");
    var device = till.path().substring("/api/v1/devices/".length());
    assertThat(post("/" + device + "/entries/1/retry", "").header("Location"))
        .endsWith("done=still");
    assertThat(post("/" + device + "/end", "why=").status()).isEqualTo(422);
    assertThat(post("/" + device + "/end", "why=It+was+stolen").status()).isEqualTo(303);
    till.writes("SALE", "{\"id\": \"nor this");
    till.sends();
    assertThat(get("OWNER").body()).contains("Take it in after all", "It was stolen");
    assertThat(post("/" + device + "/refused", "").header("Location")).endsWith("done=still");
  }
}
