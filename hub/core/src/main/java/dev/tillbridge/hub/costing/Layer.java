package dev.tillbridge.hub.costing;

import java.time.LocalDate;

/** Units that came together, and what is left of them. */
final class Layer {

  final long id;
  final String sku;
  final String cause;
  final String causeId;
  final LocalDate day;
  final boolean known;
  int units;
  long cost;
  int leftUnits;
  long leftCost;
  boolean changed = true;

  Layer(
      long id,
      String sku,
      String cause,
      String causeId,
      LocalDate day,
      int units,
      long cost,
      boolean known) {
    this.id = id;
    this.sku = sku;
    this.cause = cause;
    this.causeId = causeId;
    this.day = day;
    this.known = known;
    this.units = units;
    this.cost = cost;
    this.leftUnits = units;
    this.leftCost = cost;
  }

  /** So many go; what they cost. */
  long take(int taken) {
    long part = Share.of(leftCost, taken, leftUnits);
    changed = true;
    leftUnits -= taken;
    leftCost -= part;
    return part;
  }

  /** Everything that is left of it is with another layer from now on. */
  void empty() {
    changed = true;
    leftUnits = 0;
    leftCost = 0;
  }

  void give(int given, long worth) {
    changed = true;
    leftUnits = Math.addExact(leftUnits, given);
    leftCost = Math.addExact(leftCost, worth);
  }
}
