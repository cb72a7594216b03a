package dev.tillbridge.bench;

import java.util.SplittableRandom;
import java.util.UUID;

/** Ids as a well-behaved caller makes them: UUIDv7, so that they grow with time. */
final class Ids {

  private Ids() {}

  static UUID next(SplittableRandom random) {
    long high = System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000);
    long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
