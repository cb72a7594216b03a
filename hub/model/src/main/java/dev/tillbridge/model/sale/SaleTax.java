package dev.tillbridge.model.sale;

import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;

/**
 * A tax as it was charged. Nobody downstream computes it anew.
 *
 * @param included true when it is inside the line prices already
 * @param taxable the net or gross amount it was computed from
 */
public record SaleTax(
    TaxCategory category, String name, int ratePpm, boolean included, Money taxable, Money amount) {

  public SaleTax {
    if (amount.isNegative()) {
      throw new IllegalArgumentException(name + ": a charged tax must not be negative: " + amount);
    }
  }
}
