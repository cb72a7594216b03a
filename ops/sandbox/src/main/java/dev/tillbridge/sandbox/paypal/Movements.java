package dev.tillbridge.sandbox.paypal;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Cents;
import dev.tillbridge.sandbox.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every movement of the account's balance, and what of it Transaction Search shows: late, at most 31 days
 * at a time, in pages, and no more than so many in one window.
 */
final class Movements {

  private static final String SWITCHES = "reporting";
  private static final Duration WINDOW = Duration.ofDays(31);
  private static final Pattern CHANGE = Pattern.compile("/transactions/([^/]+)");
  private static final int PAGE_MOST = 500;

  private final PayPalData data;

  Movements(PayPalData data) {
    this.data = data;
  }

  /** The balance changed; amount and fee as PayPal signs them, in minor units. */
  String moved(
      String id, String code, long amount, @Nullable Long fee, String currency, JsonNode of) {
    var info = Json.object().put("transaction_id", id);
    info.put("transaction_event_code", code).put("transaction_status", "S");
    info.put("transaction_initiation_date", spelled(data.now()));
    info.put("transaction_updated_date", spelled(data.now()));
    info.set("transaction_amount", money(amount, currency));
    if (fee != null) {
      info.set("fee_amount", money(fee, currency));
    }
    for (var field : new String[] {"invoice_id", "paypal_reference_id", "transaction_subject"}) {
      if (of.get(field) != null) {
        info.set(field, of.get(field));
      }
    }
    if (of.get("custom_id") != null) {
      info.set("custom_field", of.get("custom_id"));
    }
    if (of.get("paypal_reference_id") != null) {
      info.put("paypal_reference_id_type", "TXN");
    }
    var row = Json.object();
    row.set("info", info);
    row.put("at", data.now().toString());
    row.put(
        "shown",
        data.now().plusSeconds(60L * switches().path("lateMinutes").asInt(0)).toString());
    data.movements.put(id, row);
    return id;
  }

  /** What is kept back of the fee when a refund is made; zero unless switched on. */
  long feeReturned(long fee, long refunded, long captured) {
    return switches().path("refundFees").asBoolean(false)
        ? Cents.share(fee, refunded * 1_000_000 / captured)
        : 0;
  }

  /** Whether a capture tells its fee at once. */
  boolean tellsFees() {
    return !switches().path("feesLater").asBoolean(false);
  }

  private ObjectNode switches() {
    var row = data.switches.get(SWITCHES);
    return row == null ? Json.object() : row;
  }

  /** Control: how reports behave, and movements that nobody's API call makes. */
  @Nullable
  Answer controlled(Call call) {
    var change = CHANGE.matcher(call.path());
    var sent = Json.parseObject(call.body());
    if (!call.method().equals("POST") || sent == null) {
      return null;
    }
    if (call.path().equals("/reporting")) {
      data.switches.put(SWITCHES, sent);
      return Answer.json(200, sent);
    }
    if (call.path().equals("/transactions")) {
      return Answer.json(201, data.movements.need(own(sent)).path("info"));
    }
    return change.matches() ? changed(change.group(1), sent) : null;
  }

  /** A transfer, a dispute or anything else, by its event code, amount and perhaps fee. */
  private String own(ObjectNode sent) {
    var currency = Json.text(sent, "currency", "USD");
    var fee = Json.text(sent, "fee");
    return moved(
        data.newId("9T"),
        Json.text(sent, "code", "T0400"),
        Cents.minor(Json.text(sent, "value", "0"), currency),
        fee == null ? null : Long.valueOf(Cents.minor(fee, currency)),
        currency,
        sent);
  }

  /** The report tells a movement differently from now on. */
  private Answer changed(String id, ObjectNode fields) {
    var row = data.movements.get(id);
    if (row == null) {
      return Answer.problem(404, "not-found", "no movement " + id);
    }
    var next = row.deepCopy();
    var info = (ObjectNode) next.path("info");
    fields.properties().forEach(field -> {
      if (field.getValue().isNull()) {
        info.remove(field.getKey());
      } else {
        info.set(field.getKey(), field.getValue());
      }
    });
    data.movements.put(id, next);
    return Answer.json(200, info);
  }

