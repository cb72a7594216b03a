package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.pricing.Approval;
import dev.tillbridge.hub.pricing.Discounts;
import dev.tillbridge.hub.pricing.PriceBook;
import dev.tillbridge.hub.sales.CounterSales.Judged;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.pricing.Priced;
import dev.tillbridge.model.sale.Sale;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the prices of a sale that is being recorded, notes who gave what, and opens cases where a
 * person should look. It changes nothing of what the customer paid.
 */
final class CounterPrices {

  /** A till sells for a week without a line; later than that its clock may be wrong, or set back. */
  private static final Duration LATEST = Duration.ofDays(8);

  private final PriceBook book;
  private final Discounts discounts;
  private final DiscountNotes notes;
  private final Cases cases;
  private final InstantSource clock;

  CounterPrices(PriceBook book, Discounts discounts, Cases cases, InstantSource clock) {
    this.book = book;
    this.discounts = discounts;
    this.notes = new DiscountNotes(discounts);
    this.cases = cases;
    this.clock = clock;
  }

  void look(NewSale report, Sale sale, Judged judged) {
    var pricing = report.pricing();
    var known = book.at(pricing == null ? 0 : pricing.rules());
    var edition = known.orElseGet(book::current);
    var expected = PriceCheck.priced(report, judged, edition.rules());
    var differences = new ArrayList<>(PriceCheck.differences(report, judged, expected));
    if (pricing != null && known.isEmpty()) {
      differences.addFirst("the till names prices of version " + pricing.rules()
          + ", which is not known; compared with version " + edition.rules().version());
    }
    if (pricing != null && expected != null) {
      older(report, judged, expected, differences);
    }
    var now = clock.instant();
    if (pricing != null && report.soldAt().isBefore(now.minus(LATEST))) {
      differences.add(
          "sold at %s by the till's clock, reported at %s: prices may be older than they were"
              .formatted(report.soldAt(), now));
    }
    if (!differences.isEmpty()) {
      cases.open(
          "price-variance",
          sale.id().toString(),
          "Receipt " + sale.receiptNumber() + " was not charged as the catalogue says",
          String.join("; ", differences));
    }
    if (expected != null) {
      limits(report, sale, expected);
    }
    if (pricing != null) {
      exemption(report, sale, pricing);
      notes.note(report, pricing);
      coupons(pricing, sale, edition);
    }
  }

  /** A till without a line to the hub may have sold by rules that had been changed already. */
  private void older(NewSale report, Judged judged, Priced by, List<String> differences) {
    var pricing = Objects.requireNonNull(report.pricing());
    long then = book.versionAt(pricing.pricedAt());
    if (pricing.rules() >= then) {
      return;
    }
    var newer =
        book.at(then).map(e -> PriceCheck.priced(report, judged, e.rules())).orElse(null);
    if (newer != null && !newer.total().total().equals(by.total().total())) {
      differences.add("priced by version %d: %s; version %d held already: %s"
          .formatted(pricing.rules(), by.total().total(), then, newer.total().total()));
    }
  }

  /** More was taken off than whoever did it may, and nobody who may said yes. */
  private void limits(NewSale report, Sale sale, Priced expected) {
    boolean any = report.lines().stream().anyMatch(line -> !line.discount().isZero());
    var sender = report.sender();
    var pricing = report.pricing();
    // A program without a till's story is trusted as its token is.
    if (!any || (sender == null && pricing == null)) {
      return;
    }
    int limit = limit(report);
    int allowed = Math.max(limit, approved(report));
    var over = new ArrayList<String>();
    for (int i = 0; i < report.lines().size(); i++) {
      var line = report.lines().get(i);
      var parts = expected.lines().get(i).parts();
      long base = line.unitPrice().times(line.quantity()).minor() - sum(parts, false);
      long byHand = line.discount().minor() - sum(parts, true);
      if (Priced.isAbove(byHand, base, allowed)) {
        over.add("%s: %s of %s"
            .formatted(
                line.sku(),
                new Money(byHand, sale.currency()),
                new Money(Math.max(0, base), sale.currency())));
      }
    }
    if (!over.isEmpty()) {
      cases.open(
          "discount-not-approved",
          sale.id().toString(),
          "Receipt " + sale.receiptNumber() + " has a discount that nobody approved",
          "Allowed were %s %%, taken off by hand %s."
              .formatted(DiscountNotes.percent(allowed), String.join(", ", over)));
    }
  }

