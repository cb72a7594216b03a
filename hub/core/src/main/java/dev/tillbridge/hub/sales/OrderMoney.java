package dev.tillbridge.hub.sales;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopRefund;
import dev.tillbridge.model.shop.ShopRefund.Restock;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What newer versions of an order mean for the money: refunds are written down once each and noted on
 * the sale, and what cannot be entered becomes a case. Joins the caller's transaction.
 */
final class OrderMoney {

  private final OrderVersions versions;
  private final OrderRefunds refunds;
  private final SaleReader reader;
  private final OrderCases cases;
  private final OrderBookings books;
  private final InstantSource clock;

  OrderMoney(
      JdbcClient jdbc,
      OrderVersions versions,
      OrderCases cases,
      OrderBookings books,
      InstantSource clock) {
    this.versions = versions;
    this.books = books;
    this.refunds = new OrderRefunds(jdbc);
    this.reader = new SaleReader(jdbc);
    this.cases = cases;
    this.clock = clock;
  }

  /** Of an order that is no sale, or of whose sale nothing is left, only the record is kept. */
  void withoutSale(OrderStep step) {
    var fresh = refunds.write(step.from().shop(), step.order(), step.version());
    lost(step.from(), step.order(), fresh);
  }

  /** The order of a sale was cancelled before its goods left. */
  void cancelled(OrderStep step) {
    var fresh = refunds.write(step.from().shop(), step.order(), step.version());
    lost(step.from(), step.order(), fresh);
    books.cancelled(step, fresh);
  }

  /** A sale was just made of the order, as it was charged. */
  void sold(OrderTaking.From from, ShopOrder order, int version, Sale sale) {
    lost(from, order, refunds.write(from.shop(), order, version));
    // What was taken off before it was paid is not in the sale.
    boolean charged = sale.total().equals(order.total());
    var since = order.refunds().stream()
        .filter(refund -> charged || !ChargedOrder.onlyTakesOff(refund))
        .toList();
    var progress = versions.progress(from.shop(), order.id());
    note(from, order, since, shelved(from, order, OrderProgress.NOTHING, progress));
    books.sold(sale, order, since);
    told(from, order, sale.id());
  }

  /**
   * A newer version of an order of which a sale was made.
   *
   * @param was what it came to before, in the smallest unit; null when that does not matter
   */
  void changed(OrderStep step, @Nullable Long was) {
    var from = step.from();
    var order = step.order();
    var fresh = refunds.write(from.shop(), order, step.version());
    note(from, order, fresh, shelved(from, order, step.before(), step.now()));
    lost(from, order, fresh);
    boolean entered = books.changed(step, fresh);
    told(from, order, step.saleId());
    if (!entered && was != null && order.total().minor() != was) {
      var sale = reader.forBooks(step.saleId()).orElseThrow().sale();
      cases.edited(step, sale, new Money(was, order.currency()));
    }
  }

  /** What the shop says of money that went back, but not enough to enter it. */
  private void told(OrderTaking.From from, ShopOrder order, UUID sale) {
    boolean back = order.payment() == ShopOrder.Payment.REFUNDED
        || order.payment() == ShopOrder.Payment.VOIDED;
    if (back && order.refunds().isEmpty() && order.cancelledAt() == null) {
      cases.refundedSomehow(from, order, sale);
    }
  }

  /** Units that a shop has written off although nothing of their line was sent. */
  private void lost(OrderTaking.From from, ShopOrder order, List<ShopRefund> fresh) {
    int lost = order.fulfilled()
        ? 0
        : fresh.stream()
            .filter(refund -> !refund.isOurs())
            .flatMap(refund -> refund.lines().stream())
            .filter(line -> line.restock() == Restock.NO_RESTOCK)
            .filter(line -> order.lines().stream()
                .anyMatch(l -> l.id().equals(line.lineId()) && OrderProgress.neverSent(order, l)))
            .mapToInt(ShopRefund.Line::quantity)
            .sum();
    if (lost > 0) {
      cases.notRestocked(from, order, lost);
    }
  }

  private void note(
      OrderTaking.From from,
      ShopOrder order,
      List<ShopRefund> fresh,
      Map<String, Integer> shelved) {
    var positions = versions.positions(from.shop(), order.id());
    var left = new LinkedHashMap<>(shelved);
    for (var refund : fresh.stream().filter(one -> !one.isOurs()).toList()) {
      var sale = reader.find(from.saleId(order)).orElseThrow();
      refunds.note(sale, refund, positions, order.taxesIncluded(), left, clock.instant());
    }
  }

  /**
   * Of the units that came back since, by line, those that nobody here has taken in before. A
   * customer brings goods to the counter, where they are booked in, and then the shop is told.
   */
  Map<String, Integer> shelved(
      OrderTaking.From from, ShopOrder order, OrderProgress before, OrderProgress now) {
    var returned = now.returnedSince(before);
    var found = returned.isEmpty() ? null : reader.find(from.saleId(order)).orElse(null);
    if (found == null) {
      return returned;
    }
    var positions = versions.positions(from.shop(), order.id());
    var shelved = new LinkedHashMap<String, Integer>();
    returned.forEach((line, units) -> {
      var position = positions.get(line);
      var counted = now.lines().get(line);
      int here = position == null ? 0 : refunds.takenInHere(found.id(), position);
      int all = counted == null ? units : counted.returned();
      int earlier = position == null ? all - units : returnedBefore(found, position);
      shelved.put(line, Math.clamp((long) all - here - earlier, 0, units));
    });
    return shelved;
  }

  private static int returnedBefore(SaleView sale, int position) {
    return sale.changes().stream()
        .filter(c -> c.line() == position && c.kind() == SaleChange.Kind.RETURNED)
        .mapToInt(SaleChange::quantity)
        .sum();
  }
}
