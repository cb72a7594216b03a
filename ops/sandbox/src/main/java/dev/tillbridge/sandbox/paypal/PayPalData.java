package dev.tillbridge.sandbox.paypal;

import dev.tillbridge.sandbox.store.Counters;
import dev.tillbridge.sandbox.store.Store;
import dev.tillbridge.sandbox.store.Table;
import dev.tillbridge.sandbox.wire.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** The account's tables. Rows are JSON as PayPal spells it; a stored row is never changed. */
final class PayPalData {

  /**
   * The first use of a PayPal-Request-Id.
   *
   * @param body fingerprint of what was sent
   * @param resource the id of what came of it
   * @param until when the key is forgotten
   */
  record Key(String body, String resource, int status, Instant until) {}

  final Table<ObjectNode> orders;
  final Table<ObjectNode> captures;
  final Table<ObjectNode> refunds;
  /** What changed the balance, each with when it was and from when on reports show it. */
  final Table<ObjectNode> movements;

  final Table<ObjectNode> switches;
  final Table<Key> keys;
  final Table<Instant> tokens;
  final Counters counters;

  private final InstantSource clock;

  PayPalData(Store store, InstantSource clock) {
    this.clock = clock;
    orders = store.table("order", ObjectNode.class);
    captures = store.table("capture", ObjectNode.class);
    refunds = store.table("refund", ObjectNode.class);
    movements = store.table("movement", ObjectNode.class);
    switches = store.table("switch", ObjectNode.class);
    keys = store.table("key", Key.class);
    tokens = store.table("token", Instant.class);
    counters = new Counters(store);
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** A new id that looks like one of PayPal's: 17 letters and digits, never used before. */
  String newId(String kind) {
    long number = counters.up("id");
    var tail = Long.toString(number, 36).toUpperCase(Locale.ROOT);
    return kind + "0".repeat(17 - kind.length() - tail.length()) + tail;
  }

  ObjectNode truth() {
    var truth = Json.object();
    orders.all().forEach(row -> truth.withArray("orders").add(brief(row)));
    captures.all().forEach(row -> truth.withArray("captures").add(brief(row)));
    refunds.all().forEach(row -> truth.withArray("refunds").add(brief(row)));
    for (var list : new String[] {"orders", "captures", "refunds"}) {
      truth.withArray(list);
    }
    var effects = truth.putObject("effects");
    captureCounts().forEach((key, n) -> effects.putObject(key).put("count", n));
    var byRequest = truth.putObject("requestIds");
    keys.rows()
        .forEach(
            (key, use) -> byRequest.putObject(key).put("count", 1).put("resource", use.resource()));
    for (var name : new String[] {"replays", "throttled", "unsignedOrBadRequests"}) {
      truth.put(name, counters.get(name));
    }
    return truth;
  }

  /** How often money was captured for each invoice_id and custom_id. */
  private Map<String, Integer> captureCounts() {
    var counts = new TreeMap<String, Integer>();
    for (var capture : captures.all()) {
      for (var field : new String[] {"invoice_id", "custom_id"}) {
        var key = Json.text(capture, field);
        if (key != null) {
          counts.merge(key, 1, Integer::sum);
        }
      }
    }
    return counts;
  }

  private static ObjectNode brief(ObjectNode row) {
    var told =
        Json.object().put("id", Json.text(row, "id")).put("status", Json.text(row, "status"));
    var unit = row.path("purchase_units").path(0);
    for (var field : new String[] {"invoice_id", "custom_id", "order_id", "capture_id"}) {
      var value = Json.text(row, field, Json.text(unit, field, ""));
      if (!value.isEmpty()) {
        told.put(field, value);
      }
    }
    var amount = row.get("amount") == null ? unit.path("amount") : row.path("amount");
    told.put("value", Json.text(amount, "value"));
    told.put("currency", Json.text(amount, "currency_code"));
    if (row.get("seller_receivable_breakdown") != null) {
      var fee = row.path("seller_receivable_breakdown").path("paypal_fee");
      told.put("fee", Json.text(fee, "value"));
    }
    return told;
  }
}
