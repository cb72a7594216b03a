package dev.tillbridge.model.pricing;

/**
 * Units of one line that were treated alike so far.
 *
 * @param line its place in the sorted basket
 * @param left what they still cost together
 * @param touched true when a promotion needed them
 * @param alone true when no other promotion may have them any more
 */
record Run(int line, int count, long left, boolean touched, boolean alone) {

  /** Dearest unit first. */
  static int dearest(Run a, Run b) {
    return Whole.compareProducts(b.left, a.count, a.left, b.count);
  }
}
