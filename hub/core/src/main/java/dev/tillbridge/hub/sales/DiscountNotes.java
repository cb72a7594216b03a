package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.pricing.Discounts;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.pricing.Manual;
import dev.tillbridge.model.pricing.Priced;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Writes down who took off what from a sale, and which promotions gave what. */
final class DiscountNotes {

  private final Discounts discounts;

  DiscountNotes(Discounts discounts) {
    this.discounts = discounts;
  }

  /** As people write it: 15 for 150,000 millionths. */
  static String percent(int ppm) {
    return BigDecimal.valueOf(ppm, 4).stripTrailingZeros().toPlainString();
  }

  /** All that the till told about this sale. */
  void note(NewSale report, NewPricing pricing) {
    int ord = 0;
    for (int i = 0; i < pricing.lines().size(); i++) {
      var line = pricing.lines().get(i);
      var sku = report.lines().get(i).sku().code();
      if (line.discount() != null) {
        discounts.give(given(
            report,
            ord++,
            Priced.Source.LINE,
            sku,
            line.discount(),
            amount(line, Priced.Source.LINE)));
      }
      for (var part : line.parts()) {
        if (part.promotion() != null && part.source() == Priced.Source.PROMOTION) {
          discounts.promoted(report.id(), i, part.promotion(), pricing.rules(), part.amount());
        }
      }
    }
    if (pricing.discount() != null) {
      discounts.give(given(
          report,
          ord++,
          Priced.Source.CART,
          null,
          pricing.discount(),
          all(pricing, Priced.Source.CART)));
    }
    var exempt = pricing.exempt();
    if (exempt != null) {
      var as = new NewPricing.Given(
          new Manual(Manual.Kind.AMOUNT, 0), exempt.by(), exempt.reason(), exempt.approval());
      discounts.give(
          given(report, ord, Priced.Source.EXEMPT, null, as, all(pricing, Priced.Source.EXEMPT)));
    }
  }

  private static long amount(NewPricing.Line line, Priced.Source source) {
    return line.parts().stream()
        .filter(part -> part.source() == source)
        .mapToLong(Priced.Part::amount)
        .sum();
  }

  private static long all(NewPricing pricing, Priced.Source source) {
    return pricing.lines().stream().mapToLong(line -> amount(line, source)).sum();
  }

  private Discounts.Given given(
      NewSale report,
      int ord,
      Priced.Source kind,
      @Nullable String sku,
      NewPricing.Given given,
      long amount) {
    var sender = report.sender();
    var approval = given.approval() == null
        ? null
        : discounts.approval(given.approval(), report.id()).orElse(null);
    var discount = given.discount();
    return new Discounts.Given(
        report.id(),
        ord,
        kind.name(),
        sku,
        switch (discount.kind()) {
          case PERCENT -> percent((int) discount.value()) + " %";
          case AMOUNT -> new Money(discount.value(), report.currency()).toString();
        },
        new Money(amount, report.currency()),
        given.by(),
        sender == null ? null : sender.name(),
        given.reason(),
        given.approval(),
        approval == null ? null : approval.approvedBy(),
        approval == null ? null : approval.at(),
        report.soldAt());
  }
}
