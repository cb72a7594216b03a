package dev.tillbridge.sandbox.stripe;

import dev.tillbridge.sandbox.wire.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The readers on the counter, and the customers in front of them. */
final class Terminals {

  private static final long SOON_MS = 1_500;

  private final StripeData data;

  Terminals(StripeData data) {
    this.data = data;
  }

  /** Hands a payment to a reader, which asks for a card from now on. */
  ObjectNode process(String id, String intentId) {
    var reader = need(id);
    if (!"online".equals(Json.text(reader, "status"))) {
      throw new Refusal(400, "terminal_reader_offline", "Reader is currently offline.");
    }
    if ("in_progress".equals(Json.text(reader.path("action"), "status"))) {
      throw new Refusal(
          400, "terminal_reader_busy", "Reader is currently busy processing another request.");
    }
    var intent = data.intents.get(intentId);
    if (intent == null) {
      throw Refusal.missing(intentId);
    }
    var status = Json.text(intent, "status", "");
    if (!status.equals("requires_payment_method")) {
      throw Refusal.state(status);
    }
    data.since.put(id, data.now().toEpochMilli());
    return act(reader, intentId, "in_progress");
  }

  ObjectNode cancelAction(String id) {
    var reader = need(id).deepCopy();
    reader.putNull("action");
    data.readers.put(id, reader);
    return reader;
  }

  ObjectNode need(String id) {
    var reader = data.readers.get(id);
    if (reader == null) {
      throw Refusal.missing(id);
    }
    return reader;
  }

  /** The customer taps his card, and his bank agrees or not; false when no card is asked for. */
  boolean present(String id, boolean approved) {
    var reader = need(id);
    var action = reader.path("action");
    if (!"in_progress".equals(Json.text(action, "status"))) {
      return false;
    }
    var intentId = Json.text(action.path("process_payment_intent"), "payment_intent", "");
    var intent = data.intents.need(intentId).deepCopy();
    if (!"requires_payment_method".equals(Json.text(intent, "status"))) {
      return false;
    }
    if (approved) {
      intent.put("status", "requires_capture").putNull("last_payment_error");
      intent.put("amount_capturable", intent.path("amount").longValue());
    } else {
      intent
          .putObject("last_payment_error")
          .put("code", "card_declined")
          .put("decline_code", "insufficient_funds")
          .put("message", "Your card has insufficient funds.");
    }
    data.intents.put(intentId, intent);
    act(reader, intentId, approved ? "succeeded" : "failed");
    return true;
  }

  /** The customer presses the red key. */
  boolean walkAway(String id) {
    var action = need(id).path("action");
    boolean asked = "in_progress".equals(Json.text(action, "status"));
    if (asked) {
      var intent = Json.text(action.path("process_payment_intent"), "payment_intent", "");
      act(need(id), intent, "failed");
    }
    return asked;
  }

  /** What customers do by themselves by now. */
  void passTime() {
    var set = data.behaviour.get("customer");
    var does = set == null ? "APPROVE" : Json.text(set, "does", "APPROVE");
    long after = set == null ? SOON_MS : set.path("afterMs").asLong(SOON_MS);
    if (does.equals("NOTHING")) {
      return;
    }
    for (var reader : List.copyOf(data.readers.all())) {
      var id = Json.text(reader, "id", "");
      var since = data.since.get(id);
      if (since != null && data.now().toEpochMilli() >= since + after) {
        present(id, does.equals("APPROVE"));
      }
    }
  }

  private ObjectNode act(ObjectNode before, String intentId, String status) {
    var reader = before.deepCopy();
    var action = reader.putObject("action").put("type", "process_payment_intent");
    action
        .put("status", status)
        .putObject("process_payment_intent")
        .put("payment_intent", intentId);
    if (status.equals("failed")) {
      action.put("failure_code", "card_declined");
    }
    data.readers.put(Json.text(reader, "id", ""), reader);
    return reader;
  }
}
