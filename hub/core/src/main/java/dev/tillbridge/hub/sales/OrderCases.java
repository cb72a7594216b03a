package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.stock.StockLine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What the hub cannot decide about a shop's order, put before a person. */
final class OrderCases {

  private final Cases cases;

  OrderCases(Cases cases) {
    this.cases = cases;
  }

  void cancelledAfterPosting(OrderTaking.From from, ShopOrder order, UUID sale) {
    cases.open(
        Sales.CANCELLED_AFTER_POSTING,
        sale.toString(),
        "Order " + order.name() + " was cancelled after it may have been booked",
        "%s cancelled it at %s. If the books hold a document of sale %s, reverse it there."
            .formatted(from.shop(), order.cancelledAt(), sale));
  }

  void cancelledAfterFulfilment(OrderTaking.From from, ShopOrder order) {
    cases.open(
        "cancelled-after-fulfilment",
        subject(from, order),
        "Order " + order.name() + " was cancelled although its goods have left",
        "%s cancelled it at %s. Stock and books are unchanged: receive the goods if they come back, and see to the money."
            .formatted(from.shop(), order.cancelledAt()));
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
   * Compares the order as it is now with the sale that was made of it. Each newer version asks
   * again: it may tell of another refund, and one open case per order is all there is.
   *
   * @param taken what the order took from the shelf
   */
  void look(OrderTaking.From from, ShopOrder order, Sale sale, List<StockLine> taken) {
    if (!units(order).equals(units(taken)) || !order.total().equals(sale.total())) {
      cases.open(
          "order-edited",
          subject(from, order),
          "Order " + order.name() + " was changed after the hub had taken it",
          "Taken: %s for %s. Now: %s for %s. Correct stock and books by hand."
              .formatted(units(taken), sale.total(), units(order), order.total()));
    }
    switch (order.payment()) {
      case PAID, OPEN -> {}
      case REFUNDED, VOIDED ->
        cases.open(
            "refund-at-shop",
            subject(from, order),
            "Money of order " + order.name() + " went back to the customer",
            "%s reports it as %s. Book the refund of sale %s; stock changes only when goods come back."
                .formatted(from.shop(), order.payment(), sale.id()));
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

  private static Map<String, Long> units(List<StockLine> lines) {
    Map<String, Long> units = new TreeMap<>();
    lines.forEach(l -> units.merge(l.sku().code(), (long) l.quantity(), Long::sum));
    return units;
  }

  private static String subject(OrderTaking.From from, ShopOrder order) {
    return from.shop() + "|" + order.id();
  }
}
