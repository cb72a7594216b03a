package dev.tillbridge.app.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser is told, and what another site cannot make it do. */
class BrowserSafetyTest {

  private final Hub hub = Hub.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {"/register/", "/console/sign-in", "/healthz", "/api/v1/sales", "/nothing"})
  void every_answer_carries_the_headers(String path) {
    var answer = hub.http().send("GET", path, null);
    assertThat(answer.header("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'self'; img-src 'self' data: https:; frame-ancestors 'none'; base-uri"
                + " 'none'; form-action 'self'; object-src 'none'"
                // The till reads codes from the camera with a module of its own bundle.
                + (path.equals("/register/")
                    ? "; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'"
                    : ""));
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Server")).isEmpty();
  }

  @Test
  void answers_of_the_api_are_never_stored() {
    assertThat(hub.http().get("/api/v1/sales").header("Cache-Control")).isEqualTo("no-store");
    assertThat(hub.http().get("/api/v1/none").header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void an_unsafe_request_by_cookie_must_come_from_our_own_pages() {
    assertThat(release("Sec-Fetch-Site", "same-origin").status()).isEqualTo(200);
    assertThat(release("Sec-Fetch-Site", "none").status()).isEqualTo(200);
    assertThat(release("Sec-Fetch-Site", "cross-site").status()).isEqualTo(403);
    assertThat(release("Sec-Fetch-Site", "same-site").status()).isEqualTo(403);
    var ours = hub.http().uri("").toString();
    assertThat(release("Origin", ours).status()).isEqualTo(200);
    assertThat(release("Origin", "https://evil.example").status()).isEqualTo(403);
    assertThat(release("Origin", "null").status()).isEqualTo(403);
    assertThat(release().status()).as("neither header").isEqualTo(403);
    assertThat(release("Sec-Fetch-Site", "cross-site", "Origin", ours).status()).isEqualTo(403);
  }

  @Test
  void another_site_cannot_sign_a_browser_in_or_out() {
    var body = "{\"name\":\"Cora\",\"pin\":\"%s\"}".formatted(Hub.CASHIER_PIN).getBytes(UTF_8);
    var in = hub.http()
        .send(
            "POST",
            "/api/v1/session",
            body,
            "Content-Type",
            "application/json",
            "Origin",
            "https://evil.example");
    assertThat(in.status()).isEqualTo(403);
    assertThat(in.header("Set-Cookie")).isEmpty();
    var out = hub.http()
        .send(
            "POST",
            "/console/sign-out",
            new byte[0],
            "Cookie",
            "TILLBRIDGE_CONSOLE=" + hub.session("OWNER"),
            "Sec-Fetch-Site",
            "cross-site");
    assertThat(out.status()).isEqualTo(403);
  }

  @Test
  void the_session_cookie_is_out_of_reach_for_scripts_and_other_sites() {
    var body = "{\"name\":\"Cora\",\"pin\":\"%s\"}".formatted(Hub.CASHIER_PIN).getBytes(UTF_8);
    var answer =
        hub.http().send("POST", "/api/v1/session", body, "Content-Type", "application/json");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().allValues("Set-Cookie"))
        .anySatisfy(cookie -> assertThat(cookie)
            .startsWith("TILLBRIDGE_SESSION=")
            .contains("HttpOnly")
            .contains("SameSite=Strict")
            .contains("Path=/"));
    assertThat(answer.json().at("/location/id").asString()).isEqualTo("main");
    assertThat(answer.json().at("/register/id").asString()).isEqualTo("R1");
    assertThat(answer.json().at("/taxRates/0/ratePpm").asInt()).isEqualTo(82_500);
    assertThat(answer.json().path("tenders").toString())
        .isEqualTo("[\"CASH\",\"GIFT_CARD\",\"ON_ACCOUNT\",\"PAYPAL\"]");
  }

  @Test
  void forged_headers_move_nothing() {
    var answer = hub.http()
        .send(
            "GET",
            "/",
            null,
            "X-Forwarded-Host",
            "evil.example",
            "X-Forwarded-Proto",
            "https",
            "Forwarded",
            "host=evil.example");
    assertThat(answer.header("Location")).isEqualTo("/console");
  }

  @Test
  void a_signed_out_session_is_over() {
    var session = hub.session("BOOKKEEPER");
    var cookie = "TILLBRIDGE_SESSION=" + session;
    assertThat(hub.http().send("GET", "/api/v1/session", null, "Cookie", cookie).status())
        .isEqualTo(200);
    var out = hub.http()
        .send("DELETE", "/api/v1/session", null, "Cookie", cookie, "Sec-Fetch-Site", "same-origin");
    assertThat(out.status()).isEqualTo(204);
    assertThat(hub.http().send("GET", "/api/v1/session", null, "Cookie", cookie).status())
        .isEqualTo(401);
    hub.forgetSessions();
  }

  @Test
  void a_cashier_acts_at_his_own_place_only() {
    var body = """
        {"id": "%s", "location": "north", "channel": "COUNTER",
         "lines": [{"sku": "X", "quantity": 1}], "ttlSeconds": 60}
        """.formatted(UUID.randomUUID());
    var answer = hub.http()
        .send(
            "POST",
            "/api/v1/holds",
            body.getBytes(UTF_8),
            "Content-Type",
            "application/json",
            "Cookie",
            "TILLBRIDGE_SESSION=" + hub.session("CASHIER"),
            "Sec-Fetch-Site",
            "same-origin");
    assertThat(answer.status()).isEqualTo(403);
  }

  /** Releases an unknown hold, which is always possible, as the owner. */
  private Answer release(String... headers) {
    var all = new ArrayList<>(List.of("Cookie", "TILLBRIDGE_SESSION=" + hub.session("OWNER")));
    all.addAll(List.of(headers));
    return hub.http()
        .send(
            "POST",
            "/api/v1/holds/" + UUID.randomUUID() + "/release",
            new byte[0],
            all.toArray(String[]::new));
  }
}
