package dev.tillbridge.model.stock;

import dev.tillbridge.model.catalog.Sku;

/**
 * So many units of a SKU.
 *
 * @param quantity from 1 to {@link #MOST}
 */
public record StockLine(Sku sku, int quantity) {

  /** More than this in one line is a slip of the keyboard, not a sale. */
  public static final int MOST = 1_000_000;

  public StockLine {
    if (quantity < 1 || quantity > MOST) {
      throw new IllegalArgumentException(
          sku + ": quantity must be between 1 and " + MOST + ", was " + quantity);
    }
  }
}
