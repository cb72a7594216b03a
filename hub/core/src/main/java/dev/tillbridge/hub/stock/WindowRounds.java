package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.WindowDecision.Plan;
import dev.tillbridge.hub.stock.WindowDecision.Sending;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.shop.StockCall;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells one shop the numbers of one location: decide, look or send, write down what came of it, and
 * again until every number is what it shall be. No transaction is open while the shop is asked.
 */
final class WindowRounds {

  private static final int ROUNDS = 4;

  /** No round is begun later than this, so that a batch ends within its lease. */
  private static final Duration LONGEST = Duration.ofSeconds(45);

  /** When a thousand SKUs are looked at for the first time, one reading of orders serves many. */
  private static final Duration RECENT = Duration.ofSeconds(10);

  /** So long at least between two looks at a number that differs. */
  private static final Duration ORDER_MAY_COME = Duration.ofSeconds(5);

  private final StockParts parts;
  private final ShopChannel channel;
  private final ShopReach reach;
  private final LocationId location;
  private final String remoteLocation;
  private final SharedReading orders;
  private final WindowReading reading;
  private final WindowDecision decision;

  /** Keys of calls that have been made and not yet been sent. */
  private final Set<UUID> unsent = new HashSet<>();

  WindowRounds(
      StockParts parts,
      ShopPlaces places,
      ShopChannel channel,
      ShopReach reach,
      LocationId location,
      String remoteLocation,
      SharedReading orders) {
    this.parts = parts;
    this.channel = channel;
    this.reach = reach;
    this.location = location;
    this.remoteLocation = remoteLocation;
    this.orders = orders;
    this.reading = new WindowReading(parts, channel, location);
    this.decision = new WindowDecision(parts, places, channel, location, reading);
  }

