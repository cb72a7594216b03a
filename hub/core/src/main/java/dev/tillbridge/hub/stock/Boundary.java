package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import java.util.Map;

/**
 * How many pieces a shop shows and how many units are kept back for the till. Without a policy of
 * the merchant the units kept back shrink to none as stock grows scarce, so that the shop can show
 * the last one; a till that wants it takes it back while the customer waits.
 */
final class Boundary {

  /** With deep stock, so many cover the customers of the next moments without a call. */
  static final int KEPT_MOST = 3;

  /** One unit in so many is kept back. */
  static final int KEPT_SHARE = 5;

  private Boundary() {}

  /** What is kept back by itself of so many units; none of what is scarce. */
  static int kept(int there, boolean scarce) {
    return scarce ? 0 : Math.clamp(there / KEPT_SHARE, 0, KEPT_MOST);
  }

  /**
   * What the shop shall show. All shops and bundles on a shelf see the same units as there, so they
   * keep back the same and do not take units from each other in turn.
   *
   * @param free units that nobody has a claim on; below zero after a forced sale
   * @param backed units carved out behind what the shop shows now
   * @param there free units and those carved out for any shop
   * @param wanted pieces that customers at the till are waiting for
   * @return zero or more
   */
  static int shows(
      Rule rule,
      Contents contents,
      Map<Sku, Integer> free,
      Map<Sku, Integer> backed,
      Map<Sku, Integer> there,
      int wanted) {
    if (rule.excluded()) {
      return 0;
    }
    var both = Units.plus(free, backed);
    int beyondKept = contents.whole(Units.minus(both, rule.kept(contents, there)));
    return Math.max(0, Math.min(beyondKept, contents.whole(both) - wanted));
  }
}
