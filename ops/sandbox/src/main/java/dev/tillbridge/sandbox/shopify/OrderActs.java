package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.shopify.Order.Back;
import dev.tillbridge.sandbox.shopify.OrderLine.Done;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an order after it was placed: sent in parts, edited, refunded, cancelled. Units that
 * are sent leave committed; those taken off with restock are available again, without they are gone;
 * those that come back are available. Every act answers null when it is not possible, and then
 * nothing has changed.
 */
final class OrderActs {

  private final ShopData data;
  private final Orders orders;

  OrderActs(ShopData data, Orders orders) {
    this.data = data;
    this.orders = orders;
  }

  /**
   * Ships.
   *
   * @param units by SKU; empty for everything that is open
   */
  @Nullable
  Order fulfil(Order order, Map<String, Integer> units) {
    boolean possible = units.entrySet().stream()
        .allMatch(unit -> unit.getValue() <= sum(order, unit.getKey(), OrderLine::open));
    if (!order.open() || !possible) {
      return null;
    }
    var left = new HashMap<>(units);
    var lines = new ArrayList<OrderLine>();
    for (var line : order.lines()) {
      int some =
          units.isEmpty() ? line.open() : Math.min(line.open(), left.getOrDefault(line.sku(), 0));
      left.merge(line.sku(), -some, Integer::sum);
      var done = line.done();
      lines.add(line.with(
          new Done(done.sent() + some, done.cancelled(), done.writtenOff(), done.refundedSent())));
      move(line, 0, -some);
    }
    return saved(order.with(lines, null, data.now()));
  }

  /**
   * Cancels, and gives all its money back; only while nothing has left.
   *
   * @param restock what was ordered is available again; else it is on no shelf
   */
  @Nullable
  Order cancel(Order order, boolean restock) {
    if (!order.open() || order.lines().stream().anyMatch(line -> line.done().sent() > 0)) {
      return null;
    }
    var backs = new ArrayList<Back>();
    var lines = new ArrayList<OrderLine>();
    for (var line : order.lines()) {
      lines.add(takeOff(order, line, line.open(), restock, backs));
    }
    var now = data.now();
    var refund = refund(order, backs, order.extras().shipping());
    var next = order.with(lines, refund.lines().isEmpty() ? null : refund, now).cancelled(now);
    return saved(next);
  }

  /** Somebody writes a tag on it; nothing else changes. */
  Order tag(Order order, String tag) {
    return saved(order.tagged(tag, data.now()));
  }

  /** The buyer pays, if there is something left to pay for. */
  @Nullable
  Order pay(Order order) {
    boolean something = order.lines().stream().anyMatch(line -> line.current() > 0);
    return order.cancelledAt() == null && order.extras().unpaid() && something
        ? saved(order.paid(data.now()))
        : null;
  }

  /** Adds a line, paid at once if the order is. */
  @Nullable
  Order add(Order order, String sku, int quantity) {
    if (order.cancelledAt() != null) {
      return null;
    }
    var line = orders.taken(sku, quantity);
    if (line == null) {
      return null;
    }
    var lines = new ArrayList<>(order.lines());
    lines.add(line);
    return saved(order.with(lines, null, data.now()));
  }

  /**
   * Gives money back for units of a SKU: for those that had left first, then for those that had not.
   *
   * @param restock those that had left come back, those that had not are available again; else they
   *     are on no shelf
   * @param unsentOnly as an edit does
   */
  @Nullable
  Order refund(Order order, String sku, int quantity, boolean restock, boolean unsentOnly) {
    int possible = sum(order, sku, unsentOnly ? OrderLine::open : OrderLine::current);
    if (order.cancelledAt() != null || quantity > possible) {
      return null;
    }
    int left = quantity;
    var backs = new ArrayList<Back>();
    var lines = new ArrayList<OrderLine>();
    for (var line : order.lines()) {
      var next = line;
      if (line.sku().equals(sku)) {
        int sent =
            unsentOnly ? 0 : Math.min(left, line.done().sent() - line.done().refundedSent());
        next = comeBack(order, next, sent, restock, backs);
        left -= sent;
        int open = Math.min(left, next.open());
        next = takeOff(order, next, open, restock, backs);
        left -= open;
      }
      lines.add(next);
    }
    return saved(order.with(lines, refund(order, backs, 0), data.now()));
  }