  /** How it ended for each of them. */
  Map<Sku, Outcome<String>> keep(Collection<Sku> skus) {
    var ended = new TreeMap<Sku, Outcome<String>>();
    var open = new TreeSet<>(skus);
    var looked = new TreeSet<Sku>();
    var end = parts.clock().instant().plus(LONGEST);
    for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
      if (round > 0 && parts.clock().instant().isAfter(end)) {
        break;
      }
      Plan plan = inTransaction(open.size(), () -> decision.decide(open, looked));
      tellGate(plan.still().keySet());
      plan.still().forEach((sku, shown) -> ended.put(sku, new Delivered<>("shows " + shown)));
      var outcomes = new TreeMap<Sku, Outcome<Boolean>>();
      if (!plan.look().isEmpty()) {
        outcomes.putAll(look(plan.look(), plan.newestOrders()));
        looked.addAll(plan.look());
      }
      for (var sending : plan.sendings()) {
        outcomes.putAll(send(sending, open));
        parts.takeBacks().happened();
      }
      outcomes.forEach((sku, outcome) -> {
        if (!(outcome instanceof Delivered<Boolean>)) {
          ended.put(sku, outcome.map(_ -> ""));
        }
      });
      open.removeAll(ended.keySet());
      parts.takeBacks().happened();
    }
    // The shelf moves faster than we tell: go on in the next delivery.
    if (!open.isEmpty()) {
      inTransaction(open.size(), () -> {
        open.forEach(sku -> parts.windows().lookAgain(channel.shop(), location, sku));
        return true;
      });
      open.forEach(sku -> ended.put(sku, new Delivered<>("still moving")));
    }
    return ended;
  }

  /** What became of a call: delivered when those that were asked about go on to the next round. */
  private Map<Sku, Outcome<Boolean>> send(Sending sending, Set<Sku> asked) {
    if (sending.changes().isEmpty()) {
      // Somebody else has settled it meanwhile.
      return Map.of();
    }
    var call = call(sending);
    if (call == null) {
      // It cannot be repeated as it was, so what became of it must be read.
      takeApart(sending, sending.changes().keySet(), 1);
      return all(sending, new Delivered<>(true));
    }
    // An earlier attempt of the same call may have stood and been sold since. After a no, nothing
    // of it is sent under another key, where it would stand a second time.
    boolean again = sending.again() && !unsent.remove(sending.key());
    Set<Sku> unsure = again ? sending.changes().keySet() : Set.of();
    var ending = channel.setAvailable(call);
    var item = call.changes().getFirst().itemId();
    reach.heardOfWork(ending, () -> channel.available(item, remoteLocation));
    return switch (ending) {
      case Delivered<StockCall.Answer>(var said)
      when said.refused().isEmpty() -> {
        inTransaction(sending.changes().size(), () -> decision.stand(sending));
        yield all(sending, new Delivered<>(true));
      }
      case Delivered<StockCall.Answer>(var said) -> refused(sending, unsure, asked, said);
      case Refused<StockCall.Answer>(var reason, var why) -> {
        int size = sending.changes().size();
        if (size == 1) {
          var only = sending.changes().firstEntry().getValue().key();
          yield refused(
              sending,
              unsure,
              asked,
              new StockCall.Answer(Map.of(only, new Refused<StockNumber>(reason, why))));
        }
        // One of them is to blame, and they do not say which.
        takeApart(sending, unsure, (size + 1) / 2);
        yield all(sending, new Delivered<>(true));
      }
      case InDoubt<StockCall.Answer>(var why) -> {
        if (!channel.capabilities().compareAndSet()) {
          inTransaction(sending.changes().size(), () -> reading.unanswered(sending));
        }
        // Otherwise still the shop's until a retry with the same key tells.
        yield all(sending, new InDoubt<>(why));
      }
      case NotSent<StockCall.Answer>(var why, var wait) -> all(sending, new NotSent<>(why, wait));
    };
  }

  /** The call as it is sent each time; null when the shop no longer lists some of it. */
  private @Nullable StockCall call(Sending sending) {
    var items = parts.windows().itemIds(channel.shop(), sending.changes().keySet());
    var changes = new ArrayList<StockChange>();
    sending.changes().forEach((sku, change) -> {
      var item = items.get(sku);
      if (item != null) {
        changes.add(
            new StockChange(change.key(), item, remoteLocation, change.from(), change.to()));
      }
    });
    return changes.size() == sending.changes().size()
        ? new StockCall(sending.key(), remoteLocation, changes)
        : null;
  }

  /**
   * This attempt changed nothing. But what does stand there where they said no? An earlier attempt
   * may have got through, and until the number has been read, the escrow stays.
   */
  private Map<Sku, Outcome<Boolean>> refused(
      Sending sending, Set<Sku> unsure, Set<Sku> asked, StockCall.Answer said) {
    var doubtful = new TreeMap<Sku, Refused<StockNumber>>();
    sending.changes().forEach((sku, change) -> {
      var no = said.refused().get(change.key());
      if (no != null) {
        doubtful.put(sku, no);
      }
    });
    var toLook = new TreeSet<>(doubtful.keySet());
    toLook.addAll(unsure);
    takeApart(sending, Set.copyOf(toLook), channel.capabilities().changesPerCall());
    var outcomes = all(sending, new Delivered<>(true));
    // The others of an old call have deliveries of their own, which look.
    toLook.retainAll(asked);
    if (!toLook.isEmpty()) {
      outcomes.putAll(look(toLook, true));
      doubtful.forEach((sku, no) -> {
        if (no.reason() != Reason.STALE) {
          outcomes.put(sku, no.map(_ -> true));
        }
      });
    }
    return outcomes;
  }

  private void takeApart(Sending sending, Set<Sku> doubtful, int most) {
    unsent.addAll(
        inTransaction(sending.changes().size(), () -> decision.takeApart(sending, doubtful, most)));
  }

  private static Map<Sku, Outcome<Boolean>> all(Sending sending, Outcome<Boolean> outcome) {
    var outcomes = new TreeMap<Sku, Outcome<Boolean>>();
    sending.changes().keySet().forEach(sku -> outcomes.put(sku, outcome));
    return outcomes;
  }

  /** Reads the shop's orders, then its numbers, and squares ours with them. */
  private Map<Sku, Outcome<Boolean>> look(Collection<Sku> skus, boolean newestOrders) {
    var outcomes = new TreeMap<Sku, Outcome<Boolean>>();
    var earliest = parts.clock().instant().minus(newestOrders ? Duration.ZERO : RECENT);
    var read = orders.begunSince(channel.shop(), earliest);
    if (!(read instanceof Delivered<Integer>)) {
      parts.windows().itemIds(channel.shop(), skus).values().stream()
          .findFirst()
          .ifPresent(item -> heard(read, item));
      Outcome<Boolean> unread = read.map(_ -> true);
      skus.forEach(sku -> outcomes.put(sku, unread));
      return outcomes;
    }
    var items = parts.windows().itemIds(channel.shop(), skus);
    var answer = channel.available(items.values(), remoteLocation);
    if (!items.isEmpty()) {
      heard(answer, items.values().iterator().next());
    }
    switch (answer) {
      case Delivered<Map<String, StockNumber>>(var numbers) -> {
        var seen = new TreeMap<Sku, Integer>();
        // Not stocked there yet: nothing is on show, and the first push will change that.
        items.forEach((sku, item) ->
            seen.put(sku, numbers.getOrDefault(item, new StockNumber(0)).available()));
        var again = inTransaction(seen.size(), () -> reading.adopt(seen, newestOrders));
        if (!newestOrders && !again.isEmpty()) {
          // Whoever changed the number may have ordered, or cancelled, after our last reading.
          seen.keySet().removeAll(again);
          outcomes.putAll(look(again, true));
        }
        seen.forEach((sku, number) -> outcomes.put(
            sku,
            again.contains(sku)
                ? new NotSent<>(
                    "the shop shows " + number + "; waiting for the order behind it",
                    ORDER_MAY_COME)
                : new Delivered<>(true)));
      }
      case Refused<Map<String, StockNumber>>(var reason, var why) ->
        skus.forEach(sku -> outcomes.put(sku, new Refused<>(reason, why)));
      case NotSent<Map<String, StockNumber>>(var why, var wait) ->
        skus.forEach(sku -> outcomes.put(sku, new NotSent<>(why, wait)));
      // A question changes nothing, so there is nothing to be in doubt about.
      case InDoubt<Map<String, StockNumber>>(var why) ->
        skus.forEach(sku -> outcomes.put(sku, new NotSent<>(why, null)));
    }
    return outcomes;
  }

  private void heard(Outcome<?> ending, String item) {
    reach.heard(ending, () -> channel.available(item, remoteLocation));
  }

  private void tellGate(Set<Sku> skus) {
    if (skus.isEmpty()) {
      return;
    }
    var shelves = new TreeSet<Sku>();
    var bundles = parts.bundles().now(skus);
    for (var sku : skus) {
      var bundle = bundles.get(sku);
      shelves.addAll(bundle == null ? Set.of(sku) : bundle.parts().keySet());
    }
    parts.gate().decided(location, List.of(), parts.ledger().free(location, shelves));
  }

  private <T> T inTransaction(int windows, Supplier<T> work) {
    return Objects.requireNonNull(parts.tx().execute(_ -> {
      parts.windows().expect(windows);
      return work.get();
    }));
  }
}
