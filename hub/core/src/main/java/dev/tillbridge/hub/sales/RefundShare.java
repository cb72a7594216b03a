package dev.tillbridge.hub.sales;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.SaleTax;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a customer gets back for units of a line: their part of the line after its discount, and of
 * the tax that was charged. Refund k of n is the rounded share of all units so far, less what was
 * given before, so that however units come back, one by one or at once, the parts add up to what was
 * paid for them. Of a cancelled order the last takes what is left, with the shipping. A pure function.
 */
public final class RefundShare {

  /** Back to the customer, and how much of that is tax. */
  public record Part(Money amount, Money tax) {}

  private final SaleView sale;

  /** By tax, in the order of the sale: its share of each line. */
  private final List<List<Money>> taxes = new ArrayList<>();

  /**
   * Shares out the taxes of a sale.
   *
   * @param categories of its SKUs; one that is not named has the standard one
   */
  public RefundShare(SaleView sale, Map<Sku, TaxCategory> categories) {
    this.sale = sale;
    for (var tax : sale.taxes()) {
      taxes.add(share(tax, categories));
    }
  }

  /** What was charged for a line, with the taxes on top of it; the line counts from zero. */
  public Money charged(int line) {
    var charged = sale.lines().get(line).net();
    for (int i = 0; i < taxes.size(); i++) {
      charged =
          sale.taxes().get(i).included() ? charged : charged.plus(taxes.get(i).get(line));
    }
    return charged;
  }

  /**
   * For units of one line.
   *
   * @param line counts from zero
   * @param before units of the line for which it was given before
   */
  public Part of(int line, int before, int units) {
    int sold = sale.lines().get(line).quantity();
    var tax = taxes(line, before, units).stream().reduce(Money.zero(sale.currency()), Money::plus);
    return new Part(step(charged(line), before, units, sold), tax);
  }

  /** The tax in {@link #of}, by the taxes of the sale in their order. */
  public List<Money> taxes(int line, int before, int units) {
    int sold = sale.lines().get(line).quantity();
    return taxes.stream().map(tax -> step(tax.get(line), before, units, sold)).toList();
  }

  /** Of the line's discount, the part of these units. */
  public Money discount(int line, int before, int units) {
    var sold = sale.lines().get(line);
    return step(sold.discount(), before, units, sold.quantity());
  }

  /**
   * For the last units that were left of the sale.
   *
   * @param given for all others before
   */
  Part rest(Part given) {
    return new Part(sale.total().minus(given.amount()), sale.tax().minus(given.tax()));
  }

  private static Money step(Money whole, int before, int units, int of) {
    return upTo(whole, before + units, of).minus(upTo(whole, before, of));
  }

  /** Half up. */
  private static Money upTo(Money whole, int units, int of) {
    var share = BigInteger.valueOf(whole.minor())
        .multiply(BigInteger.valueOf(2L * units))
        .add(BigInteger.valueOf(of))
        .divide(BigInteger.valueOf(2L * of));
    return new Money(share.longValueExact(), whole.currency());
  }

  private List<Money> share(SaleTax tax, Map<Sku, TaxCategory> categories) {
    var weights = new ArrayList<Long>();
    long taxed = 0;
    for (var line : sale.lines()) {
      boolean here =
          tax.category().equals(categories.getOrDefault(line.sku(), TaxCategory.STANDARD));
      weights.add(here ? line.net().minor() : 0);
      taxed += here ? line.net().minor() : 0;
    }
    if (taxed < tax.taxable().minor()) {
      // A shop told its taxes for all lines together, whatever our categories are.
      weights.clear();
      sale.lines().forEach(line -> weights.add(line.net().minor()));
      taxed = weights.stream().mapToLong(Long::longValue).sum();
    }
    weights.add(isOnShipping(tax) ? sale.shipping().minor() : 0);
    if (weights.stream().allMatch(weight -> weight == 0)) {
      // A tax on nothing belongs to the first line, so that it is not lost.
      weights.set(0, 1L);
    }
    return tax.amount().splitBy(weights);
  }

  /** Whether the amount looks more like tax on goods and shipping than like tax on goods. */
  private boolean isOnShipping(SaleTax tax) {
    var goods = tax.taxable().minor();
    var both = Math.addExact(goods, sale.shipping().minor());
    return distance(tax, both).compareTo(distance(tax, goods)) < 0;
  }

  /** How far the amount is from the tax on a base, times a million or more. */
  private static BigInteger distance(SaleTax tax, long base) {
    var million = BigInteger.valueOf(1_000_000);
    var rate = BigInteger.valueOf(tax.ratePpm());
    var divisor = tax.included() ? million.add(rate) : million;
    return BigInteger.valueOf(base)
        .multiply(rate)
        .subtract(BigInteger.valueOf(tax.amount().minor()).multiply(divisor))
        .abs();
  }
}
