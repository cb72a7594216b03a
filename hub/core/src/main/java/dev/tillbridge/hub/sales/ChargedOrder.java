package dev.tillbridge.hub.sales;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopRefund;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An order as its customer was charged for it. What was taken off before he paid was never charged,
 * though the shop goes on telling it among the lines; what was taken off afterwards was. What he
 * paid tells which. A pure function.
 */
final class ChargedOrder {

  private ChargedOrder() {}

  /** True for what took units off without giving money back. */
  static boolean onlyTakesOff(ShopRefund refund) {
    return refund.amount().isZero();
  }

  /** The order without what was taken off before it was paid; the same when nothing was. */
  static ShopOrder of(ShopOrder order) {
    var received = order.more().received();
    var off = takenOff(order);
    if (received == null || off.isEmpty() || received.equals(order.total())) {
      return order;
    }
    var zero = Money.zero(order.currency());
    var net = off.stream().map(ShopRefund.Line::net).reduce(zero, Money::plus);
    var tax = off.stream().map(ShopRefund.Line::tax).reduce(zero, Money::plus);
    var value = order.taxesIncluded() ? net : net.plus(tax);
    if (!received.equals(order.total().minus(value))) {
      return order;
    }
    var lines = lines(order, off);
    return lines.isEmpty() ? order : with(order, lines, taxes(order, tax), received);
  }

  /** The order without what these took off, whatever was paid for it. */
  static ShopOrder without(ShopOrder order, List<ShopRefund> never) {
    var off = never.stream()
        .flatMap(refund -> refund.lines().stream())
        .filter(line -> !isOfReturn(line))
        .toList();
    var lines = off.isEmpty() ? order.lines() : lines(order, off);
    if (off.isEmpty() || lines.isEmpty()) {
      return order;
    }
    var zero = Money.zero(order.currency());
    var net = off.stream().map(ShopRefund.Line::net).reduce(zero, Money::plus);
    var tax = off.stream().map(ShopRefund.Line::tax).reduce(zero, Money::plus);
    var value = order.taxesIncluded() ? net : net.plus(tax);
    return with(order, lines, taxes(order, tax), order.total().minus(value));
  }

  /** True when nothing was left to be sold when it was paid: all was taken off before. */
  static boolean isNothing(ShopOrder order) {
    var received = order.more().received();
    int units = order.lines().stream().mapToInt(ShopOrder.Line::quantity).sum();
    int off = takenOff(order).stream().mapToInt(ShopRefund.Line::quantity).sum();
    return received != null && units > 0 && off >= units && !received.equals(order.total());
  }

  /** Units that were never charged: taken off, or sent back, before anybody had paid. */
  private static List<ShopRefund.Line> takenOff(ShopOrder order) {
    return order.refunds().stream()
        .filter(ChargedOrder::onlyTakesOff)
        .flatMap(refund -> refund.lines().stream())
        .filter(line -> !isOfReturn(line))
        .toList();
  }

  /** A return tells of goods and of no worth; whether they were charged is for its refund to say. */
  private static boolean isOfReturn(ShopRefund.Line line) {
    return line.restock() == ShopRefund.Restock.RETURN
        && line.net().isZero()
        && line.tax().isZero();
  }

  /** Which line of the sale each line becomes, from one. */
  static Map<String, Integer> positions(ShopOrder charged) {
    var positions = new LinkedHashMap<String, Integer>();
    int position = 0;
    for (var line : charged.lines()) {
      if (line.quantity() != 0) {
        position++;
        positions.putIfAbsent(line.id(), position);
      }
    }
    return positions;
  }

  private static List<ShopOrder.Line> lines(ShopOrder order, List<ShopRefund.Line> off) {
    var lines = new ArrayList<ShopOrder.Line>();
    for (var line : order.lines()) {
      var here = off.stream().filter(one -> one.lineId().equals(line.id())).toList();
      int units =
          line.quantity() - here.stream().mapToInt(ShopRefund.Line::quantity).sum();
      var net = line.unitPrice().times(line.quantity()).minus(line.discount());
      for (var one : here) {
        net = net.minus(one.net());
      }
      var discount = line.unitPrice().times(units).minus(net);
      if (units > 0) {
        lines.add(new ShopOrder.Line(
            line.id(),
            line.sku(),
            line.title(),
            units,
            line.open(),
            line.unitPrice(),
            discount,
            line.taxable()));
      }
    }
    return lines;
  }

  private static List<ShopOrder.Tax> taxes(ShopOrder order, Money off) {
    var weights = order.taxes().stream().map(tax -> tax.amount().minor()).toList();
    if (off.isZero() || weights.stream().allMatch(weight -> weight == 0)) {
      return order.taxes();
    }
    var shares = off.splitBy(weights);
    var taxes = new ArrayList<ShopOrder.Tax>();
    for (int i = 0; i < order.taxes().size(); i++) {
      var tax = order.taxes().get(i);
      taxes.add(new ShopOrder.Tax(tax.name(), tax.ratePpm(), tax.amount().minus(shares.get(i))));
    }
    return taxes;
  }

  private static ShopOrder with(
      ShopOrder order, List<ShopOrder.Line> lines, List<ShopOrder.Tax> taxes, Money total) {
    return new ShopOrder(
        order.id(),
        order.name(),
        order.createdAt(),
        order.updatedAt(),
        order.cancelledAt(),
        order.payment(),
        order.fulfilled(),
        order.test(),
        order.currency(),
        order.taxesIncluded(),
        order.locationId(),
        lines,
        order.shipping(),
        order.discount(),
        taxes,
        total,
        order.gateways(),
        order.customer(),
        order.charges(),
        order.refunds(),
        order.more());
  }
}
