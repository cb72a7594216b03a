package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.PromiseStore.Locked;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Units that leave an order's commitment, taken from where they are: from the order's own shelf
 * first, then from where a person has moved them, or put something in their place. What is not
 * there any more was called off here before, and is passed over.
 */
final class ReleasedUnits {

  /** One line of the ledger; they are written in this order: first what was added. */
  record LedgerLine(Cause cause, Sku sku) implements Comparable<LedgerLine> {
    private static final List<Cause> ORDER =
        List.of(Cause.SHOP_ORDER, Cause.REVERSAL, Cause.FULFILMENT, Cause.RETURN);

    @Override
    public int compareTo(LedgerLine other) {
      int bySku = sku.compareTo(other.sku);
      return bySku != 0 ? bySku : Integer.compare(ORDER.indexOf(cause), ORDER.indexOf(other.cause));
    }
  }

  private final PromiseStore promises;
  private final UUID cause;
  private final Instant at;
  private final List<Locked> places = new ArrayList<>();
  private final Map<UUID, SortedMap<Sku, Integer>> left = new HashMap<>();
  private final SortedMap<LocationId, Map<LedgerLine, Delta>> effects = new TreeMap<>();
  private int notes;

  ReleasedUnits(PromiseStore promises, Locked whole, List<Locked> parts, UUID cause, Instant at) {
    this.promises = promises;
    this.cause = cause;
    this.at = at;
    places.add(whole);
    places.addAll(parts);
    for (var place : places) {
      var lines = new TreeMap<Sku, Integer>();
      OrderChanges.open(place)
          .forEach(line -> lines.merge(line.sku(), line.quantity(), Integer::sum));
      left.put(place.id(), lines);
    }
  }

  /** What is left, by the SKU that was ordered. */
  SortedMap<Sku, Integer> left() {
    var all = new TreeMap<Sku, Integer>();
    for (var place : places) {
      lines(place).forEach((sku, units) -> all.merge(ordered(place, sku), units, Integer::sum));
    }
    return all;
  }

  /** They have left the shelf. */
  SortedMap<Sku, Integer> gone(Map<Sku, Integer> units) {
    return take(units, Cause.FULFILMENT, PromiseStore.Change.SENT, -1);
  }

  /** They stay on the shelf, and nobody has ordered them. */
  SortedMap<Sku, Integer> back(Map<Sku, Integer> units) {
    return take(units, Cause.REVERSAL, PromiseStore.Change.TAKEN_OFF, 0);
  }

  /** What that does, by location in the order of locks. */
  SortedMap<LocationId, Map<LedgerLine, Delta>> effects() {
    return effects;
  }

  private SortedMap<Sku, Integer> take(
      Map<Sku, Integer> units, Cause why, PromiseStore.Change what, int onHand) {
    var taken = new TreeMap<Sku, Integer>();
    units.forEach((ordered, wanted) -> {
      int open = wanted;
      for (var place : places) {
        for (var sku : List.copyOf(lines(place).keySet())) {
          int there = ordered(place, sku).equals(ordered) ? lines(place).getOrDefault(sku, 0) : 0;
          int some = Math.min(open, there);
          if (some > 0) {
            take(place, sku, some, why, what, onHand);
            taken.merge(ordered, some, Integer::sum);
            open -= some;
          }
        }
      }
    });
    return taken;
  }

  private void take(
      Locked place, Sku sku, int some, Cause why, PromiseStore.Change what, int onHand) {
    lines(place).computeIfPresent(sku, (_, units) -> units == some ? null : units - some);
    promises.shrink(place.id(), sku, some);
    promises.note(id(what, place, sku), place.id(), sku, some, what, at);
    var location = place.location();
    if (location == null) {
      throw new IllegalStateException("hold " + place.id() + " is nowhere");
    }
    effects
        .computeIfAbsent(location, _ -> new TreeMap<>())
        .merge(new LedgerLine(why, sku), new Delta(some * onHand, 0, -some, 0, 0), Delta::plus);
  }

  private UUID id(PromiseStore.Change what, Locked place, Sku sku) {
    var name = cause + ":" + what + ":" + place.id() + ":" + sku + ":" + notes++;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private SortedMap<Sku, Integer> lines(Locked place) {
    return left.getOrDefault(place.id(), new TreeMap<>());
  }

  private static Sku ordered(Locked place, Sku sku) {
    var insteadOf = place.insteadOf();
    return insteadOf == null ? sku : insteadOf;
  }
}
