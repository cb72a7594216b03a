package dev.tillbridge.hub.returns;

import dev.tillbridge.hub.sales.SaleView;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Tender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What paid for a sale, and how much of it can still go back the same way. Money goes back in the
 * order in which it came, but cash last. A pure function.
 */
final class Originals {

  private Originals() {}

  /**
   * One of them. All cash is one: what was due in cash, before it was rounded. What goods had paid
   * for in an exchange goes back in cash.
   *
   * @param position of the tender in the sale, from one
   */
  record One(
      int position,
      Tender.Kind kind,
      Money paid,
      Money back,
      @Nullable String reference) {

    Money left() {
      return paid.minus(back);
    }

    One atMost(Money most) {
      return left().compareTo(most) <= 0
          ? this
          : new One(position, kind, back.plus(most), back, reference);
    }
  }

  /** A part of an amount, and what it goes back to. */
  record Part(One original, Money amount) {}

  /**
   * Of a sale.
   *
   * @param back what went back before, by position
   */
  static List<One> of(SaleView sale, Map<Integer, Long> back) {
    var zero = Money.zero(sale.currency());
    var all = new ArrayList<One>();
    var cash = zero.minus(sale.rounding());
    int cashPosition = 0;
    for (int i = 0; i < sale.tenders().size(); i++) {
      var tender = sale.tenders().get(i);
      int position = i + 1;
      if (tender.kind() == Tender.Kind.CASH || tender.kind() == Tender.Kind.EXCHANGE) {
        cash = cash.plus(tender.amount());
        cashPosition = cashPosition == 0 ? position : cashPosition;
      } else {
        all.add(new One(
            position,
            tender.kind(),
            tender.amount(),
            gone(position, back, sale),
            tender.reference()));
      }
    }
    if (cashPosition > 0) {
      all.add(new One(cashPosition, Tender.Kind.CASH, cash, gone(cashPosition, back, sale), null));
    }
    return List.copyOf(all);
  }

  private static Money gone(int position, Map<Integer, Long> back, SaleView sale) {
    return new Money(back.getOrDefault(position, 0L), sale.currency());
  }

  /** Shares an amount out among them; what they do not cover is in no part. */
  static List<Part> share(List<One> originals, Money amount) {
    var parts = new ArrayList<Part>();
    var open = amount;
    for (var one : originals) {
      var part = one.left().compareTo(open) < 0 ? one.left() : open;
      if (part.minor() > 0) {
        parts.add(new Part(one, part));
        open = open.minus(part);
      }
    }
    return List.copyOf(parts);
  }

  static Money sum(Money zero, List<Part> parts) {
    return parts.stream().map(Part::amount).reduce(zero, Money::plus);
  }
}
