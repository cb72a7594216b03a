package dev.tillbridge.torture.history;

import java.util.Random;
import java.util.UUID;

/** Ids as clients make them: UUIDv7, the time first and then chance. */
public final class Ids {

  private Ids() {}

  /** A new one; its chance comes from the caller. */
  public static UUID next(Random random) {
    long time = System.currentTimeMillis();
    long high = (time << 16) | 0x7000L | (random.nextLong() & 0x0fffL);
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
