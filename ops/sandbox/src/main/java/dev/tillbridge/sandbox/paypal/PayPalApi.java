package dev.tillbridge.sandbox.paypal;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * Orders v2 and Payments v2. A repeated PayPal-Request-Id answers with the present state of what
 * the first request made: orders remember keys for six hours, payments for 45 days.
 */
final class PayPalApi {

  private static final Pattern ORDER = Pattern.compile("/v2/checkout/orders/([^/]+)(/capture)?");
  private static final Pattern PAYMENT =
      Pattern.compile("/v2/payments/(captures|refunds)/([^/]+)(/refund)?");
  private static final Duration ORDER_KEYS = Duration.ofHours(6);
  private static final Duration PAYMENT_KEYS = Duration.ofDays(45);
  private static final int KEY_MAX = 108;

  private final PayPalData data;
  private final Movements movements;
  private final Orders orders;
  private final Payments payments;

  PayPalApi(PayPalData data, Movements movements) {
    this.data = data;
    this.movements = movements;
    orders = new Orders(data, movements);
    payments = new Payments(data, movements);
  }

  Answer answer(Call call) {
    try {
      return routed(call);
    } catch (Refusal refusal) {
      return refusal.answer();
    }
  }

  private Answer routed(Call call) {
    boolean get = call.method().equals("GET");
    boolean post = call.method().equals("POST");
    if (post && call.path().equals("/v2/checkout/orders")) {
      var sent = body(call);
      return once(call, 201, ORDER_KEYS, () -> orders.create(sent, base(call)), this::full);
    }
    if (get && call.path().equals("/v1/reporting/transactions")) {
      return movements.report(call);
    }
    var order = ORDER.matcher(call.path());
    if (order.matches()) {
      var id = order.group(1);
      if (get && order.group(2) == null) {
        return Answer.json(200, full(id));
      }
      if (post && order.group(2) != null) {
        return once(call, 201, ORDER_KEYS, () -> orders.capture(id), this::full);
      }
    }
    var payment = PAYMENT.matcher(call.path());
    if (payment.matches()) {
      return payment(call, payment.group(1), payment.group(2), payment.group(3) != null);
    }
    throw Refusal.notFound(call.path());
  }

  private Answer payment(Call call, String kind, String id, boolean refund) {
    boolean captures = kind.equals("captures");
    if (call.method().equals("POST") && captures && refund) {
      var sent = call.body().isBlank() ? Json.object() : body(call);
      return once(call, 201, PAYMENT_KEYS, () -> payments.refund(id, sent), data.refunds::need);
    }
    if (!call.method().equals("GET") || refund) {
      throw Refusal.notFound(call.path());
    }
    var row = (captures ? data.captures : data.refunds).get(id);
    if (row == null) {
      throw Refusal.notFound(id);
    }
    return Answer.json(200, row);
  }

  /** Does the work once for each key of this operation. */
  private Answer once(
      Call call,
      int status,
      Duration kept,
      Supplier<String> work,
      Function<String, ObjectNode> row) {
    var requestId = call.header("PayPal-Request-Id");
    if (requestId == null || requestId.isBlank()) {
      return shown(call, status, row.apply(work.get())).withEffect();
    }
    if (requestId.length() > KEY_MAX) {
      throw Refusal.invalid("INVALID_STRING_LENGTH", "PayPal-Request-Id is longer than " + KEY_MAX);
    }
    var key = call.path() + " " + requestId;
    var print = fingerprint(call.body());
    var before = data.keys.get(key);
    if (before != null && data.now().isBefore(before.until())) {
      data.counters.up("replays");
      if (!before.body().equals(print)) {
        throw Refusal.unprocessable(
            "PAYPAL_REQUEST_ID_PREVIOUSLY_USED",
            "This PayPal-Request-Id was used before with another request body.");
      }
      // PayPal answers a repeat with 200, not with the 201 of something new.
      return shown(call, 200, row.apply(before.resource()));
    }
    var made = work.get();
    data.keys.put(key, new PayPalData.Key(print, made, status, data.now().plus(kept)));
    return shown(call, status, row.apply(made)).withEffect();
  }

  private static Answer shown(Call call, int status, ObjectNode row) {
    return Answer.json(status, minimal(call) ? brief(row) : row);
  }

  /** Without a wish of the caller, PayPal answers with id, status and links. */
  private static boolean minimal(Call call) {
    var prefer = call.header("Prefer");
    boolean capture = call.path().endsWith("/capture");
    return !"return=representation".equals(prefer) && !capture;
  }

  private static ObjectNode brief(ObjectNode row) {
    var brief = Json.object();
    for (var field : new String[] {"id", "status", "links"}) {
      if (row.get(field) != null) {
        brief.set(field, row.get(field));
      }
    }
    return brief;
  }

  private ObjectNode full(String id) {
    var order = data.orders.get(id);
    if (order == null) {
      throw Refusal.notFound(id);
    }
    var captures = order.path("purchase_units").path(0).path("payments").path("captures");
    if (captures.isEmpty()) {
      return order;
    }
    // A refund changes the capture; the order shows it as it is now.
    var shown = order.deepCopy();
    var unit = (ObjectNode) shown.path("purchase_units").path(0);
    var now = data.captures.need(Json.text(captures.path(0), "id", ""));
    unit.putObject("payments").putArray("captures").add(now);
    return shown;
  }

  private static ObjectNode body(Call call) {
    var body = Json.parseObject(call.body());
    if (body == null) {
      throw Refusal.invalid("MALFORMED_REQUEST_JSON", "The request JSON is not well formed.");
    }
    return body;
  }

  private static String fingerprint(String body) {
    var parsed = Json.parseObject(body);
    return parsed == null || parsed.isEmpty() ? "" : Json.write(parsed);
  }

  private static String base(Call call) {
    return "http://" + Objects.requireNonNullElse(call.header("Host"), "127.0.0.1");
  }
}