  /**
   * Goods that had left come back, and no money goes back yet. All of them must be of one line.
   *
   * @param restock they are on the shelf again; else on none
   */
  @Nullable
  Order takeBack(Order order, String sku, int quantity, boolean restock) {
    var found = order.lines().stream()
        .filter(line -> line.sku().equals(sku))
        .filter(line -> quantity
            <= line.done().sent() - line.done().refundedSent() - unitsWaiting(order, line.id()))
        .findFirst();
    if (found.isEmpty()) {
      return null;
    }
    var line = found.get();
    if (restock) {
      move(line, quantity, 0);
    }
    var back = new Order.Return(
        8_000_000_000L + data.counters.up("return"), data.now(), line.id(), quantity, restock);
    return saved(order.with(back, data.now()));
  }

  /**
   * Gives the money back for units that came back before. The refund says that they are on the shelf
   * again, as the return did.
   */
  @Nullable
  Order refundReturned(Order order, String sku, int quantity) {
    var back = order.returns().reversed().stream()
        .filter(one -> quantity <= unitsWaiting(order, one.lineId()))
        .filter(one -> order.lines().stream()
            .anyMatch(line -> line.id() == one.lineId() && line.sku().equals(sku)))
        .findFirst();
    if (back.isEmpty()) {
      return null;
    }
    var returned = back.get();
    var backs = new ArrayList<Back>();
    var lines = order.lines().stream()
        .map(line -> {
          if (line.id() != returned.lineId()) {
            return line;
          }
          backs.add(back(order, line, quantity, returned.restocked() ? "return" : "no_restock"));
          return line.withRefundedSent(quantity);
        })
        .toList();
    var refund = refund(order, backs, 0);
    return saved(order.with(
        lines,
        new Order.Refund(
            refund.id(), refund.at(), refund.lines(), refund.free(), 0, returned.id(), null),
        data.now()));
  }

  /** Units of a line that came back and for which no money went back yet. */
  private static int unitsWaiting(Order order, long lineId) {
    int came = order.returns().stream()
        .filter(back -> back.lineId() == lineId)
        .mapToInt(Order.Return::units)
        .sum();
    int paid = order.refunds().stream()
        .filter(refund -> refund.returnId() != 0)
        .flatMap(refund -> refund.lines().stream())
        .filter(line -> line.lineId() == lineId)
        .mapToInt(Back::quantity)
        .sum();
    return came - paid;
  }

  private OrderLine comeBack(
      Order order, OrderLine line, int units, boolean restock, List<Back> backs) {
    if (units == 0) {
      return line;
    }
    backs.add(back(order, line, units, restock ? "return" : "no_restock"));
    if (restock) {
      move(line, units, 0);
    }
    return line.withRefundedSent(units);
  }

  private OrderLine takeOff(
      Order order, OrderLine line, int units, boolean restock, List<Back> backs) {
    if (units == 0) {
      return line;
    }
    backs.add(back(order, line, units, restock ? "cancel" : "no_restock"));
    move(line, restock ? units : 0, -units);
    var done = line.done();
    return line.with(
        restock
            ? new Done(
                done.sent(), done.cancelled() + units, done.writtenOff(), done.refundedSent())
            : new Done(
                done.sent(), done.cancelled(), done.writtenOff() + units, done.refundedSent()));
  }

  /** The money of the units after those for which money went back before; the last take the rest. */
  private static Back back(Order order, OrderLine line, int units, String restock) {
    int before = line.quantity() - line.current();
    long tax =
        line.taxOf(before + units, order.taxRatePpm()) - line.taxOf(before, order.taxRatePpm());
    long net = line.netOf(before + units) - line.netOf(before);
    return new Back(line.id(), units, restock, net, tax);
  }

  private Order.Refund refund(Order order, List<Back> backs, long shipping) {
    return new Order.Refund(
        9_000_000_000L + data.counters.up("refund"),
        data.now(),
        backs,
        order.extras().unpaid(),
        shipping,
        0,
        null);
  }

  private void move(OrderLine line, int available, int committed) {
    var level = data.levels.need(Level.key(line.itemId(), line.placeId()));
    data.levels.put(
        level.key(),
        level.with(level.available() + available, level.committed() + committed, data.now()));
  }

  private static int sum(Order order, String sku, ToIntFunction<OrderLine> count) {
    return order.lines().stream()
        .filter(l -> l.sku().equals(sku))
        .mapToInt(count)
        .sum();
  }

  private Order saved(Order order) {
    data.orders.put(order.id(), order);
    return order;
  }
}
