package dev.tillbridge.model.sale;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.stock.StockLine;

/**
 * One line of a sale, priced as the customer was charged.
 *
 * @param title what the receipt says
 * @param quantity from 1 to {@link StockLine#MOST}
 * @param discount taken off the whole line, between zero and its gross
 */
public record SaleLine(Sku sku, String title, int quantity, Money unitPrice, Money discount) {

  public SaleLine {
    if (quantity < 1 || quantity > StockLine.MOST) {
      throw new IllegalArgumentException(
          sku + ": quantity must be between 1 and " + StockLine.MOST + ", was " + quantity);
    }
    if (unitPrice.isNegative()) {
      throw new IllegalArgumentException(sku + ": unit price must not be negative: " + unitPrice);
    }
    if (discount.isNegative() || discount.compareTo(unitPrice.times(quantity)) > 0) {
      throw new IllegalArgumentException(sku + ": discount exceeds the line: " + discount);
    }
  }

  /** Before the discount. */
  public Money gross() {
    return unitPrice.times(quantity);
  }

  /** What the line adds to the total, before any tax on top. */
  public Money net() {
    return gross().minus(discount);
  }
}
