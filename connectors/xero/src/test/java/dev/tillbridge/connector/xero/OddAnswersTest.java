package dev.tillbridge.connector.xero;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.tillbridge.connector.xero.Reply.Answered;
import dev.tillbridge.connector.xero.Reply.Faulted;
import dev.tillbridge.connector.xero.Reply.Lost;
import dev.tillbridge.connector.xero.Reply.Unsent;
import dev.tillbridge.model.access.RefreshTokens;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one request came to, whatever the other side answers. */
class OddAnswersTest {

  private static final UUID KEY = UUID.fromString("0198f3c2-7a11-7000-8000-000000000001");

  @RegisterExtension
  static final WireMockExtension SERVER = WireMockExtension.newInstance().build();

  @Test
  void nothing_of_use_is_in_doubt() {
    assertThat(answered(okJson("{}"))).isInstanceOf(Lost.class);
    assertThat(answered(aResponse().withStatus(200))).isInstanceOf(Lost.class);
    assertThat(answered(okJson("null"))).isInstanceOf(Lost.class);
    assertThat(answered(okJson("{").withStatus(504))).isInstanceOf(Lost.class);
    assertThat(answered(aResponse().withStatus(302).withHeader("Location", "/elsewhere")))
        .isInstanceOf(Lost.class);
    assertThat(answered(okJson("{\"Invoices\": []}"))).isInstanceOf(Answered.class);
  }

  @Test
  void a_no_is_told_in_all_its_words_also_with_status_200() {
    var wrong = """
        {"ErrorNumber":10,"Type":"ValidationException","Message":"A validation exception occurred",
         "Elements":[{"ValidationErrors":[{"Message":"one"},{"Message":"two"}]}]}""";
    assertThat(answered(okJson(wrong).withStatus(400))).isEqualTo(new Faulted(400, "one; two"));
    assertThat(answered(okJson(
            "{\"Invoices\":[{\"HasErrors\":true,\"ValidationErrors\":[{\"Message\":\"no\"}]}]}")))
        .isEqualTo(new Faulted(400, "no"));
    assertThat(answered(aResponse().withStatus(404)))
        .isEqualTo(new Faulted(404, "no reason given"));
  }

  @Test
  void too_many_calls_are_not_sent_with_the_wait_that_xero_names() {
    assertThat(answered(aResponse().withStatus(429).withHeader("Retry-After", "41")))
        .extracting(reply -> ((Unsent) reply).waitAtLeast())
        .isEqualTo(Duration.ofSeconds(41));
    assertThat(
            answered(aResponse().withStatus(429).withHeader("X-Rate-Limit-Problem", "concurrent")))
        .extracting(reply -> ((Unsent) reply).waitAtLeast())
        .isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void what_is_sent_is_xeros_json_with_key_and_tenant() {
    answered(okJson("{}"));
    SERVER.verify(putRequestedFor(urlPathEqualTo("/api.xro/2.0/Invoices"))
        .withHeader("Idempotency-Key", equalTo(KEY.toString()))
        .withHeader("xero-tenant-id", equalTo("45e4708e-d862-4111-ab3a-dd8cd03913e1"))
        .withHeader("Authorization", equalTo("Bearer a-1"))
        .withQueryParam("unitdp", equalTo("4"))
        .withRequestBody(equalTo("{\"Invoices\":[{\"InvoiceID\":\"i-1\"}]}")));
  }

  private static Reply answered(ResponseDefinitionBuilder answer) {
    SERVER.resetAll();
    SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(404)));
    SERVER.stubFor(post("/token")
        .willReturn(
            okJson("{\"access_token\":\"a-1\",\"refresh_token\":\"r-2\",\"expires_in\":1800}")));
    SERVER.stubFor(put(urlPathEqualTo("/api.xro/2.0/Invoices")).willReturn(answer));
    var settings = new XeroSettings(
        URI.create(SERVER.baseUrl()),
        URI.create(SERVER.baseUrl() + "/token"),
        URI.create(SERVER.baseUrl() + "/consent"),
        UUID.fromString("45e4708e-d862-4111-ab3a-dd8cd03913e1"),
        "id",
        "secret",
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        XeroAccounts.usual(Map.of()),
        XeroContacts.usual(),
        XeroCreates.NOTHING);
    var wire = new Wire(settings.connectTimeout(), settings.callTimeout());
    var tokens = new AccessTokens(
        settings, new MemoryTokens(new RefreshTokens("r-1", null)), wire, InstantSource.system());
    return new XeroApi(settings, wire, tokens, new OpenPace())
        .put("Invoices", new Rows.InvoiceId("i-1"), KEY);
  }
}
