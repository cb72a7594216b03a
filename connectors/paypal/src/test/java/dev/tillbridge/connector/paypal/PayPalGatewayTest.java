package dev.tillbridge.connector.paypal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.payment.GatewayPayment;
import dev.tillbridge.model.payment.GatewayPayment.State;
import dev.tillbridge.model.payment.PaymentGateway.Request;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayPalGatewayTest {

  static final Money PRICE = Money.of(2164, "USD");
  static final String CREATE = "/paypal/v2/checkout/orders";
  static final String ORDER = CREATE + "/5O1";
  static final String CAPTURE = ORDER + "/capture";
  static final String REFUND = "/paypal/v2/payments/captures/3C1/refund";

  @RegisterExtension
  static WireMockExtension server = WireMockExtension.newInstance().build();

  private final UUID key = UUID.randomUUID();
  private final UUID paymentId = UUID.randomUUID();

  // A path in the base address must survive.
  private PayPalGateway gateway;

  @BeforeEach
  void connect() {
    gateway = new PayPalGateway(
        new PayPalSettings(
            URI.create(server.baseUrl() + "/paypal/"),
            "id",
            "secret",
            "Corner Shop",
            Duration.ofSeconds(10),
            Duration.ofSeconds(20)),
        InstantSource.system());
    answer(
        post(urlPathEqualTo("/paypal/v1/oauth2/token")),
        okJson("{\"access_token\":\"a-1\",\"token_type\":\"Bearer\",\"expires_in\":32400}"));
  }

  @Test
  void opening_asks_for_exactly_the_amount_under_the_callers_key() {
    answer(post(urlPathEqualTo(CREATE)), okJson(Orders.order("CREATED")));

    assertThat(open(PRICE))
        .isEqualTo(new Delivered<>(new GatewayPayment(
            "5O1",
            State.WAITING,
            PRICE,
            URI.create("https://www.example/checkoutnow?token=5O1"),
            null,
            null)));
    var sent = server.findAll(postRequestedFor(urlPathEqualTo(CREATE))).getFirst();
    assertThat(sent.getHeader("PayPal-Request-Id")).isEqualTo(key.toString());
    assertThat(sent.getHeader("Prefer")).isEqualTo("return=representation");
    assertThat(sent.getHeader("Authorization")).isEqualTo("Bearer a-1");
    assertThat(sent.getHeader("Content-Type")).isEqualTo("application/json");
    assertThat(Json.read(sent.getBodyAsString(), Object.class))
        .isEqualTo(Json.read("""
                {"intent":"CAPTURE","purchase_units":[{"invoice_id":"%1$s","custom_id":"%1$s",
                 "description":"Mug","amount":{"currency_code":"USD","value":"21.64"}}],
                 "application_context":{"brand_name":"Corner Shop","user_action":"PAY_NOW",
                 "shipping_preference":"NO_SHIPPING"}}""".formatted(paymentId), Object.class));
  }

  @Test
  void an_order_opened_for_another_amount_is_not_shown_to_the_customer() {
    answer(post(urlPathEqualTo(CREATE)), okJson(Orders.order("CREATED")));
    assertThat(open(Money.of(2165, "USD")))
        .isEqualTo(new Refused<>(
            "PayPal opened 21.64 USD instead of 21.65 USD as order 5O1; do not let it be paid"));
  }

  @Test
  void a_short_answer_is_completed_by_looking() {
    answer(post(urlPathEqualTo(CREATE)), okJson("{\"id\":\"5O1\",\"status\":\"CREATED\"}"));
    answer(get(urlPathEqualTo(ORDER)), okJson(Orders.order("CREATED")));
    assertThat(state(open(PRICE))).isEqualTo(State.WAITING);
  }

  @Test
  void the_yen_has_no_decimals_and_the_forint_none_at_paypal() {
    assertThat(Amounts.spelled(Money.of(1999, "JPY"))).isEqualTo("1999");
    assertThat(Amounts.spelled(Money.of(199900, "HUF"))).isEqualTo("1999");
    assertThat(open(Money.of(199950, "HUF")))
        .isEqualTo(new Refused<>("PayPal takes no parts of a HUF"));
    assertThat(Amounts.read("1999", "HUF")).isEqualTo(Money.of(199900, "HUF"));
  }

  @Test
  void a_capture_tells_its_name_and_the_reported_fee() {
    answer(post(urlPathEqualTo(CAPTURE)), okJson(Orders.captured()).withStatus(201));
    assertThat(gateway.capture(key, "5O1")).isEqualTo(CAPTURED);
    server.verify(postRequestedFor(urlPathEqualTo(CAPTURE))
        .withHeader("PayPal-Request-Id", equalTo(key.toString()))
        .withHeader("Prefer", equalTo("return=representation"))
        .withRequestBody(equalTo("{}")));
  }

  static final Outcome<GatewayPayment> CAPTURED = new Delivered<>(
      new GatewayPayment("5O1", State.CAPTURED, PRICE, null, "3C1", Money.of(104, "USD")));

  @ParameterizedTest(name = "{0}")
  @CsvSource({"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER", "MALFORMED_RESPONSE_CHUNK"})
  void a_lost_capture_is_in_doubt_then_found_and_never_doubled(Fault fault) {
    answer(post(urlPathEqualTo(CAPTURE)), aResponse().withFault(fault));
    assertThat(gateway.capture(key, "5O1")).isInstanceOf(InDoubt.class);

    answer(get(urlPathEqualTo(ORDER)), okJson(Orders.captured()));
    assertThat(gateway.look("5O1")).isEqualTo(CAPTURED);

    answer(post(urlPathEqualTo(CAPTURE)), okJson(Orders.captured()));
    assertThat(gateway.capture(key, "5O1")).isEqualTo(CAPTURED);
    server.verify(
        2,
        postRequestedFor(urlPathEqualTo(CAPTURE))
            .withHeader("PayPal-Request-Id", equalTo(key.toString())));
  }

  @Test
  void a_capture_made_before_is_answered_by_how_the_order_stands() {
    answer(
        post(urlPathEqualTo(CAPTURE)),
        refusal(422, Orders.problem("ORDER_ALREADY_CAPTURED", "already")));
    answer(get(urlPathEqualTo(ORDER)), okJson(Orders.captured()));
    assertThat(gateway.capture(key, "5O1")).isEqualTo(CAPTURED);

    answer(get(urlPathEqualTo(ORDER)), aResponse().withStatus(503));
    assertThat(gateway.capture(key, "5O1"))
        .isEqualTo(new InDoubt<>("PayPal did it, but we could not look: PayPal answered 503"));
  }

  @Test
  void a_capture_of_another_amount_is_refused_in_words() {
    var other = Orders.payments(Orders.capture("3C1", "COMPLETED", "21.60", ""));
    answer(post(urlPathEqualTo(CAPTURE)), okJson(Orders.order("COMPLETED", other)));
    assertThat(gateway.capture(key, "5O1"))
        .isEqualTo(new Refused<>(
            "PayPal took 21.60 USD instead of 21.64 USD as capture 3C1; correct it there"));
  }

  @Test
  void a_declined_capture_is_a_no_and_a_doubled_one_an_alarm() {
    var declined = Orders.payments(Orders.capture("3C1", "DECLINED", "21.64", ""));
    answer(post(urlPathEqualTo(CAPTURE)), okJson(Orders.order("COMPLETED", declined)));
    assertThat(why(gateway.capture(key, "5O1"))).contains("declined", "3C1");

    var twice = Orders.payments(Orders.capture("3C1", "COMPLETED", "21.64", "")
        + ","
        + Orders.capture("3C2", "COMPLETED", "21.64", ""));
    answer(get(urlPathEqualTo(ORDER)), okJson(Orders.order("COMPLETED", twice)));
    assertThat(why(gateway.look("5O1"))).contains("took money 2 times");
  }

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource({
    "CREATED,,WAITING",
    "SAVED,,WAITING",
    "PAYER_ACTION_REQUIRED,,WAITING",
    "APPROVED,,APPROVED",
    "VOIDED,,CANCELLED",
    "COMPLETED,COMPLETED,CAPTURED",
    "COMPLETED,PARTIALLY_REFUNDED,CAPTURED",
    "COMPLETED,REFUNDED,CAPTURED",
    "COMPLETED,PENDING,PENDING",
    "COMPLETED,DECLINED,CANCELLED",
    "COMPLETED,FAILED,CANCELLED",
    "APPROVED,DECLINED,APPROVED",
  })
  void every_state_of_theirs_is_one_of_ours(String order, String capture, State ours) {
    var payments =
        capture == null ? "" : Orders.payments(Orders.capture("3C1", capture, "21.64", ""));
    answer(get(urlPathEqualTo(ORDER)), okJson(Orders.order(order, payments)));
    var seen = gateway.look("5O1");
    assertThat(state(seen)).isEqualTo(ours);
    assertThat(((Delivered<GatewayPayment>) seen).value().approvalUrl() != null)
        .isEqualTo(ours == State.WAITING);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "422,ORDER_NOT_APPROVED,has not approved",
    "422,INSTRUMENT_DECLINED,means of payment",
    "422,DUPLICATE_INVOICE_ID,taken money for this payment before",
    "403,PERMISSION_DENIED,PERMISSION_DENIED",
    "400,INVALID_PARAMETER_VALUE,INVALID_PARAMETER_VALUE",
  })
  void a_refusal_says_why_in_words(int status, String issue, String words) {
    answer(post(urlPathEqualTo(CAPTURE)), refusal(status, Orders.problem(issue, "text")));
    assertThat(why(gateway.capture(key, "5O1"))).contains(words).contains(issue);
  }

  @Test
  void an_unknown_order_is_not_found() {
    answer(
        get(urlPathEqualTo(ORDER)),
        refusal(404, "{\"name\":\"RESOURCE_NOT_FOUND\",\"message\":\"no\"}"));
    assertThat(gateway.look("5O1"))
        .isEqualTo(new Refused<>(Reason.NOT_FOUND, "PayPal does not know it"));
  }

  @Test
  void slow_down_means_not_sent_for_as_long_as_they_say() {
    answer(
        post(urlPathEqualTo(CAPTURE)),
        refusal(429, "{\"name\":\"RATE_LIMIT_REACHED\"}").withHeader("Retry-After", "7"));
    assertThat(gateway.capture(key, "5O1"))
        .isEqualTo(new NotSent<>("PayPal asks us to slow down", Duration.ofSeconds(7)));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "500,application/json,{}",
    "503,text/html,<html>",
    "504,,",
    "502,,",
    "200,text/html,<html>",
    "200,application/json,",
    "200,application/json,{",
    "200,application/json,null",
    "200,application/json,[]",
    "200,,{}",
    "302,,",
    "400,text/html,<html>",
    "409,application/json,{}",
  })
  void a_useless_answer_leaves_a_change_in_doubt_and_a_question_unasked(
      int status, String type, String body) {
    var useless = aResponse().withStatus(status).withHeader("Location", "/paypal/elsewhere");
    if (type != null) {
      useless.withHeader("Content-Type", type);
    }
    if (body != null) {
      useless.withBody(body);
    }
    answer(post(urlPathEqualTo(CAPTURE)), useless);
    answer(get(urlPathEqualTo(ORDER)), useless);
    answer(post(urlPathEqualTo(REFUND)), useless);
    answer(get(urlPathEqualTo("/paypal/elsewhere")), okJson(Orders.captured()));

    assertThat(gateway.capture(key, "5O1")).isInstanceOf(InDoubt.class);
    assertThat(gateway.refund(key, "3C1", PRICE)).isInstanceOf(InDoubt.class);
    assertThat(gateway.look("5O1")).isInstanceOf(NotSent.class);
    server.verify(0, getRequestedFor(urlPathEqualTo("/paypal/elsewhere")));
  }

  private Outcome<GatewayPayment> open(Money amount) {
    return gateway.open(new Request(key, paymentId, amount, "Mug"));
  }

  private static ResponseDefinitionBuilder refusal(int status, String body) {
    return okJson(body).withStatus(status);
  }

  private static State state(Outcome<GatewayPayment> outcome) {
    assertThat(outcome).isInstanceOf(Delivered.class);
    return ((Delivered<GatewayPayment>) outcome).value().state();
  }

  private static String why(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Refused.class);
    return ((Refused<?>) outcome).why();
  }

  private static void answer(MappingBuilder request, ResponseDefinitionBuilder response) {
    server.stubFor(request.willReturn(response));
  }
}
