package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import java.util.SortedMap;

/** So many pieces of a SKU, and what one of them takes from the shelf. */
public record Pieces(Contents contents, int quantity) {

  /** What they are pieces of. */
  public Sku sku() {
    return contents.sku();
  }

  /** The units in all of them. */
  public SortedMap<Sku, Integer> units() {
    return contents.times(quantity);
  }
}
