package dev.tillbridge.connector.paypal;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.net.URI;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PayPalRefundTest {

  static final String REFUND = "/v2/payments/captures/3C1/refund";
  static final Money TEN = Money.of(1000, "USD");

  @RegisterExtension
  static WireMockExtension server = WireMockExtension.newInstance().build();

  private final UUID key = UUID.randomUUID();
  private PayPalGateway gateway;

  @BeforeEach
  void connect() {
    gateway = new PayPalGateway(
        new PayPalSettings(URI.create(server.baseUrl()), "id", "secret", "Corner Shop"),
        InstantSource.system());
    server.stubFor(post(urlPathEqualTo("/v1/oauth2/token"))
        .willReturn(okJson("{\"access_token\":\"a-1\",\"expires_in\":32400}")));
  }

  @Test
  void a_refund_gives_back_exactly_the_amount_under_its_key() {
    answer(okJson(refundOf("10.00", "COMPLETED")).withStatus(201));
    assertThat(gateway.refund(key, "3C1", TEN)).isEqualTo(new Delivered<>("1R1"));
    server.verify(postRequestedFor(urlPathEqualTo(REFUND))
        .withHeader("PayPal-Request-Id", equalTo(key.toString()))
        .withRequestBody(
            equalToJson("{\"amount\":{\"currency_code\":\"USD\",\"value\":\"10.00\"}}")));
  }

  @Test
  void a_refund_that_paypal_still_works_on_is_made() {
    answer(okJson(refundOf("10.00", "PENDING")).withStatus(201));
    assertThat(gateway.refund(key, "3C1", TEN)).isEqualTo(new Delivered<>("1R1"));
  }

  @Test
  void a_refund_that_failed_or_differs_needs_a_person() {
    answer(okJson(refundOf("10.00", "FAILED")));
    assertThat(why(gateway.refund(key, "3C1", TEN))).contains("failed");
    answer(okJson(refundOf("9.99", "COMPLETED")));
    assertThat(why(gateway.refund(key, "3C1", TEN))).contains("9.99 USD instead of 10.00 USD");
    answer(okJson(Orders.problem("CAPTURE_FULLY_REFUNDED", "done")).withStatus(422));
    assertThat(why(gateway.refund(key, "3C1", TEN))).contains("given back before");
  }

  private static String refundOf(String value, String status) {
    return """
        {"id":"1R1","status":"%s","amount":{"currency_code":"USD","value":"%s"}}""".formatted(status, value);
  }

  private static void answer(ResponseDefinitionBuilder response) {
    server.stubFor(post(urlPathEqualTo(REFUND)).willReturn(response));
  }

  private static String why(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Refused.class);
    return ((Refused<?>) outcome).why();
  }
}
