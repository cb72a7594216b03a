package dev.tillbridge.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.hub.cases.Cases;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  private static final Pattern SEEN = Pattern.compile("seen=([0-9a-f]+)");
  private final Hub hub = Hub.shared();

  @Test
  void a_stranger_is_sent_to_sign_in() {
    var page = hub.http().send("GET", "/console", null);
    assertThat(page.status()).isEqualTo(302);
    assertThat(page.header("Location")).isEqualTo("/console/sign-in");
    var part = hub.http().send("GET", "/console/live/sales", null, "HX-Request", "true");
    assertThat(part.status()).isEqualTo(401);
    assertThat(part.header("HX-Redirect")).isEqualTo("/console/sign-in");
  }

  @Test
  void the_right_password_opens_it_and_a_wrong_one_does_not() {
    var no = signIn("Olivia", "not-the-password");
    assertThat(no.status()).isEqualTo(401);
    assertThat(no.body()).contains("Name or password is wrong.").doesNotContain("not-the-password");
    var nobody = signIn("<b>nobody</b>", "not-the-password");
    assertThat(nobody.body()).contains("Name or password is wrong.").doesNotContain("<b>nobody");
    var in = signIn("Olivia", Hub.OWNER_PASSWORD);
    assertThat(in.status()).isEqualTo(303);
    var cookie = in.header("Set-Cookie").split(";", 2)[0];
    var page = hub.http().send("GET", "/console", null, "Cookie", cookie);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains("Lark &amp; Linden")
        .doesNotContain("<script>")
        .doesNotContain("style=")
        .doesNotContain("onclick");
  }

  @Test
  void a_part_is_sent_again_only_when_it_changed() {
    var sku = Goods.stocked(hub, 4, 700);
    var path = "/console/live/stock?q=" + sku;
    var first = get(path);
    assertThat(first.body()).contains(sku);
    var matcher = SEEN.matcher(first.body());
    assertThat(matcher.find()).isTrue();
    var same = path + "&seen=" + matcher.group(1);
    assertThat(get(same).status()).isEqualTo(204);
    hub.http().post("/api/v1/holds", Goods.wish(UUID.randomUUID(), sku, 1));
    assertThat(get(same).status()).isEqualTo(200);
  }

  @Test
  void what_needs_a_person_shows_with_a_button_and_goes_when_it_is_done() {
    var subject = UUID.randomUUID().toString();
    var cases = hub.part(Cases.class);
    cases.open("test", subject, "A test <case>", "with a reason " + subject);
    var shown = get("/console/live/attention");
    assertThat(shown.body())
        .contains("A test &lt;case>")
        .contains(subject)
        .contains("Mark as done");
    var id = cases.open().stream()
        .filter(c -> c.subject().equals(subject))
        .findFirst()
        .orElseThrow()
        .id();
    var done = hub.http()
        .send(
            "POST",
            "/console/cases/" + id + "/resolve",
            new byte[0],
            "HX-Request",
            "true",
            "Cookie",
            cookie(),
            "Sec-Fetch-Site",
            "same-origin");
    assertThat(done.status()).isEqualTo(200);
    assertThat(done.body()).contains("Marked as done.").doesNotContain(subject);
  }

  @Test
  void a_new_sale_shows_with_its_number_and_total() {
    var sku = Goods.stocked(hub, 4, 1_999);
    var sale = hub.http().post("/api/v1/sales", Goods.cashSale(UUID.randomUUID(), sku, 1, 1_999));
    assertThat(sale.status()).isEqualTo(201);
    assertThat(get("/console/live/sales").body())
        .contains(">" + sale.json().path("number").asLong() + "<")
        .contains("$21.64")
        .contains("Till R1");
  }

  @Test
  void who_watches_all_day_keeps_no_connection_to_the_database() {
    for (int i = 0; i < 30; i++) {
      for (var part : new String[] {"status", "sales", "stock", "deliveries", "attention"}) {
        assertThat(get("/console/live/" + part).status()).isEqualTo(200);
      }
    }
    var pool = hub.part(HikariDataSource.class).getHikariPoolMXBean();
    // What runs by itself borrows one now and then.
    await().atMost(Duration.ofSeconds(30)).until(() -> pool.getActiveConnections() == 0);
  }

  @Test
  void its_files_are_served_by_us() {
    for (var path : new String[] {
      "/console/assets/console.css",
      "/console/assets/goods.css",
      "/console/assets/console.js",
      "/console/assets/htmx/htmx.min.js"
    }) {
      var file = hub.http().send("GET", path, null);
      assertThat(file.status()).as(path).isEqualTo(200);
      assertThat(hub.http().send("HEAD", path, null).status()).isEqualTo(200);
    }
  }

  private Answer signIn(String name, String password) {
    return hub.http()
        .send(
            "POST",
            "/console/sign-in",
            ("name=" + java.net.URLEncoder.encode(name, UTF_8) + "&password=" + password)
                .getBytes(UTF_8),
            "Content-Type",
            "application/x-www-form-urlencoded",
            "Sec-Fetch-Site",
            "same-origin");
  }

  private Answer get(String path) {
    return hub.http().send("GET", path, null, "Cookie", cookie());
  }

  private String cookie() {
    return "TILLBRIDGE_CONSOLE=" + hub.session("OWNER");
  }
}
