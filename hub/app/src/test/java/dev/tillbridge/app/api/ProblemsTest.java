package dev.tillbridge.app.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every failure is a problem document with our words, and never one of the framework's pages. */
class ProblemsTest {

  private final Hub hub = Hub.shared();

  @Test
  void malformed_json_is_a_400() {
    for (var body : new String[] {"{", "", "[]", "null", "{} x", "\u0000", "{'a':1}"}) {
      problem(hub.http().post("/api/v1/holds", body), 400, "invalid-request");
    }
  }

  @Test
  void a_body_made_to_hurt_is_refused_cheaply() {
    var deep = "{\"lines\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(hub.http().post("/api/v1/holds", deep).status()).isIn(400, 422);
    var twice = "{\"ttlSeconds\":1,\"ttlSeconds\":2}";
    problem(hub.http().post("/api/v1/holds", twice), 400, "invalid-request");
    var large = Goods.wish(UUID.randomUUID(), "X", 1) + " ".repeat(2_000_000);
    problem(hub.http().post("/api/v1/holds", large), 413, "too-large");
  }

  @Test
  void what_is_not_there_or_not_done_like_that_says_so() {
    problem(hub.http().get("/api/v1/nothing"), 404, "not-found");
    problem(hub.http().get("/api/v1/sales/" + UUID.randomUUID()), 404, "not-found");
    problem(hub.http().get("/api/v1/sales/x"), 422, "invalid");
    problem(hub.http().get("/actuator/heapdump"), 404, "not-found");
    problem(hub.http().get("/error"), 404, "not-found");
    var put = send("PUT", "/api/v1/holds", "{}", "application/json");
    problem(put, 405, "method-not-allowed");
    assertThat(put.header("Allow")).isEqualTo("POST");
    problem(send("POST", "/api/v1/holds", "x", "text/plain"), 415, "unsupported-media-type");
    problem(hub.http().get("/api/v1/stock"), 422, "invalid");
    problem(hub.http().get("/api/v1/products?limit=many"), 422, "invalid");
    problem(hub.http().get("/api/v1/products?limit=0"), 422, "invalid");
    problem(hub.http().get("/api/v1/stock?location=nowhere"), 404, "not-found");
  }

  @Test
  void fields_that_nobody_asked_for_are_ignored() {
    var sku = Goods.stocked(hub, 1, 100);
    var body = Goods.wish(UUID.randomUUID(), sku, 1)
        .replaceFirst("\\{", "{\"role\": \"OWNER\", \"state\": \"COMMITTED\",");
    var answer = hub.http().post("/api/v1/holds", body);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("state").asString()).isEqualTo("HELD");
  }

  @Test
  void a_card_number_is_never_kept() {
    var sku = Goods.stocked(hub, 1, 100);
    var body = """
        {"id": "%s", "location": "main", "reference": "card 4111 1111 1111 1111",
         "lines": [{"sku": "%s", "quantity": 1}]}
        """.formatted(UUID.randomUUID(), sku);
    var answer = hub.http().post("/api/v1/stock/receipts", body);
    problem(answer, 422, "invalid");
    assertThat(answer.field()).isEqualTo("reference");
    assertThat(answer.body()).doesNotContain("4111");
  }

  private Answer send(String method, String path, String body, String type) {
    return hub.http()
        .send(
            method,
            path,
            body.getBytes(UTF_8),
            "Authorization",
            "Bearer " + Hub.TOKEN,
            "Content-Type",
            type);
  }

  private static void problem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().path("type").asString())
        .isEqualTo("https://tillbridge.dev/problems/" + code);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("org.spring");
  }
}
