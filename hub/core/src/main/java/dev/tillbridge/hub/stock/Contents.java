package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one piece of a SKU takes from the shelf: itself, or the parts of a bundle.
 *
 * @param version of the bundle's definition; zero for what is no bundle
 * @param parts units per piece, at least one SKU
 */
public record Contents(Sku sku, int version, SortedMap<Sku, Integer> parts) {

  public Contents {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  /** Of a SKU that lies on the shelf as it is sold. */
  public static Contents itself(Sku sku) {
    return new Contents(sku, 0, new TreeMap<>(Map.of(sku, 1)));
  }

  /** False for what lies on the shelf as it is sold. */
  public boolean isBundle() {
    return version > 0;
  }

  /** The units in so many pieces. */
  public SortedMap<Sku, Integer> times(int pieces) {
    var units = new TreeMap<Sku, Integer>();
    parts.forEach((part, each) -> units.put(part, Math.multiplyExact(each, pieces)));
    return units;
  }

  /** How many whole pieces these units make up; never below zero. */
  public int whole(Map<Sku, Integer> units) {
    int whole = Integer.MAX_VALUE;
    for (var part : parts.entrySet()) {
      whole = Math.min(whole, Math.floorDiv(units.getOrDefault(part.getKey(), 0), part.getValue()));
    }
    return Math.max(0, whole);
  }
}