  /** {@code GET /v1/reporting/transactions}. */
  Answer report(Call call) {
    var from = time(call.query().get("start_date"), "start_date");
    var until = time(call.query().get("end_date"), "end_date");
    if (until.isBefore(from) || Duration.between(from, until).compareTo(WINDOW) > 0) {
      throw Refusal.invalid("INVALID_REQUEST", "Date range is greater than 31 days");
    }
    int size = number(call.query().get("page_size"), 100);
    int page = number(call.query().get("page"), 1);
    if (size < 1 || size > PAGE_MOST || page < 1) {
      throw Refusal.invalid("INVALID_REQUEST", "page_size must be from 1 to 500");
    }
    var found = found(from, until);
    if (found.size() > switches().path("windowMost").asInt(10_000)) {
      throw Refusal.invalid(
          "RESULTSET_TOO_LARGE", "Result set size is greater than the maximum limit.");
    }
    int pages = Math.max(1, Math.ceilDiv(found.size(), size));
    var answer = Json.object().put("account_number", "QYR5Z8XDVJNXQ");
    var details = answer.putArray("transaction_details");
    found.stream()
        .skip((long) (page - 1) * size)
        .limit(size)
        .forEach(row -> details.addObject().set("transaction_info", row.path("info")));
    var late = Duration.ofMinutes(switches().path("lateMinutes").asInt(0));
    answer.put("start_date", spelled(from)).put("end_date", spelled(until));
    answer.put("last_refreshed_datetime", spelled(data.now().minus(late)));
    answer.put("page", page).put("total_items", found.size()).put("total_pages", pages);
    // An answer that can be lost on its way, as that to anything that was done.
    return Answer.json(200, answer).withEffect();
  }

  private List<ObjectNode> found(Instant from, Instant until) {
    var now = data.now();
    var found = new ArrayList<>(data.movements.all().stream()
        .filter(row -> !Instant.parse(Json.text(row, "shown", "")).isAfter(now))
        .filter(row -> {
          var at = Instant.parse(Json.text(row, "at", ""));
          return !at.isBefore(from) && !at.isAfter(until);
        })
        .toList());
    if (switches().path("shuffled").asBoolean(false)) {
      Collections.shuffle(found, new Random(found.size()));
    }
    return found;
  }

  /** The balance by currency, and every movement, for comparison. */
  void tell(ObjectNode truth) {
    var all = truth.putArray("movements");
    var balances = truth.putObject("balances");
    for (var row : data.movements.all()) {
      var info = row.path("info");
      all.add(info);
      if (!"S".equals(Json.text(info, "transaction_status"))) {
        continue;
      }
      var currency = Json.text(info.path("transaction_amount"), "currency_code", "");
      long sum = Cents.minor(balances.path(currency).asString("0"), currency)
          + Cents.minor(Json.text(info.path("transaction_amount"), "value", "0"), currency)
          + Cents.minor(Json.text(info.path("fee_amount"), "value", "0"), currency);
      balances.put(currency, Cents.decimal(sum, currency));
    }
  }

  private static ObjectNode money(long minor, String currency) {
    return Json.object()
        .put("currency_code", currency)
        .put("value", Cents.decimal(minor, currency));
  }

  /** As PayPal writes times in reports. */
  private static String spelled(Instant at) {
    return at.toString().replace("Z", "+0000");
  }

  private static Instant time(@Nullable String given, String field) {
    try {
      return Instant.parse(given == null ? "" : given);
    } catch (DateTimeParseException e) {
      throw Refusal.invalid("INVALID_REQUEST", field + " is malformed");
    }
  }

  private static int number(@Nullable String given, int otherwise) {
    try {
      return given == null ? otherwise : Integer.parseInt(given);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
