package dev.tillbridge.app.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shared hub has two printers, at which nobody listens: one at main, one at north. */
class PrintApiTest {

  private static final String JOB =
      "{\"bytes\": \"%s\"}".formatted(Base64.getEncoder().encodeToString(new byte[] {0x1b, 0x40}));

  private final Hub hub = Hub.shared();

  private Answer asCashier(String method, String path) {
    return hub.http()
        .send(
            method,
            path,
            method.equals("POST") ? JOB.getBytes(UTF_8) : null,
            "Cookie",
            "TILLBRIDGE_SESSION=" + hub.session("CASHIER"),
            "Sec-Fetch-Site",
            "same-origin",
            "Content-Type",
            "application/json");
  }

  @Test
  void a_printer_that_does_not_answer_is_an_answer() {
    var answer = asCashier("POST", "/api/v1/print/counter");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("end").asString()).isEqualTo("NOT_PRINTED");
    assertThat(answer.json().path("why").asString()).isEqualTo("the printer cannot be reached");
  }

  @Test
  void a_cashier_prints_at_his_own_location_and_sees_no_other() {
    assertThat(asCashier("GET", "/api/v1/print").body())
        .isEqualTo("{\"printers\":[{\"name\":\"counter\",\"location\":\"main\"}]}");
    assertThat(asCashier("POST", "/api/v1/print/far").status()).isEqualTo(404);
    assertThat(hub.http().get("/api/v1/print").json().path("printers")).hasSize(2);
  }

  /** The request never says where to: only the operator does. */
  @ParameterizedTest
  @ValueSource(strings = {"nothing", "127.0.0.1:80", "counter@main", "localhost"})
  void an_address_is_no_printer(String name) {
    assertThat(hub.http().post("/api/v1/print/" + name, JOB).status()).isEqualTo(404);
  }

  @Test
  void what_is_too_long_or_no_base64_is_refused() {
    var tooLong = "A".repeat((72 << 10) / 3 * 4 + 4);
    for (var bytes : new String[] {"", "%%", tooLong}) {
      var answer = hub.http().post("/api/v1/print/counter", "{\"bytes\": \"%s\"}".formatted(bytes));
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.field()).isEqualTo("bytes");
    }
  }
}
