package dev.tillbridge.hub.shift;

import dev.tillbridge.model.money.Money;

/**
 * A sum on a report.
 *
 * @param name within its section, for example a tax's or a tender's; may be empty
 * @param pieces how many there are of it
 */
public record Figure(Section section, String name, int pieces, Money amount) {

  /** What is added up, in the order in which a report tells it. */
  public enum Section {
    SALES,
    DISCOUNT,
    TAX,
    CHARGE,
    ROUNDING,
    TENDER,
    REFUND,
    REFUND_TAX,
    REFUND_TENDER,
    PAY_IN,
    PAY_OUT,
    DROP,
    NO_SALE
  }
}
