package dev.tillbridge.sandbox.stripe;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Json;

/** A request Stripe says no to. Thrown before anything changed. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  Refusal(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static Refusal missing(String id) {
    return new Refusal(404, "resource_missing", "No such resource: '" + id + "'");
  }

  static Refusal state(String status) {
    return new Refusal(
        400,
        "payment_intent_unexpected_state",
        "This PaymentIntent's status does not allow that: it has a status of " + status + ".");
  }

  Answer answer() {
    var body = Json.object();
    var error = body.putObject("error").put("type", "invalid_request_error").put("code", code);
    error.put("message", getMessage());
    return Answer.json(status, body);
  }
}
