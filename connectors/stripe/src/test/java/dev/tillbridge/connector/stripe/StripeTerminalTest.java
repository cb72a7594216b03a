package dev.tillbridge.connector.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.payment.GatewayPayment;
import dev.tillbridge.model.payment.GatewayPayment.State;
import dev.tillbridge.model.payment.PaymentGateway.Request;
import dev.tillbridge.sandbox.Sandbox;
import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.stripe.Stripe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against the simulated reader, which keeps its own truth. */
class StripeTerminalTest {

  private static final Money AMOUNT = Money.of(6420, "USD");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Sandbox sandbox = started();
  private final StripeTerminal terminal = terminal(Stripe.SECRET_KEY);
  private final Request request =
      new Request(UUID.randomUUID(), UUID.randomUUID(), AMOUNT, "Lark & Linden, 3 × mug", "R1");

  private static Sandbox started() {
    try {
      return Sandbox.start(SandboxOptions.defaults());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private StripeTerminal terminal(String key) {
    return new StripeTerminal(new StripeSettings(
        URI.create(sandbox.uri() + "/stripe"),
        key,
        Map.of("R1", "tmr_demo_R1", "R9", "tmr_gone"),
        Duration.ofSeconds(5)));
  }

  @BeforeEach
  void customersWait() throws Exception {
    control("customer", "{\"does\":\"NOTHING\"}");
  }

  @AfterEach
  void close() {
    sandbox.close();
    http.close();
  }

  private void control(String path, String body) throws IOException, InterruptedException {
    var asked = HttpRequest.newBuilder(URI.create(sandbox.uri() + "/sandbox/stripe/" + path))
        .POST(BodyPublishers.ofString(body))
        .build();
    assertThat(http.send(asked, BodyHandlers.ofString()).statusCode()).isLessThan(300);
  }

  private JsonNode truth() throws IOException, InterruptedException {
    var asked = HttpRequest.newBuilder(URI.create(sandbox.uri() + "/sandbox/stripe/truth"))
        .build();
    return JsonMapper.shared()
        .readTree(http.send(asked, BodyHandlers.ofString()).body());
  }

  private static GatewayPayment told(Outcome<GatewayPayment> outcome) {
    assertThat(outcome).isInstanceOf(Delivered.class);
    return ((Delivered<GatewayPayment>) outcome).value();
  }

  private void does(String deed) throws IOException, InterruptedException {
    control("readers/tmr_demo_R1/" + deed, "{}");
  }

  @Test
  void a_card_is_approved_at_the_reader_captured_and_given_back() throws Exception {
    var opened = told(terminal.open(request));
    assertThat(opened.state()).isEqualTo(State.WAITING);
    assertThat(told(terminal.look(opened.reference())).state()).isEqualTo(State.WAITING);
    does("tap");
    assertThat(told(terminal.look(opened.reference())).state()).isEqualTo(State.APPROVED);
    var key = UUID.randomUUID();
    var captured = told(terminal.capture(key, opened.reference()));
    assertThat(captured.state()).isEqualTo(State.CAPTURED);
    assertThat(captured.amount()).isEqualTo(AMOUNT);
    assertThat(told(terminal.capture(key, opened.reference()))).isEqualTo(captured);
    assertThat(truth().path("charges")).hasSize(1);
    var back = UUID.randomUUID();
    var charge = String.valueOf(captured.captureReference());
    var refund = terminal.refund(back, charge, Money.of(4000, "USD"));
    assertThat(terminal.refund(back, charge, Money.of(4000, "USD"))).isEqualTo(refund);
    assertThat(terminal.refund(UUID.randomUUID(), charge, AMOUNT)).isInstanceOf(Refused.class);
    assertThat(truth().path("refunds")).hasSize(1);
  }

  @Test
  void a_lost_answer_of_each_step_is_found_again_and_wakes_the_reader_once() throws Exception {
    control("faults", "{\"loseAnswerAfterEffect\":1,\"match\":\"payment_intents\"}");
    assertThat(terminal.open(request)).isInstanceOf(InDoubt.class);
    control("faults", "{\"loseAnswerAfterEffect\":1,\"match\":\"process_payment_intent\"}");
    assertThat(terminal.open(request)).isInstanceOf(InDoubt.class);
    does("tap");
    var found = told(terminal.open(request));
    assertThat(found.state()).isEqualTo(State.APPROVED);
    control("faults", "{\"loseAnswerAfterEffect\":1,\"match\":\"capture\"}");
    assertThat(terminal.capture(UUID.randomUUID(), found.reference())).isInstanceOf(InDoubt.class);
    assertThat(told(terminal.look(found.reference())).state()).isEqualTo(State.CAPTURED);
    assertThat(truth().path("payments")).hasSize(1);
    assertThat(truth().path("charges")).hasSize(1);
  }

  @Test
  void a_declined_card_and_a_customer_who_walks_away_end_it() throws Exception {
    var first = told(terminal.open(request));
    does("decline");
    assertThat(told(terminal.look(first.reference())).state()).isEqualTo(State.DECLINED);
    var again = new Request(UUID.randomUUID(), UUID.randomUUID(), AMOUNT, "Mug", "R1");
    var second = told(terminal.open(again));
    does("cancel");
    assertThat(told(terminal.look(second.reference())).state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void giving_up_frees_the_reader_and_voids_an_approval() throws Exception {
    var first = told(terminal.open(request));
    assertThat(told(terminal.cancel(request, first.reference())).state())
        .isEqualTo(State.CANCELLED);
    var again = new Request(UUID.randomUUID(), UUID.randomUUID(), AMOUNT, "Mug", "R1");
    var second = told(terminal.open(again));
    does("tap");
    assertThat(told(terminal.cancel(again, second.reference())).state()).isEqualTo(State.CANCELLED);
    assertThat(told(terminal.cancel(again, second.reference())).state()).isEqualTo(State.CANCELLED);
    assertThat(terminal.capture(UUID.randomUUID(), second.reference())).isInstanceOf(Refused.class);
    assertThat(truth().path("charges")).isEmpty();
  }

  @Test
  void giving_up_what_nobody_ever_told_the_name_of_works_too() throws Exception {
    control("faults", "{\"loseAnswerAfterEffect\":1,\"match\":\"process_payment_intent\"}");
    assertThat(terminal.open(request)).isInstanceOf(InDoubt.class);
    assertThat(told(terminal.cancel(request, null)).state()).isEqualTo(State.CANCELLED);
    assertThat(truth().path("payments")).hasSize(1);
    var again = new Request(UUID.randomUUID(), UUID.randomUUID(), AMOUNT, "Mug", "R1");
    assertThat(told(terminal.open(again)).state())
        .as("the reader is free")
        .isEqualTo(State.WAITING);
  }

  @Test
  void a_captured_payment_cannot_be_given_up_and_says_so() throws Exception {
    var opened = told(terminal.open(request));
    does("tap");
    terminal.capture(UUID.randomUUID(), opened.reference());
    assertThat(told(terminal.cancel(request, opened.reference())).state())
        .isEqualTo(State.CAPTURED);
  }

  @Test
  void a_busy_an_unplugged_and_an_unknown_reader_say_no_in_words_for_people() throws Exception {
    terminal.open(request);
    var again = new Request(UUID.randomUUID(), UUID.randomUUID(), AMOUNT, "Mug", "R1");
    assertThat(terminal.open(again)).asString().contains("busy with another payment");
    terminal.cancel(request, told(terminal.open(request)).reference());
    does("off");
    var third = new Request(UUID.randomUUID(), UUID.randomUUID(), AMOUNT, "Mug", "R1");
    assertThat(terminal.open(third)).asString().contains("off, or has no network");
    var gone = new Request(UUID.randomUUID(), UUID.randomUUID(), AMOUNT, "Mug", "R9");
    assertThat(terminal.open(gone)).isInstanceOf(Refused.class);
    assertThat(terminal.serves("R2")).isFalse();
  }

  @Test
  void what_certainly_did_not_happen_is_told_from_what_may_have() throws Exception {
    assertThat(terminal("sk_wrong").open(request)).isInstanceOf(NotSent.class);
    control("faults", "{\"throttle\":1}");
    assertThat(terminal.open(request)).isInstanceOf(NotSent.class);
    control("faults", "{\"errorRate\":1}");
    assertThat(terminal.open(request)).isInstanceOf(InDoubt.class);
    assertThat(terminal.look("pi_demo00000001")).isInstanceOf(NotSent.class);
    control("faults", "{}");
    assertThat(terminal.look("pi_nobody")).isInstanceOf(Refused.class);
  }
}
