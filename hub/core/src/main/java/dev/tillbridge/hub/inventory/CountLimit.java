package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * How much a count may differ before a second person must look, more or less alike.
 *
 * @param units null for no limit in units
 * @param value null for no limit in money; of the place's currency
 */
public record CountLimit(@Nullable Integer units, @Nullable Money value) {

  /** Where nobody has set another. */
  public static final CountLimit USUAL = new CountLimit(10, null);

  /**
   * Whether a second person must look.
   *
   * @param unitValue of one unit; null when it is not known, which is no reason to wait
   */
  public boolean isExceededBy(int variance, @Nullable Money unitValue) {
    int size = Math.abs(variance);
    return (units != null && size > units)
        || (value != null && unitValue != null && unitValue.times(size).compareTo(value) > 0);
  }
}
