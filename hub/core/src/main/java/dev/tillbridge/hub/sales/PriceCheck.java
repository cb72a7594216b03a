package dev.tillbridge.hub.sales;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.Variant;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.pricing.Pricing;
import dev.tillbridge.model.sale.SaleTax;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares what a till charged with what the hub would have charged. What the customer paid stands,
 * whatever the answer: an offline till may have sold at yesterday's price.
 */
final class PriceCheck {

  private PriceCheck() {}

  /**
   * The differences, in words for a person; empty when there is none.
   *
   * @param variants of every SKU in the sale
   */
  static List<String> differences(NewSale sale, Location location, Map<Sku, Variant> variants) {
    var differences = new ArrayList<String>();
    var priced = new ArrayList<Pricing.Line>();
    for (var line : sale.lines()) {
      var variant = Objects.requireNonNull(variants.get(line.sku()), "checked before");
      if (!line.unitPrice().equals(variant.price())) {
        differences.add("%s: charged %s, the catalogue says %s"
            .formatted(line.sku(), line.unitPrice(), variant.price()));
      }
      priced.add(new Pricing.Line(
          line.unitPrice().times(line.quantity()).minus(line.discount()), variant.taxCategory()));
    }
    var expected = taxes(sale, location, priced);
    if (!figures(expected).equals(figures(sale.taxes()))) {
      differences.add("tax: charged %s, the rates here give %s"
          .formatted(words(sale.taxes()), words(expected)));
    }
    return differences;
  }

  private static List<SaleTax> taxes(NewSale sale, Location location, List<Pricing.Line> lines) {
    try {
      return Pricing.of(sale.currency(), location.taxMode(), location.taxRates(), lines)
          .taxes();
    } catch (ArithmeticException tooLarge) {
      // The rates here would give more than an amount can hold; what was charged was less.
      return List.of();
    }
  }

  private record Figure(
      String category, int ratePpm, boolean included, Money taxable, Money amount) {}

  /** A tax by its figures: its name on the receipt may differ. */
  private static List<Figure> figures(List<SaleTax> taxes) {
    return taxes.stream()
        .map(t ->
            new Figure(t.category().code(), t.ratePpm(), t.included(), t.taxable(), t.amount()))
        .sorted(Comparator.comparing(Figure::category).thenComparingInt(Figure::ratePpm))
        .toList();
  }

  private static String words(List<SaleTax> taxes) {
    if (taxes.isEmpty()) {
      return "none";
    }
    return String.join(
        ", ",
        taxes.stream()
            .map(t -> "%s of %s on %s".formatted(t.amount(), t.taxable(), t.category()))
            .toList());
  }
}
