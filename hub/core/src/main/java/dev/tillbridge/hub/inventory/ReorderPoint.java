package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.catalog.Sku;

/**
 * When to order more of a SKU for a place.
 *
 * @param point at so many units, those on their way counted in, it is time; from zero up
 * @param leadDays from ordering to the shelf
 * @param coverDays so long shall last what is ordered
 */
public record ReorderPoint(Sku sku, int point, int leadDays, int coverDays) {

  /**
   * How many to order, so that what is there and what comes lasts through lead time and cover at
   * the rate at which it sold, and in any case lies above the point.
   *
   * @param there units that nobody has bought, and those on their way
   * @param sold units in the time that was looked at
   * @param secondsInStock for how much of that time there was something to sell; less than a day
   *     counts as a day, because one sale in an hour is no rate
   */
  public int suggest(int there, long sold, long secondsInStock) {
    long days = (long) leadDays + coverDays;
    long needed = Math.ceilDiv(Math.max(0, sold) * days * DAY, Math.max(DAY, secondsInStock));
    return Math.clamp(Math.max(needed - there, point + 1L - there), 0, Integer.MAX_VALUE);
  }

  static final long DAY = 86_400;
}
