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
 * the tax that was charged. However an order is cancelled, unit by unit or at once, the parts add up
 * to what was paid for it: each is the rounded share of all units so far, less what went before, and
 * the last takes what is left, with the shipping. A pure function.
 */
final class RefundShare {

  /** Back to the customer, and how much of that is tax. */
  record Part(Money amount, Money tax) {}

  private final SaleView sale;
  private final List<Money> onTop = new ArrayList<>();
  private final List<Money> inside = new ArrayList<>();

  /**
   * Shares out the taxes of a sale.
   *
   * @param categories of its SKUs; one that is not named has the standard one
   */
  RefundShare(SaleView sale, Map<Sku, TaxCategory> categories) {
    this.sale = sale;
    for (int i = 0; i < sale.lines().size(); i++) {
      onTop.add(Money.zero(sale.currency()));
      inside.add(Money.zero(sale.currency()));
    }
    for (var tax : sale.taxes()) {
      share(tax, categories);
    }
  }

  /**
   * For units of one line.
   *
   * @param line counts from zero
   * @param before units of the line that were cancelled before
   */
  Part of(int line, int before, int units) {
    var sold = sale.lines().get(line);
    var net = step(sold.net(), before, units, sold.quantity());
    var added = step(onTop.get(line), before, units, sold.quantity());
    var within = step(inside.get(line), before, units, sold.quantity());
    return new Part(net.plus(added), added.plus(within));
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

  private void share(SaleTax tax, Map<Sku, TaxCategory> categories) {
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
      return;
    }
    var shares = tax.amount().splitBy(weights);
    var to = tax.included() ? inside : onTop;
    for (int i = 0; i < sale.lines().size(); i++) {
      to.set(i, to.get(i).plus(shares.get(i)));
    }
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
