package dev.tillbridge.sandbox.stripe;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * PaymentIntents, refunds and readers. A repeated Idempotency-Key answers with the very words of the first
 * time, whatever has happened since.
 */
final class StripeApi {

  private static final Pattern INTENT =
      Pattern.compile("/v1/payment_intents/([^/]+)(?:/(capture|cancel))?");
  private static final Pattern READER =
      Pattern.compile("/v1/terminal/readers/([^/]+)(?:/(process_payment_intent|cancel_action))?");

  private final StripeData data;
  private final Terminals terminals;

  StripeApi(StripeData data, Terminals terminals) {
    this.data = data;
    this.terminals = terminals;
  }

  Answer answer(Call call) {
    try {
      return call.method().equals("POST") ? once(call) : read(call);
    } catch (Refusal no) {
      return no.answer();
    }
  }

  private Answer read(Call call) {
    var intent = INTENT.matcher(call.path());
    if (intent.matches() && intent.group(2) == null) {
      return Answer.json(200, intent(intent.group(1)));
    }
    var reader = READER.matcher(call.path());
    if (reader.matches() && reader.group(2) == null) {
      return Answer.json(200, terminals.need(reader.group(1)));
    }
    throw Refusal.missing(call.path());
  }

  private Answer once(Call call) {
    var key = call.header("Idempotency-Key");
    if (key == null) {
      return Answer.json(200, changed(call)).withEffect();
    }
    var print = call.path() + " " + call.body();
    var before = data.keys.get(key);
    if (before == null) {
      int status = 200;
      String answer;
      try {
        answer = Json.write(changed(call));
      } catch (Refusal no) {
        status = no.answer().status();
        answer = no.answer().body();
      }
      data.keys.put(key, new StripeData.Key(print, status, answer));
      var told = Answer.of(status, "application/json", answer);
      return status == 200 ? told.withEffect() : told;
    }
    data.counters.up("replays");
    if (!before.print().equals(print)) {
      throw new Refusal(
          400,
          "idempotency_error",
          "Keys for idempotent requests can only be used with the same parameters.");
    }
    return Answer.of(before.status(), "application/json", before.answer())
        .with("Idempotent-Replayed", "true");
  }

  private ObjectNode changed(Call call) {
    var sent = Call.form(call.body());
    if (call.path().equals("/v1/payment_intents")) {
      return create(sent);
    }
    if (call.path().equals("/v1/refunds")) {
      return refund(sent);
    }
    var intent = INTENT.matcher(call.path());
    if (intent.matches() && intent.group(2) != null) {
      return intent.group(2).equals("capture") ? capture(intent.group(1)) : cancel(intent.group(1));
    }
    var reader = READER.matcher(call.path());
    if (reader.matches() && reader.group(2) != null) {
      return reader.group(2).equals("cancel_action")
          ? terminals.cancelAction(reader.group(1))
          : terminals.process(reader.group(1), sent.getOrDefault("payment_intent", ""));
    }
    throw Refusal.missing(call.path());
  }

  private ObjectNode create(Map<String, String> sent) {
    long amount = whole(sent.get("amount"));
    if (amount < 1) {
      throw new Refusal(400, "parameter_invalid_integer", "Invalid positive integer: amount");
    }
    if (!"card_present".equals(sent.get("payment_method_types[]"))
        || !"manual".equals(sent.get("capture_method"))) {
      throw new Refusal(400, "parameter_missing", "This sandbox knows cards at a reader only.");
    }
    var id = data.newId("pi");
    var intent = Json.object().put("id", id).put("object", "payment_intent");
    intent.put("amount", amount).put("amount_received", 0).put("amount_capturable", 0);
    intent.put("currency", sent.getOrDefault("currency", "usd"));
    intent.put("capture_method", "manual").put("status", "requires_payment_method");
    intent.put("created", data.now().getEpochSecond());
    intent.put("description", sent.getOrDefault("description", ""));
    intent.putNull("latest_charge").putNull("last_payment_error");
    var metadata = intent.putObject("metadata");
    sent.forEach((name, value) -> {
      if (name.startsWith("metadata[")) {
        metadata.put(name.substring("metadata[".length(), name.length() - 1), value);
      }
    });
    data.intents.put(id, intent);
    return intent;
  }

  private ObjectNode capture(String id) {
    var intent = intent(id).deepCopy();
    demand(intent, "requires_capture");
    var charge = Json.object().put("id", data.newId("ch")).put("object", "charge");
    charge.put("amount", intent.path("amount").longValue()).put("amount_refunded", 0);
    charge.put("currency", Json.text(intent, "currency")).put("payment_intent", id);
    charge.set("metadata", intent.path("metadata"));
    data.charges.put(Json.text(charge, "id", ""), charge);
    intent.put("status", "succeeded").put("latest_charge", Json.text(charge, "id"));
    intent.put("amount_received", intent.path("amount").longValue()).put("amount_capturable", 0);
    data.intents.put(id, intent);
    return intent;
  }

  private ObjectNode cancel(String id) {
    var intent = intent(id).deepCopy();
    demand(intent, "requires_capture", "requires_payment_method");
    intent.put("status", "canceled").put("amount_capturable", 0);
    intent.put("canceled_at", data.now().getEpochSecond());
    data.intents.put(id, intent);
    return intent;
  }

  private ObjectNode refund(Map<String, String> sent) {
    var named = sent.get("charge");
    var charge = named == null ? null : data.charges.get(named);
    if (charge == null) {
      throw Refusal.missing(String.valueOf(named));
    }
    long left =
        charge.path("amount").longValue() - charge.path("amount_refunded").longValue();
    long amount = whole(sent.getOrDefault("amount", Long.toString(left)));
    if (amount < 1 || amount > left) {
      throw new Refusal(
          400, "charge_already_refunded", "Refund amount is greater than unrefunded amount.");
    }
    var changed = charge.deepCopy();
    changed.put("amount_refunded", charge.path("amount_refunded").longValue() + amount);
    data.charges.put(Json.text(charge, "id", ""), changed);
    var refund = Json.object().put("id", data.newId("re")).put("object", "refund");
    refund.put("amount", amount).put("charge", named).put("status", "succeeded");
    data.refunds.put(Json.text(refund, "id", ""), refund);
    return refund;
  }

  private ObjectNode intent(String id) {
    var intent = data.intents.get(id);
    if (intent == null) {
      throw Refusal.missing(id);
    }
    return intent;
  }

  private static void demand(ObjectNode intent, String... allowed) {
    var status = Json.text(intent, "status", "");
    if (!Set.of(allowed).contains(status)) {
      throw Refusal.state(status);
    }
  }

  private static long whole(@Nullable String text) {
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
