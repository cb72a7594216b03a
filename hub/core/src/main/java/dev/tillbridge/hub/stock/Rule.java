package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the merchant's policies say about one SKU at one location in one channel.
 *
 * @param builtIn he has said nothing that bears on this channel: the built-in boundary holds
 * @param excluded the channel sells nothing from here
 * @param safety by SKU, for each part; never offered to any channel
 * @param buffer of the channel
 * @param threshold kept back over all the channel's locations together
 */
record Rule(
    boolean builtIn,
    boolean excluded,
    Map<Sku, Integer> safety,
    @Nullable Buffer buffer,
    int threshold) {

  /** When nothing was said. */
  static final Rule BUILT_IN = new Rule(true, false, Map.of(), null, 0);

  Rule {
    safety = Map.copyOf(safety);
  }

  /**
   * How many units of each part stay on the shelf.
   *
   * @param there units that are promised to nobody, on show in shops or not
   */
  Map<Sku, Integer> kept(Contents contents, Map<Sku, Integer> there) {
    boolean scarce = contents.whole(there) < Boundary.KEPT_SHARE;
    var kept = new TreeMap<Sku, Integer>();
    for (Sku part : contents.parts().keySet()) {
      int units = there.getOrDefault(part, 0);
      kept.put(
          part,
          builtIn
              ? Boundary.kept(units, scarce)
              : safety.getOrDefault(part, 0) + (buffer == null ? 0 : buffer.of(units)));
    }
    return kept;
  }

  /** How many pieces the channel may be promised of what is there. */
  int offers(Contents contents, Map<Sku, Integer> there) {
    return excluded ? 0 : contents.whole(Units.minus(there, kept(contents, there)));
  }
}
