package dev.tillbridge.connector.stripe;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.GatewayPayment;
import dev.tillbridge.model.payment.GatewayPayment.State;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A PaymentIntent, as far as we read it.
 *
 * @param refusal why the bank said no to the last card, or null
 */
record Intent(
    String id,
    String status,
    Money amount,
    @Nullable String charge,
    @Nullable String refusal,
    @Nullable String reader) {

  /** No card was presented, or none that was accepted. */
  static final String NO_CARD_YET = "requires_payment_method";

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Intent of(JsonNode json) {
    var id = json.path("id").asString("");
    var status = json.path("status").asString("");
    var currency = json.path("currency").asString("");
    if (id.isEmpty() || status.isEmpty() || !json.path("amount").isIntegralNumber()) {
      throw new IllegalArgumentException("Stripe told of no payment");
    }
    var taken = json.path("amount_received");
    boolean succeeded = status.equals("succeeded") && taken.isIntegralNumber();
    return new Intent(
        id,
        status,
        new Money(
            (succeeded ? taken : json.path("amount")).longValue(),
            Currency.getInstance(currency.toUpperCase(Locale.ROOT))),
        text(json.path("latest_charge")),
        text(json.path("last_payment_error").path("message")),
        text(json.path("metadata").path("reader")));
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() ? node.stringValue() : null;
  }

  /** In the hub's words. */
  GatewayPayment payment() {
    return payment(
        switch (status) {
          case "succeeded" -> State.CAPTURED;
          case "requires_capture" -> State.APPROVED;
          case "canceled" -> State.CANCELLED;
          case "processing" -> State.PENDING;
          case NO_CARD_YET -> refusal == null ? State.WAITING : State.DECLINED;
          default -> State.WAITING;
        });
  }

  GatewayPayment payment(State state) {
    var captured = state == State.CAPTURED ? charge == null ? id : charge : null;
    return new GatewayPayment(id, state, amount, null, captured, null);
  }
}
