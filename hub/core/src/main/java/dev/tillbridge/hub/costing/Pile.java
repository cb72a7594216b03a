package dev.tillbridge.hub.costing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * All units of one SKU, wherever they are: what came, what went, and what went before it came. Plain
 * arithmetic; whoever calls keeps what changed.
 */
final class Pile {

  /**
   * What a movement was worth.
   *
   * @param worth of the units that moved, never below zero
   * @param more what had been assumed too little of units that were sold before they came
   * @param found what units turn out to be worth that came before without anybody saying so
   * @param opened the same of units that were there at the beginning
   */
  record Worth(long worth, long more, long found, long opened) {

    Worth(long worth, long more) {
      this(worth, more, 0, 0);
    }
  }

  private final String sku;
  private final List<Layer> layers;
  private final List<Use> shorts;
  private final LongSupplier ids;
  private final Map<Long, Layer> known = new TreeMap<>();
  private final Map<Long, Use> uses = new TreeMap<>();
  private long lastCost;

  /**
   * A pile.
   *
   * @param layers at least those of which something is left, and those of the uses
   * @param uses at least what went before it came
   * @param ids for new layers and uses, rising
   */
  Pile(
      String sku, Collection<Layer> layers, Collection<Use> uses, long lastCost, LongSupplier ids) {
    this.sku = sku;
    this.lastCost = lastCost;
    this.ids = ids;
    layers.forEach(layer -> known.put(layer.id, layer));
    uses.forEach(use -> this.uses.put(use.id, use));
    this.layers = known.values().stream()
        .filter(layer -> layer.leftUnits > 0)
        .collect(Collectors.toCollection(ArrayList::new));
    this.shorts = this.uses.values().stream()
        .filter(use -> use.layer == null && use.gone() > 0)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** What one unit cost last. */
  long lastCost() {
    return lastCost;
  }

  /** All that it knows, in the order in which they came. */
  Collection<Layer> layers() {
    return known.values();
  }

  /** All that it knows, in the order in which they went. */
  Collection<Use> uses() {
    return uses.values();
  }

  /** Everything that is left, less what went before it came. */
  long value() {
    return layers.stream().mapToLong(layer -> layer.leftCost).sum()
        - shorts.stream().mapToLong(Use::goneCost).sum();
  }

  /** Units went. What is not there costs what the last ones did, until it comes. */
  Worth out(CostMethod method, Movement movement) {
    arrange(method);
    int wanted = -movement.units();
    long cost = 0;
    for (var layer : List.copyOf(layers)) {
      int taken = Math.min(wanted, layer.leftUnits);
      if (taken > 0) {
        long part = layer.take(taken);
        use(movement, layer, taken, part);
        cost = Math.addExact(cost, part);
        wanted -= taken;
      }
    }
    if (wanted > 0) {
      long assumed = Math.multiplyExact(lastCost, (long) wanted);
      var early = new Use(
          ids.getAsLong(), sku, movement.cause(), movement.causeId(), null, wanted, assumed);
      uses.put(early.id, early);
      shorts.add(early);
      cost = Math.addExact(cost, assumed);
    }
    return new Worth(cost, 0);
  }

  /** Units came, for what one of them cost; or for what the last ones did, when nobody knows. */
  Worth in(CostMethod method, Movement movement) {
    var told = movement.unitCost();
    long each = told == null ? lastCost : told;
    long cost = Math.multiplyExact(each, (long) movement.units());
    lastCost = each;
    long opened = found(each, true);
    long found = found(each, false);
    var layer = layer(movement, movement.units(), cost, told != null);
    long more = cover(layer);
    arrange(method);
    return new Worth(cost, more, found, opened);
  }

  /** What is left of units that came for nothing, because nobody knew, costs as much as these. */
  private long found(long each, boolean atTheBeginning) {
    long sum = 0;
    for (var layer : layers) {
      if (!layer.known && layer.leftCost == 0 && layer.cause.equals("OPENING") == atTheBeginning) {
        long worth = Math.multiplyExact(each, (long) layer.leftUnits);
        layer.give(0, worth);
        sum = Math.addExact(sum, worth);
      }
    }
    return sum;
  }

  /**
   * Units of a customer's came back, for what they had cost: those that went last come back first.
   * First those of the sale that they came back of, if it is known.
   */
  Worth back(CostMethod method, Movement movement) {
    int came = movement.units();
    long worth = 0;
    long more = 0;
    for (var use : sold(movement)) {
      int of = Math.min(came, use.gone());
      if (of == 0) {
        continue;
      }
      long part = use.back(of);
      came -= of;
      worth = Math.addExact(worth, part);
      var layer = use.layer;
      if (layer != null) {
        layer.give(of, part);
        if (!layers.contains(layer)) {
          layers.add(layer);
        }
        more = Math.addExact(more, cover(layer));
      }
    }
    if (came > 0) {
      long rest = Math.multiplyExact(lastCost, (long) came);
      worth = Math.addExact(worth, rest);
      more = Math.addExact(more, cover(layer(movement, came, rest, false)));
    }
    arrange(method);
    return new Worth(worth, more);
  }

  private List<Use> sold(Movement movement) {
    var sale = String.valueOf(movement.sale());
    return uses.values().stream()
        .filter(use -> use.gone() > 0 && Movement.isSold(use.cause))
        .sorted(Comparator.<Use, Boolean>comparing(use -> !use.causeId.equals(sale))
            .thenComparing(Comparator.<Use>comparingLong(use -> use.id).reversed()))
        .toList();
  }

  private Layer layer(Movement movement, int units, long cost, boolean known) {
    var layer = new Layer(
        ids.getAsLong(),
        sku,
        movement.cause(),
        movement.causeId(),
        movement.day(),
        units,
        cost,
        known);
    layers.add(layer);
    this.known.put(layer.id, layer);
    return layer;
  }

  private void use(Movement movement, Layer layer, int units, long cost) {
    var use =
        new Use(ids.getAsLong(), sku, movement.cause(), movement.causeId(), layer, units, cost);
    uses.put(use.id, use);
  }

  /** Gives to what went before it came; how much more that costs than was assumed. */
  private long cover(Layer layer) {
    long more = 0;
    for (var early : shorts) {
      int of = Math.min(early.gone(), layer.leftUnits);
      if (of > 0) {
        long assumed = early.settle(of);
        long cost = layer.take(of);
        var real = new Use(ids.getAsLong(), sku, early.cause, early.causeId, layer, of, cost);
        uses.put(real.id, real);
        more = Math.addExact(more, cost - assumed);
      }
    }
    shorts.removeIf(early -> early.gone() == 0);
    return more;
  }

  /** In their order; for the average all in one. */
  private void arrange(CostMethod method) {
    layers.removeIf(layer -> layer.leftUnits == 0);
    layers.sort(Comparator.comparingLong(layer -> layer.id));
    if (method == CostMethod.AVERAGE && layers.size() > 1) {
      var all = layers.getFirst();
      for (var other : List.copyOf(layers.subList(1, layers.size()))) {
        all.give(other.leftUnits, other.leftCost);
        other.empty();
      }
      layers.removeIf(layer -> layer.leftUnits == 0);
    }
  }
}
