package dev.tillbridge.connector.xero;

import dev.tillbridge.connector.xero.Rows.Line;
import dev.tillbridge.model.books.Form;
import dev.tillbridge.model.books.FormLine;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a customer could be shown, as lines of Xero's. Nothing is computed anew: lines are without tax,
 * each names its account, and carries the part of the tax as charged that is its own.
 *
 * <p>A discount is a line below zero on its own account. It bears the goods' tax type with no tax, so that
 * what the tax return counts as taxed is what was paid for, and the tax on it is what was charged.
 */
final class FormLines {

  private static final int UNIT_PRICE_SCALE = 4;

  private FormLines() {}

  static List<Line> of(Form form, Names names) {
    var items = form.items();
    var shares = shares(form, items);
    var lines = new ArrayList<Line>();
    for (int i = 0; i < items.size(); i++) {
      lines.add(item(items.get(i), shares.get(i), names));
    }
    for (var discount : form.discounts()) {
      lines.add(line(
          discount.title(),
          BigDecimal.ONE,
          discount.amount().negated().toDecimal(),
          discount.amount().negated(),
          discount,
          null,
          discounted(discount, names.taxes()),
          Money.zero(form.currency()),
          names));
    }
    for (var tax : form.taxes()) {
      if (!tax.amount().isZero() && bearing(items, tax.taxCategory()).isEmpty()) {
        // Nothing in the document bears it, but it was charged.
        var zero = Money.zero(form.currency());
        var first = items.isEmpty() ? form.discounts().getFirst() : items.getFirst();
        var type = names.taxes().types().get(tax.taxCategory());
        lines.add(line(
            tax.title(),
            BigDecimal.ONE,
            zero.toDecimal(),
            zero,
            first,
            null,
            type,
            tax.amount(),
            names));
      }
    }
    return lines;
  }

  private static Line item(FormLine sold, Money tax, Names names) {
    var sku = sold.sku();
    var code = sku != null && names.items().contains(sku.code()) ? sku.code() : null;
    var title = sku == null || code != null ? sold.title() : sold.title() + " (" + sku.code() + ")";
    var types = names.taxes().types();
    var type = bears(sold)
        ? types.getOrDefault(sold.taxCategory(), names.taxes().none())
        : names.taxes().none();
    var amount = sold.amount();
    var quantity = BigDecimal.valueOf(sold.quantity());
    var each = amount.toDecimal().divide(quantity, UNIT_PRICE_SCALE, RoundingMode.HALF_UP);
    var scale = amount.currency().getDefaultFractionDigits();
    boolean exact =
        each.multiply(quantity).setScale(scale, RoundingMode.HALF_UP).compareTo(amount.toDecimal())
            == 0;
    return exact
        ? line(title, quantity, each, amount, sold, code, type, tax, names)
        : line(
            sold.quantity() + " × " + title,
            BigDecimal.ONE,
            amount.toDecimal(),
            amount,
            sold,
            code,
            type,
            tax,
            names);
  }

  private static Line line(
      String title,
      BigDecimal quantity,
      BigDecimal each,
      Money amount,
      FormLine of,
      @Nullable String item,
      @Nullable String type,
      Money tax,
      Names names) {
    boolean taxed = !names.taxes().areNone();
    return new Line(
        title.isBlank() ? "-" : title,
        quantity,
        each,
        amount.toDecimal(),
        names.account(of.account()).code(),
        item,
        taxed ? type : null,
        taxed ? tax.toDecimal() : null);
  }

  /** The tax of each item. */
  private static List<Money> shares(Form form, List<FormLine> items) {
    var zero = Money.zero(form.currency());
    var shares = new ArrayList<Money>(Collections.nCopies(items.size(), zero));
    for (var category :
        form.taxes().stream().map(FormLine::taxCategory).distinct().toList()) {
      var tax = form.taxes().stream()
          .filter(line -> line.taxCategory().equals(category))
          .map(FormLine::amount)
          .reduce(zero, Money::plus);
      var bearing = bearing(items, category);
      if (bearing.isEmpty() || tax.isZero()) {
        continue;
      }
      var weights = new ArrayList<Long>();
      bearing.forEach(i -> weights.add(
          Math.max(0, items.get(i).amount().plus(items.get(i).inside()).minor())));
      if (weights.stream().allMatch(weight -> weight == 0)) {
        weights.set(0, 1L);
      }
      var parts = parts(tax, weights);
      for (int i = 0; i < parts.size(); i++) {
        shares.set(bearing.get(i), parts.get(i));
      }
    }
    return shares;
  }

  private static List<Money> parts(Money tax, List<Long> weights) {
    return tax.isNegative()
        ? tax.negated().splitBy(weights).stream().map(Money::negated).toList()
        : tax.splitBy(weights);
  }

  private static List<Integer> bearing(List<FormLine> items, String category) {
    return IntStream.range(0, items.size())
        .filter(i -> bears(items.get(i)) && items.get(i).taxCategory().equals(category))
        .boxed()
        .toList();
  }

  /** Tips, cards and the like never bear tax. */
  private static boolean bears(FormLine line) {
    return line.role() == Role.SALES || line.role() == Role.SHIPPING;
  }

  private static String discounted(FormLine discount, Taxes taxes) {
    var own = taxes.types().get(discount.taxCategory());
    if (own != null) {
      return own;
    }
    // Of several categories nobody told which goods were discounted.
    return taxes.types().size() == 1 ? taxes.types().values().iterator().next() : taxes.none();
  }
}
