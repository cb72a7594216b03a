package dev.tillbridge.model.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;

/**
 * The units of one SKU at one location, by what is known about them. All counts are units.
 *
 * @param onHand physically there, as counted by the ledger
 * @param held promised to carts, parked sales and pick-ups
 * @param committed sold, not yet gone
 * @param escrowed carved out for sellers who do not ask first: offline registers and outside shops
 * @param published the part of escrowed that outside shops show
 * @param suspense of unknown fate; not sellable
 * @param damaged lies there but cannot be sold; not part of on hand
 * @param inTransit on its way here; not part of on hand
 * @param version grows with every change of this row; a later state has the higher version
 */
public record StockLevel(
    LocationId location,
    Sku sku,
    int onHand,
    int held,
    int committed,
    int escrowed,
    int published,
    int suspense,
    int damaged,
    int inTransit,
    long version) {

  /** What may be promised now. Negative only after a recorded physical truth (a forced sale). */
  public int free() {
    return onHand - held - committed - escrowed - suspense;
  }

  /** What may be promised now, as it is shown: never below zero. */
  public int available() {
    return Math.max(0, free());
  }

  /** Units that were promised or sold beyond what is there; zero as a rule. */
  public int missing() {
    return Math.max(0, -free());
  }
}
