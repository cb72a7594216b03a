package dev.tillbridge.model.pricing;

import java.math.BigInteger;

/** Sums with whole numbers that are never negative; products may need more than 64 bits. */
final class Whole {

  static final int MILLION = 1_000_000;

  private Whole() {}

  /** So many millionths of the amount, half a unit up. */
  static long share(long amount, int ppm) {
    return divide(amount, ppm, MILLION / 2, MILLION);
  }

  /** The amount times part over whole, rounded down. */
  static long part(long amount, long part, long whole) {
    return part == whole ? amount : divide(amount, part, 0, whole);
  }

  /**
   * Splits in proportion to the weights, of which the amount is not more than the sum. Each part is
   * its fair share to within a unit, none is above its weight, and none is lost.
   */
  static long[] spread(long amount, long[] weights) {
    long whole = 0;
    for (long weight : weights) {
      whole = Math.addExact(whole, weight);
    }
    var parts = new long[weights.length];
    long weightSoFar = 0;
    long amountSoFar = 0;
    for (int i = 0; i < weights.length && amount > 0; i++) {
      weightSoFar += weights[i];
      // Rounding the running total up, not each part, is what keeps the sum exact.
      long upTo = divide(amount, weightSoFar, whole - 1, whole);
      parts[i] = upTo - amountSoFar;
      amountSoFar = upTo;
    }
    return parts;
  }

  /** As {@link Long#compare}, of a times b with c times d. */
  static int compareProducts(long a, long b, long c, long d) {
    int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
    return high == 0 ? Long.compareUnsigned(a * b, c * d) : high;
  }

  private static long divide(long amount, long by, long plus, long whole) {
    long product = amount * by;
    if (Math.multiplyHigh(amount, by) == 0 && product >= 0 && product + plus >= 0) {
      return (product + plus) / whole;
    }
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(by))
        .add(BigInteger.valueOf(plus))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }
}
