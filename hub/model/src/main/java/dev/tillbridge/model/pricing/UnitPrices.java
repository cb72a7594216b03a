package dev.tillbridge.model.pricing;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one unit costs before discounts: the price lists, else the catalogue. */
final class UnitPrices {

  /** A price and the list that says so. */
  record Found(PriceList list, PriceList.Entry entry) {
    private static final Comparator<Found> BEST_LAST = Comparator.<Found>comparingInt(
            f -> f.list().priority())
        // Within one list the largest quantity that is reached; between lists the lowest price.
        .thenComparing(Found::byEntry)
        .thenComparing(f -> f.list().id(), Comparator.reverseOrder());

    private static int byEntry(Found a, Found b) {
      int byFrom = a.list().id().equals(b.list().id())
          ? Integer.compare(a.entry().from(), b.entry().from())
          : 0;
      return byFrom != 0 ? byFrom : Long.compare(b.entry().price(), a.entry().price());
    }
  }

  private final Map<String, Found> found = new HashMap<>();

  UnitPrices(List<PriceList> lists, Basket basket) {
    Map<String, Long> units = new HashMap<>();
    basket.lines().forEach(l -> units.merge(l.sku(), (long) l.quantity(), Long::sum));
    for (var list : lists) {
      if (!list.validity().holds(basket.moment(), basket.groups())) {
        continue;
      }
      Map<String, Found> here = new HashMap<>();
      for (var entry : list.prices()) {
        var bought = units.get(entry.sku());
        if (bought != null && bought >= entry.from()) {
          here.merge(entry.sku(), new Found(list, entry), UnitPrices::better);
        }
      }
      here.forEach((sku, one) -> found.merge(sku, one, UnitPrices::better));
    }
  }

  private static Found better(Found a, Found b) {
    return Found.BEST_LAST.compare(a, b) >= 0 ? a : b;
  }

  /** What a list says of it, or null when the catalogue's price holds. */
  @Nullable
  Found of(String sku) {
    return found.get(sku);
  }
}
