package dev.tillbridge.sandbox.stripe;

import dev.tillbridge.sandbox.store.Counters;
import dev.tillbridge.sandbox.store.Store;
import dev.tillbridge.sandbox.store.Table;
import dev.tillbridge.sandbox.wire.Json;
import java.time.Instant;
import java.time.InstantSource;
import tools.jackson.databind.node.ObjectNode;

/** The account's tables. Rows are JSON as Stripe spells it; a stored row is never changed. */
final class StripeData {

  /**
   * The first use of an Idempotency-Key: what was sent, and what was answered.
   *
   * @param print of path and body
   */
  record Key(String print, int status, String answer) {}

  /** The readers of the demo's tills; others do not exist. */
  static final String[] READERS = {"tmr_demo_R1", "tmr_demo_R2"};

  final Table<ObjectNode> intents;
  final Table<ObjectNode> charges;
  final Table<ObjectNode> refunds;
  final Table<ObjectNode> readers;
  /** When a reader began to ask for a card, in milliseconds since 1970. */
  final Table<Long> since;

  final Table<ObjectNode> behaviour;
  final Table<Key> keys;
  final Counters counters;

  private final InstantSource clock;

  StripeData(Store store, InstantSource clock) {
    this.clock = clock;
    intents = store.table("intent", ObjectNode.class);
    charges = store.table("charge", ObjectNode.class);
    refunds = store.table("refund", ObjectNode.class);
    readers = store.table("reader", ObjectNode.class);
    since = store.table("since", Long.class);
    behaviour = store.table("behaviour", ObjectNode.class);
    keys = store.table("key", Key.class);
    counters = new Counters(store);
  }

  Instant now() {
    return clock.instant();
  }

  String newId(String prefix) {
    return prefix + "_demo%08d".formatted(counters.up("id"));
  }

  void furnish() {
    for (var id : READERS) {
      if (readers.get(id) == null) {
        var reader = Json.object().put("id", id).put("object", "terminal.reader");
        reader.put("device_type", "simulated_wisepos_e").put("label", id).put("status", "online");
        reader.putNull("action");
        readers.put(id, reader);
      }
    }
  }

  ObjectNode truth() {
    var truth = Json.object();
    var payments = truth.putArray("payments");
    for (var intent : intents.all()) {
      var told = payments.addObject();
      told.put("id", Json.text(intent, "id")).put("status", Json.text(intent, "status"));
      told.put("amount", intent.path("amount").longValue());
      told.put("received", intent.path("amount_received").longValue());
      told.put("currency", Json.text(intent, "currency"));
      told.put("payment", Json.text(intent.path("metadata"), "payment"));
    }
    var taken = truth.putArray("charges");
    charges.all().forEach(taken::add);
    var given = truth.putArray("refunds");
    refunds.all().forEach(given::add);
    var effects = truth.putObject("effects");
    for (var charge : charges.all()) {
      var payment = Json.text(charge.path("metadata"), "payment", "");
      int before = effects.path(payment).path("count").asInt(0);
      effects.putObject(payment).put("count", before + 1);
    }
    for (var name : new String[] {"replays", "throttled", "unsignedOrBadRequests"}) {
      truth.put(name, counters.get(name));
    }
    return truth;
  }
}
