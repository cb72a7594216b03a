package dev.tillbridge.sandbox.stripe;

import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.control.Catalogue;
import dev.tillbridge.sandbox.control.SimulatedSystem;
import dev.tillbridge.sandbox.store.Store;
import dev.tillbridge.sandbox.web.Pages;
import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Stripe: payments by card at readers on the counter; and a page for each reader, to tap a card on. */
public final class Stripe extends SimulatedSystem {

  /** The demo account's key. */
  public static final String SECRET_KEY = "sk_test_demo";

  private static final Pattern READER =
      Pattern.compile("/readers?/([^/]+)/(tap|decline|cancel|off|on)");

  private final StripeData data;
  private final Terminals terminals;
  private final StripeApi api;

  /** Opens the account. */
  public Stripe(Store store, SandboxOptions options) {
    super("stripe", store, options.seed());
    data = new StripeData(store, options.clock());
    terminals = new Terminals(data);
    api = new StripeApi(data, terminals);
    data.furnish();
  }

  @Override
  protected Answer answer(Call call) {
    if (call.path().startsWith("/reader/")) {
      return page(call);
    }
    terminals.passTime();
    if (!SECRET_KEY.equals(call.bearer())) {
      data.counters.up("unsignedOrBadRequests");
      return new Refusal(401, "api_key_invalid", "Invalid API Key provided.").answer();
    }
    return api.answer(call);
  }

  @Override
  protected Answer throttled(Call call) {
    data.counters.up("throttled");
    return new Refusal(429, "rate_limit", "Too many requests.").answer();
  }

  @Override
  protected boolean isTokenCall(Call call) {
    return false;
  }

  /**
   * {@code POST /readers/tmr_demo_R1/tap} (or decline, cancel, off, on) is what somebody does at a reader;
   * {@code POST /customer} with {@code {"does": "APPROVE", "afterMs": 1500}} what customers do by themselves:
   * APPROVE, DECLINE or NOTHING.
   */
  @Override
  protected Answer controlled(Call call) {
    if (call.is("POST", "/customer")) {
      var wanted = Json.parseObject(call.body());
      if (wanted == null
          || !Set.of("APPROVE", "DECLINE", "NOTHING").contains(Json.text(wanted, "does", ""))) {
        return Answer.problem(400, "bad-request", "does must be APPROVE, DECLINE or NOTHING");
      }
      data.behaviour.put("customer", wanted);
      return Answer.json(200, wanted);
    }
    var reader = READER.matcher(call.path());
    if (!call.method().equals("POST") || !reader.matches()) {
      return super.controlled(call);
    }
    return deed(reader.group(1), reader.group(2))
        ? Answer.json(200, data.readers.need(reader.group(1)))
        : Answer.problem(409, "not-asked", "the reader asks for no card");
  }

  private boolean deed(String id, String deed) {
    if (data.readers.get(id) == null) {
      return false;
    }
    return switch (deed) {
      case "tap" -> terminals.present(id, true);
      case "decline" -> terminals.present(id, false);
      case "cancel" -> terminals.walkAway(id);
      default -> {
        var reader = terminals.need(id).deepCopy();
        reader.put("status", deed.equals("on") ? "online" : "offline");
        data.readers.put(id, reader);
        yield true;
      }
    };
  }

  /** The reader's own screen. */
  private Answer page(Call call) {
    var deed = READER.matcher(call.path());
    if (call.method().equals("POST") && deed.matches()) {
      deed(deed.group(1), deed.group(2));
      return Answer.seeOther("/stripe/reader/" + deed.group(1));
    }
    var id = call.path().substring("/reader/".length());
    var reader = data.readers.get(id);
    if (reader == null) {
      return Answer.problem(404, "not-found", "no reader " + id);
    }
    var action = reader.path("action");
    boolean asks = "in_progress".equals(Json.text(action, "status"));
    var intent = asks
        ? data.intents.need(Json.text(action.path("process_payment_intent"), "payment_intent", ""))
        : Json.object();
    return Answer.html(
        200,
        Pages.filled(
            asks ? "reader-asks.html" : "reader-idle.html",
            Map.of(
                "id",
                id,
                "amount",
                asks ? shown(intent) : "",
                "currency",
                Json.text(intent, "currency", "").toUpperCase(Locale.ROOT))));
  }

  private static String shown(JsonNode intent) {
    var currency = Json.text(intent, "currency", "usd").toUpperCase(Locale.ROOT);
    int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    return BigDecimal.valueOf(intent.path("amount").longValue(), digits).toPlainString();
  }

  @Override
  protected JsonNode tellTruth() {
    terminals.passTime();
    return data.truth();
  }

  @Override
  protected void add(Catalogue catalogue) {
    // Stripe knows no goods.
  }

  @Override
  protected void furnish() {
    data.furnish();
  }
}
