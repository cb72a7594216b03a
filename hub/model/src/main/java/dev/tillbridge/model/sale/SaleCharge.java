package dev.tillbridge.model.sale;

import dev.tillbridge.model.money.Money;

/**
 * What a customer was charged beside goods and shipping. No tax on top is computed from it.
 *
 * @param title what the receipt says
 */
public record SaleCharge(Kind kind, String title, Money amount) {

  /** What it was charged for. */
  public enum Kind {
    /** For the people who serve; not ours. */
    TIP,
    /** What customs will want. */
    DUTY,
    /** Anything else, for example a fee for cash on delivery. */
    FEE,
    /** What a gift card will buy; no turnover until then. */
    GIFT_CARD,
    /** Paid in advance for goods that will be handed over. */
    DEPOSIT
  }

  public SaleCharge {
    if (amount.isNegative()) {
      throw new IllegalArgumentException(title + ": a charge must not be negative: " + amount);
    }
  }
}