  private void exemption(NewSale report, Sale sale, NewPricing pricing) {
    var exempt = pricing.exempt();
    if (exempt != null
        && !mayExempt(report)
        && !yes(exempt.approval(), report, Approval.Kind.EXEMPT)) {
      cases.open(
          "exemption-not-approved",
          sale.id().toString(),
          "Receipt " + sale.receiptNumber() + " is without tax, and nobody approved it",
          "%s says: %s".formatted(exempt.by(), exempt.reason()));
    }
  }

  private static long sum(List<Priced.Part> parts, boolean withTax) {
    return parts.stream()
        .filter(p -> p.source() == Priced.Source.PROMOTION
            || (withTax && p.source() == Priced.Source.EXEMPT))
        .mapToLong(Priced.Part::amount)
        .sum();
  }

  /** Of whoever reports it, unless the till says that it was somebody else: then a cashier's. */
  private int limit(NewSale report) {
    var current = book.current();
    var sender = report.sender();
    int cashier = current.limit("CASHIER");
    if (sender == null) {
      return cashier;
    }
    int own = current.limit(sender.role());
    return givers(report).stream().allMatch(sender.name()::equals) ? own : Math.min(own, cashier);
  }

  private static List<String> givers(NewSale report) {
    var pricing = report.pricing();
    var names = new TreeSet<String>();
    if (pricing != null) {
      given(pricing).forEach(given -> names.add(given.by()));
    }
    return List.copyOf(names);
  }

  private static List<NewPricing.Given> given(NewPricing pricing) {
    var all = new ArrayList<NewPricing.Given>();
    for (var line : pricing.lines()) {
      if (line.discount() != null) {
        all.add(line.discount());
      }
    }
    if (pricing.discount() != null) {
      all.add(pricing.discount());
    }
    return all;
  }

  private static boolean mayExempt(NewSale report) {
    var sender = report.sender();
    return sender != null && !sender.role().equals("CASHIER");
  }

  /** The largest share that somebody said yes to, for this sale. */
  private int approved(NewSale report) {
    var pricing = report.pricing();
    return pricing == null
        ? 0
        : given(pricing).stream()
            .map(NewPricing.Given::approval)
            .filter(Objects::nonNull)
            .flatMap(id -> discounts.approval(id, report.id(), report.soldAt()).stream())
            .filter(approval -> approval.kind() == Approval.Kind.DISCOUNT)
            .mapToInt(Approval::ppm)
            .max()
            .orElse(0);
  }

  private boolean yes(@Nullable UUID approval, NewSale report, Approval.Kind kind) {
    return approval != null
        && discounts
            .approval(approval, report.id(), report.soldAt())
            .filter(a -> a.kind() == kind)
            .isPresent();
  }

  private void coupons(NewPricing pricing, Sale sale, PriceBook.Edition edition) {
    var used = new TreeSet<String>();
    pricing
        .lines()
        .forEach(line -> line.parts().stream()
            .filter(part -> part.promotion() != null)
            .forEach(part -> used.add(Objects.requireNonNull(part.promotion()))));
    for (var promotion : edition.rules().promotions()) {
      if (promotion.coupon() == null || !used.contains(promotion.id())) {
        continue;
      }
      int uses = discounts.use(promotion.id(), sale.id());
      var limit = promotion.useLimit();
      if (limit != null && uses > limit) {
        cases.open(
            "coupon-overused",
            sale.id().toString(),
            "Receipt " + sale.receiptNumber() + " used a coupon that was used up",
            "Coupon %s of \"%s\" is good for %d sales, this is number %d. The customer keeps what he paid."
                .formatted(promotion.coupon(), promotion.title(), limit, uses));
      }
    }
  }
}
