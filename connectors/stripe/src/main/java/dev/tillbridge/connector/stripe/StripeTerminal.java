package dev.tillbridge.connector.stripe;

import dev.tillbridge.connector.stripe.StripeCalls.Told;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.payment.CardTerminal;
import dev.tillbridge.model.payment.GatewayPayment;
import dev.tillbridge.model.payment.GatewayPayment.State;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stripe Terminal, driven from the server: a PaymentIntent that is captured by hand, handed to the till's
 * reader. Presenting a card only approves the amount; the hub captures it when it has written that
 * down. What an answer that was lost had done, the same key or the PaymentIntent tells.
 */
public final class StripeTerminal implements CardTerminal {

  private static final String INTENTS = "/v1/payment_intents";
  private static final String READERS = "/v1/terminal/readers/";

  private final StripeCalls calls;
  private final Map<String, String> readers;

  /** Ready to be used by many threads at once; nothing is sent yet. */
  public StripeTerminal(StripeSettings settings) {
    this.calls = new StripeCalls(settings);
    this.readers = settings.readers();
  }

  @Override
  public String kind() {
    return "CARD";
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(false, false);
  }

  @Override
  public boolean serves(String register) {
    return readers.containsKey(register);
  }

  @Override
  public Outcome<GatewayPayment> open(Request request) {
    var reader = request.register() == null ? null : readers.get(request.register());
    if (reader == null) {
      return new Refused<>("register " + request.register() + " has no card terminal");
    }
    return switch (made(request, reader)) {
      case Delivered<Intent>(var intent) ->
        intent.status().equals(Intent.NO_CARD_YET) && intent.refusal() == null
            ? present(request, reader, intent)
            : new Delivered<>(intent.payment());
      case NotSent<Intent> no -> new NotSent<>(no.why(), no.waitAtLeast());
      case InDoubt<Intent> lost -> new InDoubt<>(lost.why());
      case Refused<Intent> no -> new Refused<>(no.reason(), no.why());
    };
  }

