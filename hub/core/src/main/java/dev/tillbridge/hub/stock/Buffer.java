package dev.tillbridge.hub.stock;

import org.jspecify.annotations.Nullable;

/**
 * What a channel leaves on the shelf: so many units, or so many percent of what is there, rounded up.
 *
 * @param units from zero up, or null
 * @param percent from 0 to 100, or null; exactly one of the two is given
 */
public record Buffer(@Nullable Integer units, @Nullable Integer percent) {

  /** Throws when it is neither or both, or out of range. */
  public Buffer {
    if ((units == null) == (percent == null)) {
      throw new IllegalArgumentException("either units or percent");
    }
    if ((units != null && units < 0) || (percent != null && (percent < 0 || percent > 100))) {
      throw new IllegalArgumentException("out of range: " + units + ", " + percent);
    }
  }

  /** How many stay when so many are there. */
  int of(int there) {
    if (percent != null) {
      return Math.toIntExact(Math.ceilDiv((long) Math.max(0, there) * percent, 100L));
    }
    return units == null ? 0 : units;
  }

  @Override
  public String toString() {
    return percent == null ? String.valueOf(units) : percent + " %";
  }
}
