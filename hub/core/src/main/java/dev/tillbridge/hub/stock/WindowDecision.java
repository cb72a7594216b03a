package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.OpenWindows.Behind;
import dev.tillbridge.hub.stock.ShopWindowStore.Pending;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.ShopChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Decides about the windows of one shop at one location, each by its own stock, and groups what is
 * to be sent. Every method is one part of the caller's transaction, and the one part that touches
 * these windows.
 */
final class WindowDecision {

  /**
   * Changes that travel in one call.
   *
   * @param changes all that are in the call, also those of windows nobody asked about now: a call is
   *     repeated as it was
   * @param again whether it has been sent before, and nobody knows what became of it
   */
  record Sending(UUID key, SortedMap<Sku, Pending> changes, boolean again) {}

  /**
   * What is to be done about some windows.
   *
   * @param still those that show what they shall, and what that is
   * @param look those whose number we do not know: it was never read, or it was not what we thought
   * @param newestOrders the shop's orders must be read from now on; else a recent reading will do
   */
  record Plan(
      Map<Sku, Integer> still, SortedSet<Sku> look, boolean newestOrders, List<Sending> sendings) {}

  private final StockParts parts;
  private final ShopWindowStore windows;
  private final PublishRules rules;
  private final Offers offers;
  private final ShopPlaces places;
  private final Supplier<UUID> ids;
  private final ShopChannel channel;
  private final LocationId location;
  private final WindowReading reading;

  WindowDecision(
      StockParts parts,
      ShopPlaces places,
      ShopChannel channel,
      LocationId location,
      WindowReading reading) {
    this.parts = parts;
    this.windows = parts.windows();
    this.rules = parts.rules();
    this.offers = new Offers(windows, rules);
    this.places = places;
    this.ids = parts.ids();
    this.channel = channel;
    this.location = location;
    this.reading = reading;
  }

  private String shop() {
    return channel.shop();
  }

  private OpenWindows enter(Collection<Sku> skus) {
    return OpenWindows.enter(parts, shop(), location, skus);
  }

  /**
   * What to do about each of them; changes that are to be sent are on record afterwards.
   *
   * @param looked those whose number has just been read; where numbers cannot be compared, no other
   *     is decided about, because our last number may have overwritten an order
   */
  Plan decide(Collection<Sku> skus, Set<Sku> looked) {
    var open = enter(skus);
    var said = rules.ofEach(shop(), location, open.contents());
    var pooled = reading.pooled(skus);
    var still = new TreeMap<Sku, Integer>();
    var look = new TreeSet<Sku>();
    boolean newestOrders = false;
    var fresh = new TreeMap<Sku, Pending>();
    var again = new LinkedHashMap<UUID, SortedMap<Sku, Pending>>();
    for (var sku : new TreeSet<>(skus)) {
      var behind = open.behind(sku);
      var window = behind.window();
      var pending = window.pending();
      Integer shown = window.shown();
      if (pending != null && !compares()) {
        WindowReading.unanswered(open, sku, pending);
        look.add(sku);
        newestOrders = true;
        continue;
      }
      if (pending != null) {
        again.computeIfAbsent(pending.sentAs(), _ -> new TreeMap<>()).put(sku, pending);
        continue;
      }
      if (shown == null || window.drifts() > 0) {
        look.add(sku);
        newestOrders |= shown != null;
        continue;
      }
      if (!compares() && !looked.contains(sku)) {
        look.add(sku);
        continue;
      }
      boolean pools = pooled.contains(sku);
      var change = ids.get();
      if (pools) {
        open.comeBack(sku, behind.beyond(0), change);
      } else if (!behind.beyond(shown).isEmpty()) {
        // Units that an order may yet need, for example by an older definition of the bundle.
        look.add(sku);
        newestOrders = true;
        continue;
      }
      int target = target(behind, Objects.requireNonNull(said.get(sku)), open.there(), pools);
      if (!pools) {
        open.carveOut(sku, behind, target, change);
      }
      if (target == shown || (target == 0 && shown < 0)) {
        still.put(sku, shown);
      } else {
        fresh.put(sku, new Pending(change, shown, target, null));
      }
    }
    var sendings = new ArrayList<Sending>();
    again.forEach((call, changes) -> sendings.add(whole(call, changes)));
    grouped(fresh, channel.capabilities().changesPerCall()).forEach(sending -> {
      sending.changes().forEach(open::send);
      sendings.add(sending);
    });
    open.write();
    return new Plan(still, look, newestOrders, sendings);
  }