  /** The PaymentIntent of the request as it is now, made if this is the first time. */
  private Outcome<Intent> made(Request request, String reader) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("amount", Long.toString(request.amount().minor()));
    fields.put("currency", request.amount().currency().getCurrencyCode().toLowerCase(Locale.ROOT));
    fields.put("payment_method_types[]", "card_present");
    fields.put("capture_method", "manual");
    fields.put("description", request.description());
    fields.put("metadata[payment]", request.paymentId().toString());
    fields.put("metadata[reader]", reader);
    var made = calls.post(INTENTS, "open-" + request.key(), fields);
    return made instanceof Delivered<Told>(var told) && told.replayed()
        ? then(made, body -> intent(calls.get(INTENTS + "/" + body.id())))
        : intent(made);
  }

  /** Wakes the reader. The same key again wakes it no second time. */
  private Outcome<GatewayPayment> present(Request request, String reader, Intent intent) {
    var asked = calls.post(
        READERS + reader + "/process_payment_intent",
        "process-" + request.key(),
        Map.of("payment_intent", intent.id()));
    return switch (asked) {
      case Delivered<Told>(var told) ->
        told.replayed() ? look(intent.id()) : new Delivered<>(intent.payment(State.WAITING));
      // The reader may have it, and the PaymentIntent is known: that is what to ask for from now
      // on.
      case InDoubt<Told> lost -> new InDoubt<>(lost.why());
      case NotSent<Told> no -> new NotSent<>(no.why(), no.waitAtLeast());
      case Refused<Told> no -> new Refused<>(no.reason(), no.why());
    };
  }

  @Override
  public Outcome<GatewayPayment> look(String reference) {
    return switch (intent(calls.get(INTENTS + "/" + reference))) {
      case Delivered<Intent>(var intent) -> atReader(intent);
      case NotSent<Intent> no -> new NotSent<>(no.why(), no.waitAtLeast());
      case InDoubt<Intent> lost -> new InDoubt<>(lost.why());
      case Refused<Intent> no -> new Refused<>(no.reason(), no.why());
    };
  }

  /** Before a card was accepted only the reader knows whether anybody still waits for one. */
  private Outcome<GatewayPayment> atReader(Intent intent) {
    var reader = intent.reader();
    if (!intent.status().equals(Intent.NO_CARD_YET) || intent.refusal() != null || reader == null) {
      return new Delivered<>(intent.payment());
    }
    return switch (calls.get(READERS + reader)) {
      case Delivered<Told>(var told) -> {
        yield asksFor(told, intent.id())
            ? new Delivered<>(intent.payment(State.WAITING))
            // It may have been approved between the two looks.
            : intent(calls.get(INTENTS + "/" + intent.id()))
                .map(now -> now.status().equals(Intent.NO_CARD_YET) && now.refusal() == null
                    ? now.payment(State.CANCELLED)
                    : now.payment());
      }
      case NotSent<Told> no -> new NotSent<>(no.why(), no.waitAtLeast());
      case InDoubt<Told> lost -> new InDoubt<>(lost.why());
      case Refused<Told> no -> new NotSent<>(no.why(), null);
    };
  }

  private static boolean asksFor(Told reader, String intent) {
    var action = reader.body().path("action");
    return action.path("status").asString("").equals("in_progress")
        && action
            .path("process_payment_intent")
            .path("payment_intent")
            .asString("")
            .equals(intent);
  }

  @Override
  public Outcome<GatewayPayment> capture(UUID key, String reference) {
    var captured = calls.post(INTENTS + "/" + reference + "/capture", "capture-" + key, Map.of());
    return intent(captured).map(Intent::payment);
  }

  @Override
  public Outcome<GatewayPayment> cancel(Request request, @Nullable String reference) {
    if (reference != null) {
      return cancelled(request, reference);
    }
    var reader = request.register() == null ? null : readers.get(request.register());
    if (reader == null) {
      return new Refused<>("register " + request.register() + " has no card terminal any more");
    }
    // Making it again under its key tells its name; nobody wakes the reader.
    return switch (made(request, reader)) {
      case Delivered<Intent>(var intent) -> cancelled(request, intent.id());
      case NotSent<Intent> no -> new NotSent<>(no.why(), no.waitAtLeast());
      case InDoubt<Intent> lost -> new InDoubt<>(lost.why());
      case Refused<Intent> no -> new Refused<>(no.reason(), no.why());
    };
  }

  /** The reader first, so that no card is presented any more; then the approval, if there was one. */
  private Outcome<GatewayPayment> cancelled(Request request, String reference) {
    var reader = request.register() == null ? null : readers.get(request.register());
    // By now the reader may be asking the next customer.
    if (reader != null
        && calls.get(READERS + reader) instanceof Delivered<Told>(var told)
        && asksFor(told, reference)) {
      calls.repeat(READERS + reader + "/cancel_action");
    }
    // Not under a key: a no that was right a moment ago would be repeated for a day.
    return switch (intent(calls.repeat(INTENTS + "/" + reference + "/cancel"))) {
      // A refusal means that it stands differently than we thought, so it is looked at.
      case Refused<Intent> ignored -> look(reference);
      case Delivered<Intent>(var intent) -> new Delivered<>(intent.payment());
      case NotSent<Intent> no -> new NotSent<>(no.why(), no.waitAtLeast());
      case InDoubt<Intent> lost -> new InDoubt<>(lost.why());
    };
  }

  @Override
  public Outcome<String> refund(UUID key, String captureReference, Money amount) {
    var about = captureReference.startsWith("pi_") ? "payment_intent" : "charge";
    var fields = Map.of(about, captureReference, "amount", Long.toString(amount.minor()));
    return switch (calls.post("/v1/refunds", "refund-" + key, fields)) {
      case Delivered<Told>(var told) -> {
        var id = told.body().path("id").asString("");
        var status = told.body().path("status").asString("");
        yield id.isEmpty()
            ? new InDoubt<>("Stripe told of no refund")
            : Set.of("failed", "canceled").contains(status)
                ? new Refused<>("Stripe did not give it back: refund " + id + " " + status)
                : new Delivered<>(id);
      }
      case NotSent<Told> no -> new NotSent<>(no.why(), no.waitAtLeast());
      case InDoubt<Told> lost -> new InDoubt<>(lost.why());
      case Refused<Told> no -> new Refused<>(no.reason(), no.why());
    };
  }

  private static Outcome<Intent> intent(Outcome<Told> answer) {
    return then(answer, Delivered::new);
  }

  private static Outcome<Intent> then(
      Outcome<Told> answer, Function<Intent, Outcome<Intent>> next) {
    return switch (answer) {
      case Delivered<Told>(var told) -> {
        try {
          yield next.apply(Intent.of(told.body()));
        } catch (IllegalArgumentException strange) {
          yield new InDoubt<>("not understood: " + strange.getMessage());
        }
      }
      case NotSent<Told> no -> new NotSent<>(no.why(), no.waitAtLeast());
      case InDoubt<Told> lost -> new InDoubt<>(lost.why());
      case Refused<Told> no -> new Refused<>(no.reason(), no.why());
    };
  }
}
