package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import java.util.Map;
import java.util.TreeMap;

/** Sums of units by SKU; a SKU that is absent has none. */
final class Units {

  private Units() {}

  static Map<Sku, Integer> plus(Map<Sku, Integer> some, Map<Sku, Integer> others) {
    var sums = new TreeMap<>(some);
    others.forEach((sku, units) -> sums.merge(sku, units, Integer::sum));
    return sums;
  }

  static Map<Sku, Integer> minus(Map<Sku, Integer> some, Map<Sku, Integer> others) {
    var sums = new TreeMap<>(some);
    others.forEach((sku, units) -> sums.merge(sku, -units, Integer::sum));
    return sums;
  }

  /** What the first has more of than the second; SKUs without an excess are absent. */
  static Map<Sku, Integer> beyond(Map<Sku, Integer> some, Map<Sku, Integer> limit) {
    var more = new TreeMap<Sku, Integer>();
    some.forEach((sku, units) -> {
      int excess = units - limit.getOrDefault(sku, 0);
      if (excess > 0) {
        more.put(sku, excess);
      }
    });
    return more;
  }
}
