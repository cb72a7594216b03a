package dev.tillbridge.hub.returns;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.hub.sales.RefundShare;
import dev.tillbridge.hub.sales.SaleChange;
import dev.tillbridge.hub.sales.SaleView;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.catalog.Variant;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.pricing.Pricing;
import dev.tillbridge.model.stock.StockLine;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Works out what goes back for goods, to the cent. Pure functions. */
final class Workings {

  private Workings() {}

  /**
   * For units of a sale.
   *
   * @param before units of its lines that were refunded at the counter before, by line from one
   * @throws BadInput for more units than can still be refunded
   */
  static RefundFigures ofSale(
      NewRefund refund, SaleView sale, RefundShare shares, Map<Integer, RefundStore.Gone> before) {
    var wanted = wanted(refund, sale, before);
    var lines = new ArrayList<RefundFigures.Line>();
    var zero = Money.zero(sale.currency());
    var taxes = new ArrayList<>(sale.taxes().stream().map(_ -> zero).toList());
    wanted.forEach((line, units) -> {
      int at = line - 1;
      int gone = refunded(before, line) + elsewhere(sale, line);
      var part = shares.of(at, gone, units);
      var sold = sale.lines().get(at);
      lines.add(new RefundFigures.Line(
          line,
          sold.sku(),
          sold.title(),
          units,
          shares.discount(at, gone, units),
          part.amount(),
          part.tax()));
      var each = shares.taxes(at, gone, units);
      for (int i = 0; i < taxes.size(); i++) {
        taxes.set(i, taxes.get(i).plus(each.get(i)));
      }
    });
    var named = new ArrayList<RefundFigures.Tax>();
    for (int i = 0; i < taxes.size(); i++) {
      var tax = sale.taxes().get(i);
      named.add(new RefundFigures.Tax(
          tax.category(), tax.name(), tax.ratePpm(), tax.included(), taxes.get(i)));
    }
    return figures(sale.currency(), lines, named);
  }

  /** In the order of lines, each once. */
  private static Map<Integer, Integer> wanted(
      NewRefund refund, SaleView sale, Map<Integer, RefundStore.Gone> before) {
    var faults = new ArrayList<FieldError>();
    var wanted = new TreeMap<Integer, Integer>();
    var fields = new HashMap<Integer, String>();
    for (int i = 0; i < refund.units().size(); i++) {
      var units = refund.units().get(i);
      var field = "lines[" + i + "]";
      if (units.line() < 1 || units.line() > sale.lines().size()) {
        faults.add(new FieldError(
            field + ".line", "the sale has lines 1 to " + sale.lines().size()));
      } else if (units.quantity() < 1 || units.quantity() > StockLine.MOST) {
        faults.add(new FieldError(field + ".quantity", "must be between 1 and " + StockLine.MOST));
      } else {
        fields.putIfAbsent(units.line(), field + ".quantity");
        wanted.merge(units.line(), units.quantity(), Math::addExact);
      }
    }
    wanted.forEach((line, units) -> {
      int left =
          sale.lines().get(line - 1).quantity() - refunded(before, line) - elsewhere(sale, line);
      if (units > left) {
        faults.add(new FieldError(
            Objects.requireNonNull(fields.get(line)),
            "of line %d %d can still be refunded, not %d"
                .formatted(line, Math.max(0, left), units)));
      }
    });
    if (!faults.isEmpty()) {
      throw new BadInput(faults);
    }
    return wanted;
  }

  static int refunded(Map<Integer, RefundStore.Gone> before, int line) {
    var gone = before.get(line);
    return gone == null ? 0 : gone.units();
  }

  /** Units whose money went back before, but not at a counter. */
  static int elsewhere(SaleView sale, int line) {
    return sale.changes().stream()
        .filter(c -> c.line() == line)
        .filter(c -> switch (c.kind()) {
          case CANCELLED, RETURNED, REFUNDED -> true;
          case SUBSTITUTED, REROUTED -> false;
        })
        .mapToInt(SaleChange::quantity)
        .sum();
  }

