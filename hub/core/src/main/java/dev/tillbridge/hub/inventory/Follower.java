package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;

/**
 * Follows the units of a SKU wherever they move, in its own way of tracking. Whoever names the wrong
 * units is told so in the faults; nothing stands then, because the caller ends the transaction. Joins
 * the caller's transaction, in which the stock rows are locked.
 */
interface Follower {

  /** The sender's name for the serial numbers of a line. */
  String SERIALS = "serials";

  /**
   * Units that move together.
   *
   * @param field the sender's name for the line, for example {@code lines[0]}
   * @param missing those of which it became clear that they will not arrive
   * @param damagedPart the sender's name for the serial numbers of the damaged ones
   */
  record Units(
      String field,
      Sku sku,
      int good,
      int damaged,
      int missing,
      Named named,
      String damagedPart,
      Why why,
      Faults faults) {

    /** Units that can be sold. */
    static Units good(String field, Sku sku, int units, Named named, Why why, Faults faults) {
      return new Units(field, sku, units, 0, 0, named, SERIALS, why, faults);
    }

    /** Units that cannot be sold. */
    static Units damaged(String field, Sku sku, int units, Named named, Why why, Faults faults) {
      return new Units(field, sku, 0, units, 0, named, SERIALS, why, faults);
    }

    /** Units of each sort in one line. */
    static Units mixed(
        String field,
        Sku sku,
        int good,
        int damaged,
        int missing,
        Named named,
        Why why,
        Faults faults) {
      return new Units(field, sku, good, damaged, missing, named, "damagedSerials", why, faults);
    }

    void require(boolean condition, String part, String reason) {
      faults.require(condition, field.isEmpty() ? part : field + "." + part, reason);
    }
  }

  /** Units come in from outside. */
  void arrive(Units units, LocationId at);

  /** Units leave the shelf for another location. */
  void ship(Units units, LocationId from, LocationId to);

  /** Units that were shipped arrive, or are missing. */
  void land(Units units, LocationId at);

  /** Sold units come back; the sale is the origin. */
  void comeBack(Units units, LocationId at);

  /** Units are damaged, repaired or written off where they are. */
  void turn(Units units, LocationId at, DamageKind kind);
}
