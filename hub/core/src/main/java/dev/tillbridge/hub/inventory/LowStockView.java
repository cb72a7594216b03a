package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * It is time to order more. Counts are units.
 *
 * @param available that nobody has bought: free, shown in shops, or lent to registers
 * @param onOrder of suppliers, not come yet
 * @param inTransit from other locations
 * @param sold in the last 28 days
 * @param secondsInStock for how much of these there was something to sell
 * @param since when it fell to its point
 */
public record LowStockView(
    LocationId location,
    ReorderPoint point,
    String title,
    int available,
    int onOrder,
    int inTransit,
    long sold,
    long secondsInStock,
    Instant since) {

  /** What is low. */
  public Sku sku() {
    return point.sku();
  }

  /** How many to order now. */
  public int suggested() {
    return point.suggest(available + onOrder + inTransit, sold, secondsInStock);
  }

  /** Units sold on a day on which there is something to sell, to two decimals. */
  public BigDecimal perDay() {
    return BigDecimal.valueOf(Math.multiplyExact(sold, ReorderPoint.DAY))
        .divide(
            BigDecimal.valueOf(Math.max(ReorderPoint.DAY, secondsInStock)),
            2,
            RoundingMode.HALF_UP);
  }

  /** Days on which there was something to sell, to one decimal. */
  public BigDecimal daysInStock() {
    return BigDecimal.valueOf(secondsInStock)
        .divide(BigDecimal.valueOf(ReorderPoint.DAY), 1, RoundingMode.HALF_UP);
  }
}
