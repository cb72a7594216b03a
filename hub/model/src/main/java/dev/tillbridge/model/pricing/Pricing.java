package dev.tillbridge.model.pricing;

import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.place.TaxRate;
import dev.tillbridge.model.sale.SaleTax;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * What a cart costs. The till computes the same in TypeScript; golden vectors hold the two
 * together. Tax is computed once per category on its sum and rounded half up, as a receipt shows
 * it.
 */
public final class Pricing {

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  private Pricing() {}

  /** A priced line: what it adds before tax on top, and how it is taxed. */
  public record Line(Money net, TaxCategory category) {}

  /** What the customer pays, and how it comes about. */
  public record Total(Money subtotal, List<SaleTax> taxes, Money total) {}

  /**
   * Adds up a cart.
   *
   * @param rates of the location, in the order in which the receipt lists them
   */
  public static Total of(Currency currency, TaxMode mode, List<TaxRate> rates, List<Line> lines) {
    var subtotal = sum(currency, lines);
    var taxes = new ArrayList<SaleTax>();
    var total = subtotal;
    for (TaxRate rate : rates) {
      var taxed =
          lines.stream().filter(l -> l.category().equals(rate.category())).toList();
      if (rate.ratePpm() == 0 || taxed.isEmpty()) {
        continue;
      }
      var taxable = sum(currency, taxed);
      var amount = tax(mode, taxable, rate.ratePpm());
      boolean included = mode == TaxMode.INCLUSIVE;
      taxes.add(
          new SaleTax(rate.category(), rate.name(), rate.ratePpm(), included, taxable, amount));
      total = included ? total : total.plus(amount);
    }
    return new Total(subtotal, List.copyOf(taxes), total);
  }

  private static Money tax(TaxMode mode, Money taxable, int ratePpm) {
    var ppm = BigInteger.valueOf(ratePpm);
    var divisor = mode == TaxMode.EXCLUSIVE ? MILLION : MILLION.add(ppm);
    // Half up for amounts that are never negative: add half the divisor, drop the rest.
    var halfUp = BigInteger.valueOf(taxable.minor())
        .multiply(ppm)
        .add(divisor.shiftRight(1))
        .divide(divisor);
    return new Money(halfUp.longValueExact(), taxable.currency());
  }

  private static Money sum(Currency currency, List<Line> lines) {
    return lines.stream().map(Line::net).reduce(Money.zero(currency), Money::plus);
  }
}
