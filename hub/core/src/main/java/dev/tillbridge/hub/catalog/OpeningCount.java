package dev.tillbridge.hub.catalog;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.UUID;

/** Where an import reports the first count of a SKU; the stock keeper decides whether it is one. */
@FunctionalInterface
public interface OpeningCount {

  /**
   * Sets the first count.
   *
   * @param quantity units, above zero
   * @return false when the SKU has moved there before: then the ledger knows better
   */
  boolean setOpening(UUID importId, LocationId location, Sku sku, int quantity);
}