  /**
   * For goods without a receipt, taxed as the location would tax them now.
   *
   * @param variants of their SKUs
   * @param titles as receipts say them
   * @throws BadInput for goods that are unknown, or for more than they cost now
   */
  static RefundFigures loose(
      NewRefund refund, Location location, Map<Sku, Variant> variants, Map<Sku, String> titles) {
    check(refund, location, variants);
    var currency = location.currency();
    var priced = new ArrayList<Pricing.Line>();
    for (var one : refund.loose()) {
      var variant = Objects.requireNonNull(variants.get(one.sku()), "checked");
      priced.add(new Pricing.Line(one.unitPrice().times(one.quantity()), variant.taxCategory()));
    }
    var total = Pricing.of(currency, location.taxMode(), location.taxRates(), priced);
    var tax = new ArrayList<>(priced.stream().map(_ -> Money.zero(currency)).toList());
    for (var one : total.taxes()) {
      var shares = one.amount().splitBy(weights(priced, one.category()));
      for (int i = 0; i < tax.size(); i++) {
        tax.set(i, tax.get(i).plus(shares.get(i)));
      }
    }
    var lines = new ArrayList<RefundFigures.Line>();
    for (int i = 0; i < priced.size(); i++) {
      var one = refund.loose().get(i);
      var net = priced.get(i).net();
      lines.add(new RefundFigures.Line(
          null,
          one.sku(),
          titles.getOrDefault(one.sku(), one.sku().code()),
          one.quantity(),
          Money.zero(currency),
          location.taxMode() == TaxMode.INCLUSIVE ? net : net.plus(tax.get(i)),
          tax.get(i)));
    }
    return figures(
        currency,
        lines,
        total.taxes().stream()
            .map(t -> new RefundFigures.Tax(
                t.category(), t.name(), t.ratePpm(), t.included(), t.amount()))
            .toList());
  }

  private static void check(NewRefund refund, Location location, Map<Sku, Variant> variants) {
    var faults = new ArrayList<FieldError>();
    for (int i = 0; i < refund.loose().size(); i++) {
      var one = refund.loose().get(i);
      var variant = variants.get(one.sku());
      var field = "lines[" + i + "]";
      if (variant == null) {
        faults.add(new FieldError(field + ".sku", one.sku() + " is not in the catalogue"));
      } else if (!one.unitPrice().currency().equals(location.currency())
          || !variant.price().currency().equals(location.currency())) {
        faults.add(new FieldError(field + ".unitPrice.currency", "must be " + location.currency()));
      } else if (one.unitPrice().minor() < 1 || one.unitPrice().compareTo(variant.price()) > 0) {
        faults.add(new FieldError(
            field + ".unitPrice",
            "must be above zero, and not more than the catalogue's " + variant.price()));
      }
      if (one.quantity() < 1 || one.quantity() > StockLine.MOST) {
        faults.add(new FieldError(field + ".quantity", "must be between 1 and " + StockLine.MOST));
      }
    }
    if (!faults.isEmpty()) {
      throw new BadInput(faults);
    }
  }

  private static List<Long> weights(List<Pricing.Line> lines, TaxCategory category) {
    return lines.stream()
        .map(l -> l.category().equals(category) ? l.net().minor() : 0L)
        .toList();
  }

  private static RefundFigures figures(
      Currency currency, List<RefundFigures.Line> lines, List<RefundFigures.Tax> taxes) {
    var zero = Money.zero(currency);
    return new RefundFigures(
        lines,
        taxes.stream().filter(t -> !t.amount().isZero()).toList(),
        lines.stream().map(RefundFigures.Line::amount).reduce(zero, Money::plus),
        lines.stream().map(RefundFigures.Line::tax).reduce(zero, Money::plus),
        zero,
        List.of());
  }
}
