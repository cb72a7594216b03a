package dev.tillbridge.hub.costing;

import org.jspecify.annotations.Nullable;

/** Units that went, from a layer, or from none as long as they were sold before they came. */
final class Use {

  final long id;
  final String sku;
  final String cause;
  final String causeId;
  final @Nullable Layer layer;
  int units;
  long cost;
  int backUnits;
  long backCost;
  boolean changed = true;

  Use(
      long id,
      String sku,
      String cause,
      String causeId,
      @Nullable Layer layer,
      int units,
      long cost) {
    this.id = id;
    this.sku = sku;
    this.cause = cause;
    this.causeId = causeId;
    this.layer = layer;
    this.units = units;
    this.cost = cost;
  }

  /** How many of them are still gone. */
  int gone() {
    return units - backUnits;
  }

  /** What those cost. */
  long goneCost() {
    return cost - backCost;
  }

  /** So many come back; what they had cost. */
  long back(int came) {
    long part = Share.of(goneCost(), came, gone());
    changed = true;
    backUnits += came;
    backCost += part;
    return part;
  }

  /** So many have come after all, and are accounted for by another use; what was assumed of them. */
  long settle(int came) {
    long part = Share.of(goneCost(), came, gone());
    changed = true;
    units -= came;
    cost -= part;
    return part;
  }
}
