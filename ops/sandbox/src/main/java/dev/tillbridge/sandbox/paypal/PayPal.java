package dev.tillbridge.sandbox.paypal;

import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.control.Catalogue;
import dev.tillbridge.sandbox.control.SimulatedSystem;
import dev.tillbridge.sandbox.store.Store;
import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** PayPal: orders a buyer approves, captures, refunds; and the page where he approves. */
public final class PayPal extends SimulatedSystem {

  /** The demo app's client id. */
  public static final String CLIENT_ID = "demo-paypal";

  /** The demo app's secret. */
  public static final String CLIENT_SECRET = "demo-paypal-secret";

  private static final String TOKEN_PATH = "/v1/oauth2/token";
  private static final Pattern BUYER = Pattern.compile("/orders/([^/]+)/(approve|cancel)");

  private final PayPalData data;
  private final PayPalApi api;
  private final Checkout checkout;
  private final Movements movements;
  private final Duration tokenLifetime;

  /** Opens the account. */
  public PayPal(Store store, SandboxOptions options) {
    super("paypal", store, options.seed());
    data = new PayPalData(store, options.clock());
    movements = new Movements(data);
    api = new PayPalApi(data, movements);
    checkout = new Checkout(data);
    tokenLifetime = options.tokenLifetime();
  }

  @Override
  protected Answer answer(Call call) {
    if (isTokenCall(call)) {
      return token(call);
    }
    if (call.path().startsWith("/checkoutnow")) {
      return checkout.answer(call);
    }
    var token = call.bearer();
    var end = token == null ? null : data.tokens.get(token);
    if (end == null || !data.now().isBefore(end)) {
      data.counters.up("unsignedOrBadRequests");
      var why = Json.object().put("error", "invalid_token");
      return Answer.json(401, why.put("error_description", "Token signature verification failed"));
    }
    return api.answer(call);
  }

  @Override
  protected Answer throttled(Call call) {
    data.counters.up("throttled");
    var why = Json.object().put("name", "RATE_LIMIT_REACHED");
    why.put("message", "Too many requests. Blocked due to rate limiting.");
    return Answer.json(429, why).with("Retry-After", "1");
  }

  /** Pages of a report differ by their number alone. */
  @Override
  protected String label(Call call) {
    var page = call.query().get("page");
    return super.label(call) + (page == null ? "" : " page " + page);
  }

  @Override
  protected boolean isTokenCall(Call call) {
    return call.path().equals(TOKEN_PATH);
  }

  @Override
  protected Answer controlled(Call call) {
    var moved = movements.controlled(call);
    if (moved != null) {
      return moved;
    }
    var buyer = BUYER.matcher(call.path());
    if (!call.method().equals("POST") || !buyer.matches()) {
      return super.controlled(call);
    }
    return checkout.decide(buyer.group(1), buyer.group(2).equals("approve"));
  }

  @Override
  protected JsonNode tellTruth() {
    var truth = data.truth();
    movements.tell(truth);
    return truth;
  }

  @Override
  protected void add(Catalogue catalogue) {
    // PayPal knows no goods.
  }

  @Override
  protected void furnish() {
    // An account starts empty.
  }

  private Answer token(Call call) {
    if (!call.method().equals("POST") || !call.basicIs(CLIENT_ID, CLIENT_SECRET)) {
      data.counters.up("unsignedOrBadRequests");
      var why = Json.object().put("error", "invalid_client");
      return Answer.json(401, why.put("error_description", "Client Authentication failed"));
    }
    if (!"client_credentials".equals(Call.form(call.body()).get("grant_type"))) {
      return Answer.json(400, Json.object().put("error", "unsupported_grant_type"));
    }
    var now = data.now();
    for (var old : List.copyOf(data.tokens.rows().entrySet())) {
      if (!now.isBefore(old.getValue())) {
        data.tokens.remove(old.getKey());
      }
    }
    var value = "A21AA" + UUID.randomUUID().toString().replace("-", "");
    data.tokens.put(value, now.plus(tokenLifetime));
    var answer = Json.object().put("scope", "https://uri.paypal.com/services/payments/payment");
    answer.put("access_token", value).put("token_type", "Bearer").put("app_id", "APP-DEMO");
    answer.put("expires_in", tokenLifetime.toSeconds()).put("nonce", now.toString());
    return Answer.json(200, answer).withEffect();
  }
}