  /** A call is always repeated with everything that was in it. */
  private Sending whole(UUID call, SortedMap<Sku, Pending> changes) {
    return changes.values().stream().allMatch(change -> change.call() == null)
        ? new Sending(call, changes, true)
        : new Sending(call, new TreeMap<>(windows.inCall(shop(), location, call)), true);
  }

  private List<Sending> grouped(SortedMap<Sku, Pending> changes, int most) {
    var sendings = new ArrayList<Sending>();
    var rest = new ArrayList<>(changes.entrySet());
    for (int from = 0; from < rest.size(); from += most) {
      var some = rest.subList(from, Math.min(rest.size(), from + most));
      // Alone, a change travels under its own key.
      var call = some.size() == 1 ? null : ids.get();
      var group = new TreeMap<Sku, Pending>();
      some.forEach(one -> group.put(one.getKey(), one.getValue().in(call)));
      sendings.add(
          new Sending(call == null ? group.firstEntry().getValue().key() : call, group, false));
    }
    return sendings;
  }

  private int target(Behind behind, Rule rule, Map<Sku, Integer> thereOfAll, boolean pooled) {
    var contents = behind.contents();
    // Only what stands behind the shop's number can be counted on to come back.
    var back = behind.window().escrow();
    var free = pooled ? Units.plus(behind.free(), back) : behind.free();
    Map<Sku, Integer> own = pooled
        ? Map.of()
        : contents.times(Math.min(
            behind.backed(),
            Math.max(0, Objects.requireNonNullElse(behind.window().shown(), 0))));
    var there = new TreeMap<Sku, Integer>();
    contents.parts().keySet().forEach(part -> {
      var units = thereOfAll.get(part);
      if (units != null) {
        there.put(part, units);
      }
    });
    int wanted = pooled ? 0 : behind.window().wanted();
    int target = Boundary.shows(rule, contents, free, own, there, wanted);
    if (rule.threshold() == 0) {
      return target;
    }
    int offered = rule.offers(contents, there);
    int borne = offers.thresholdAt(
        shop(), places.locations(shop()), location, contents, rule.threshold(), offered);
    return Math.min(target, offered - borne);
  }

  private boolean compares() {
    return channel.capabilities().compareAndSet();
  }

  /** These changes stand: what the shop does not show any more comes back. */
  boolean stand(Sending sending) {
    var open = enter(sending.changes().keySet());
    sending.changes().forEach((sku, change) -> {
      var behind = open.behind(sku);
      if (isPending(behind, change)) {
        int moved = change.to() - change.from();
        int shown = Objects.requireNonNull(behind.window().shown(), "was read before") + moved;
        open.settle(sku, moved);
        open.comeBack(sku, behind.beyond(shown), change.key());
      }
    });
    open.write();
    return true;
  }

  /**
   * None of these changes stands, as far as this attempt goes. Of the doubtful ones nothing is
   * decided on what we believed until their numbers have been read; the others go in new calls.
   *
   * @param most changes in one of the new calls
   * @return the keys of the new calls
   */
  Set<UUID> takeApart(Sending sending, Set<Sku> doubtful, int most) {
    var open = enter(sending.changes().keySet());
    var others = new TreeMap<Sku, Pending>();
    sending.changes().forEach((sku, change) -> {
      if (!isPending(open.behind(sku), change)) {
        return;
      }
      if (doubtful.contains(sku)) {
        open.settle(sku, 0);
        open.drifted(sku);
      } else {
        others.put(sku, change);
      }
    });
    var keys = new HashSet<UUID>();
    for (var group : grouped(others, most)) {
      group.changes().forEach(open::send);
      keys.add(group.key());
    }
    open.write();
    return keys;
  }

  static boolean isPending(Behind behind, Pending change) {
    var pending = behind.window().pending();
    return pending != null
        && pending.key().equals(change.key())
        && pending.sentAs().equals(change.sentAs());
  }
}
