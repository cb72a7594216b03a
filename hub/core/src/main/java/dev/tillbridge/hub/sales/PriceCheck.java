package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.catalog.Named;
import dev.tillbridge.hub.sales.CounterSales.Judged;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.pricing.Basket;
import dev.tillbridge.model.pricing.Manual;
import dev.tillbridge.model.pricing.Moment;
import dev.tillbridge.model.pricing.PriceEngine;
import dev.tillbridge.model.pricing.PriceRules;
import dev.tillbridge.model.pricing.Priced;
import dev.tillbridge.model.sale.SaleTax;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a till charged with what the hub would have charged. What the customer paid stands,
 * whatever the answer: an offline till may have sold at yesterday's price.
 */
final class PriceCheck {

  /** A cart that was begun longer ago than this is no cart of this sale. */
  private static final Duration CART_LONGEST = Duration.ofHours(24);

  private PriceCheck() {}

  /** What the sale would have cost by these rules; null when an amount cannot hold it. */
  static @Nullable Priced priced(NewSale sale, Judged judged, PriceRules rules) {
    try {
      return PriceEngine.price(rules, basket(sale, judged));
    } catch (ArithmeticException tooLarge) {
      // The rates here would give more than an amount can hold; what was charged was less.
      return null;
    }
  }

  private static Basket basket(NewSale sale, Judged judged) {
    var pricing = sale.pricing();
    var location = judged.location();
    var at = pricing == null ? sale.soldAt() : pricing.pricedAt();
    var local = at.atZone(location.timeZone());
    var lines = new ArrayList<Basket.Line>();
    for (int i = 0; i < sale.lines().size(); i++) {
      var line = sale.lines().get(i);
      var named = judged.named().getOrDefault(line.sku(), new Named("", ""));
      var variant = Objects.requireNonNull(judged.variants().get(line.sku()), "checked before");
      var said = pricing == null ? null : pricing.lines().get(i);
      lines.add(new Basket.Line(
          line.sku().code(),
          named.type(),
          variant.taxCategory(),
          line.quantity(),
          said == null ? line.unitPrice().minor() : said.basePrice().minor(),
          said == null ? unexplained(line) : manual(said.discount()),
          // Goods that are sold by the piece cost what a piece costs, whatever the till says they
          // weigh.
          judged.weighed().contains(line.sku()) ? line.weight() : null));
    }
    return new Basket(
        sale.currency(),
        new Moment(
            local.toLocalDate(),
            local.getHour() * 60 + local.getMinute(),
            location.id().code()),
        pricing == null ? Set.of() : pricing.groups(),
        pricing == null ? Set.of() : pricing.coupons(),
        location.taxMode(),
        location.taxRates(),
        pricing != null && pricing.exempt() != null,
        lines,
        pricing == null ? null : manual(pricing.discount()));
  }

  /** From a till that does not say why, it counts as given by hand. */
  private static @Nullable Manual unexplained(NewSale.Line line) {
    return line.discount().isZero()
        ? null
        : new Manual(Manual.Kind.AMOUNT, line.discount().minor());
  }

  private static @Nullable Manual manual(NewPricing.@Nullable Given given) {
    return given == null ? null : given.discount();
  }

  /**
   * The differences, in words for a person; empty when there is none.
   *
   * @param expected by the rules that the till names
   */
  static List<String> differences(NewSale sale, Judged judged, @Nullable Priced expected) {
    var differences = new ArrayList<String>();
    var pricing = sale.pricing();
    for (int i = 0; i < sale.lines().size(); i++) {
      var line = sale.lines().get(i);
      var now = Objects.requireNonNull(judged.variants().get(line.sku()), "checked before")
          .price();
      var base = pricing == null ? line.unitPrice() : pricing.lines().get(i).basePrice();
      if (!base.equals(now)) {
        differences.add("%s: charged %s, the catalogue says %s".formatted(line.sku(), base, now));
      }
      if (pricing != null && expected != null) {
        differ(sale, line, pricing.lines().get(i), expected.lines().get(i), differences);
      }
    }
    if (pricing != null) {
      cart(sale, pricing, differences);
    }
    var taxes = expected == null ? List.<SaleTax>of() : expected.total().taxes();
    if (!figures(taxes).equals(figures(sale.taxes()))) {
      differences.add(
          "tax: charged %s, the rates here give %s".formatted(words(sale.taxes()), words(taxes)));
    }
    return differences;
  }

  private static void differ(
      NewSale sale,
      NewSale.Line line,
      NewPricing.Line said,
      Priced.Line expected,
      List<String> differences) {
    var unit = new Money(expected.unitPrice(), sale.currency());
    if (!line.unitPrice().equals(unit)) {
      differences.add(
          "%s: charged %s a unit, the lists give %s".formatted(line.sku(), line.unitPrice(), unit));
    }
    var discount = new Money(expected.discount(), sale.currency());
    if (!line.discount().equals(discount)) {
      differences.add(
          "%s: %s off, the rules give %s".formatted(line.sku(), line.discount(), discount));
    } else if (!said.parts().equals(expected.parts())) {
      differences.add("%s: %s off is right, but not for the reasons on the receipt"
          .formatted(line.sku(), discount));
    }
  }

  private static void cart(NewSale sale, NewPricing pricing, List<String> differences) {
    boolean within = !pricing.pricedAt().isAfter(sale.soldAt())
        && !pricing.pricedAt().isBefore(sale.soldAt().minus(CART_LONGEST));
    if (!within) {
      differences.add("priced as of %s, sold at %s".formatted(pricing.pricedAt(), sale.soldAt()));
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
