package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.shop.ShopOrder;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What the hub cannot decide about a shop's order, put before a person. */
final class OrderCases {

  private static final String CANCELLED_AFTER_FULFILMENT = "cancelled-after-fulfilment";

  private final Cases cases;

  OrderCases(Cases cases) {
    this.cases = cases;
  }

  void cancelledAfterFulfilment(OrderTaking.From from, ShopOrder order) {
    cases.open(
        CANCELLED_AFTER_FULFILMENT,
        subject(from, order),
        "Order " + order.name() + " was cancelled although its goods have left",
        "%s cancelled it at %s. Stock and books are unchanged: receive the goods if they come back, and see to the money."
            .formatted(from.shop(), order.cancelledAt()));
  }

  void standsAgain(OrderTaking.From from, ShopOrder order) {
    cases.close(CANCELLED_AFTER_FULFILMENT, subject(from, order), "the order stands again");
  }

  void sentAfterCallingOff(OrderTaking.From from, ShopOrder order) {
    cases.open(
        "sent-after-calling-off",
        subject(from, order),
        "Order " + order.name() + " was sent although it had been called off here",
        "%s reports it as fulfilled. Count the shelf that it was sent from, and see to the money."
            .formatted(from.shop()));
  }

  void paidAfterCallingOff(OrderTaking.From from, ShopOrder order, int units) {
    cases.open(
        "paid-after-calling-off",
        subject(from, order),
        "Order " + order.name() + " was paid after units of it had been called off here",
        "%d of its units are not set aside any more. Set them aside again, or refund them at %s."
            .formatted(units, from.shop()));
  }

  /**
   * The order came to another amount than before, and the ledger could not follow it by itself.
   *
   * @param was what it came to when it was looked at last
   */
  void edited(OrderStep step, Sale sale, Money was) {
    var order = step.order();
    var difference = order.total().minus(was);
    cases.open(
        "order-edited",
        // Each edit has a difference of its own to be booked.
        subject(step.from(), order) + "|" + step.version(),
        "Order " + order.name() + " was changed after the hub had taken it",
        "Taken: %s for %s. Now: %s for %s. Stock has followed; book the difference of %s to sale %s by hand."
            .formatted(
                units(sale), sale.total(), units(order), order.total(), difference, sale.id()));
  }

  /** The shop says that money went back, but not which; it will say so in every later version. */
  void refundedSomehow(OrderTaking.From from, ShopOrder order, UUID sale) {
    cases.openOnce(
        "refund-at-shop",
        subject(from, order),
        "Money of order " + order.name() + " went back to the customer",
        "%s reports it as %s. Book the refund of sale %s; stock changes only when goods come back."
            .formatted(from.shop(), order.payment(), sale));
  }

  /** Units were taken off that never left, and the shop does not show them again. */
  void notRestocked(OrderTaking.From from, ShopOrder order, int units) {
    cases.open(
        "not-restocked",
        subject(from, order),
        "%d units of order %s were taken off without being restocked"
            .formatted(units, order.name()),
        "%s has written them off, and so has the hub. Count the shelf: if they are there, take them in."
            .formatted(from.shop()));
  }

  /** A sending was undone; every later version will say so. */
  void sendingUndone(OrderTaking.From from, ShopOrder order, int units) {
    cases.openOnce(
        "sending-undone",
        subject(from, order) + "|" + units,
        "%d units of order %s are told not to have left after all".formatted(units, order.name()),
        "%s has undone a fulfilment. The hub counts them as gone: count the shelf that they were to leave."
            .formatted(from.shop()));
  }

  /** What is left of it, shipping perhaps, has no goods that could be sold. */
  void paidForNothing(OrderTaking.From from, ShopOrder order) {
    var received = order.more().received();
    if (received != null && !received.isZero()) {
      cases.openOnce(
          "paid-without-goods",
          subject(from, order),
          "Order " + order.name() + " was paid after all of its goods had been taken off",
          "%s received %s for it. No sale was made of it: book the money by hand, or give it back."
              .formatted(from.shop(), received));
    }
  }

  private static Map<String, Long> units(ShopOrder order) {
    Map<String, Long> units = new TreeMap<>();
    for (var line : order.lines()) {
      if (line.quantity() != 0) {
        var sku = line.sku();
        units.merge(sku == null ? line.title() : sku.code(), (long) line.quantity(), Long::sum);
      }
    }
    return units;
  }

  private static Map<String, Long> units(Sale sale) {
    Map<String, Long> units = new TreeMap<>();
    sale.lines().forEach(l -> units.merge(l.sku().code(), (long) l.quantity(), Long::sum));
    return units;
  }

  private static String subject(OrderTaking.From from, ShopOrder order) {
    return from.shop() + "|" + order.id();
  }
}
