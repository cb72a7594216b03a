package dev.tillbridge.hub.stock;

/**
 * How many units a shop shows and how many are kept back for the till. The units kept back shrink
 * to none as stock grows scarce, so that the shop can show the last one; a till that wants it takes
 * it back while the customer waits.
 */
final class Boundary {

  /** With deep stock, so many cover the customers of the next moments without a call. */
  static final int KEPT_MOST = 3;

  /** One unit in so many is kept back. */
  static final int KEPT_SHARE = 5;

  private Boundary() {}

  /**
   * What the shop shall show.
   *
   * @param free units that nobody has a claim on; below zero after a forced sale
   * @param backed units the shop shows now with escrow behind them
   * @param wanted units that customers at the till are waiting for
   * @return zero or more
   */
  static int shows(int free, int backed, int wanted) {
    int both = free + backed;
    int kept = Math.clamp(both / KEPT_SHARE, 0, KEPT_MOST);
    return Math.max(0, both - Math.max(kept, wanted));
  }
}
