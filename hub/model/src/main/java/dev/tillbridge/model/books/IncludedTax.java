package dev.tillbridge.model.books;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.SaleTax;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of the tax that is inside a sale's prices lies in each of its lines: in proportion to
 * what they cost after discounts, to the cent. A pure function, the same for all books.
 */
public final class IncludedTax {

  private IncludedTax() {}

  /** In each line of the sale and, last, in its shipping. */
  public static List<Money> of(Sale sale) {
    var weights = new ArrayList<Long>();
    sale.lines().forEach(line -> weights.add(line.net().minor()));
    weights.add(sale.shipping().minor());
    var tax = all(sale);
    if (tax.isZero()) {
      return weights.stream().map(_ -> tax).toList();
    }
    if (weights.stream().allMatch(weight -> weight == 0)) {
      // A tax on nothing is told wrongly, but it was told; it is the first line's.
      weights.set(0, 1L);
    }
    return tax.splitBy(weights);
  }

  /** All of it. */
  public static Money all(Sale sale) {
    return sale.taxes().stream()
        .filter(SaleTax::included)
        .map(SaleTax::amount)
        .reduce(Money.zero(sale.currency()), Money::plus);
  }
}
