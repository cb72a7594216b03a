package dev.tillbridge.hub.costing;

import java.math.BigInteger;

/** Divides amounts without losing a part of one. */
final class Share {

  private Share() {}

  /** So many units' part of what all of them cost, half a smallest unit upwards; all of it for all. */
  static long of(long cost, long units, long all) {
    if (units < 0 || units > all || all <= 0) {
      throw new IllegalArgumentException(units + " of " + all);
    }
    // Units times cost may need more than 64 bits.
    var twice = BigInteger.valueOf(cost).multiply(BigInteger.valueOf(units)).shiftLeft(1);
    return twice
        .add(BigInteger.valueOf(all))
        .divide(BigInteger.valueOf(all).shiftLeft(1))
        .longValueExact();
  }
}
