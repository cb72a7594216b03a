package dev.tillbridge.sandbox.woocommerce;

import dev.tillbridge.sandbox.wire.Cents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What shoppers and the shop's staff do. Units are taken off the stock when an order is put on hold,
 * paid or completed, not when it is placed; and put back when it is cancelled or made pending again.
 */
final class Orders {

  static final Set<String> STATUSES =
      Set.of("pending", "on-hold", "processing", "completed", "cancelled", "refunded", "failed");

  private static final Set<String> TAKES = Set.of("on-hold", "processing", "completed");
  private static final Set<String> PUTS_BACK = Set.of("cancelled", "pending");

  /** What became of a shopper's wish. */
  sealed interface Outcome {
    /** Ordered. */
    record Placed(Order order) implements Outcome {}

    /** No such SKU in this shop. */
    record Unknown(String sku) implements Outcome {}

    /** Less is left than wanted; the shop does not take back-orders. */
    record SoldOut(String sku, int available) implements Outcome {}
  }

  private final WooData data;

  Orders(WooData data) {
    this.data = data;
  }

  Outcome place(Map<String, Integer> wanted, String status) {
    var settings = data.settings();
    var lines = new ArrayList<Order.Line>();
    for (var wish : wanted.entrySet()) {
      var item = data.bySku(wish.getKey());
      if (item == null) {
        return new Outcome.Unknown(wish.getKey());
      }
      var stock = item.stock();
      if (stock != null && stock < wish.getValue()) {
        return new Outcome.SoldOut(wish.getKey(), Math.max(0, stock));
      }
      long net = Math.multiplyExact(item.price(), (long) wish.getValue());
      lines.add(new Order.Line(
          data.counters.up("line") + 300,
          item.id(),
          item.sku(),
          item.title(),
          wish.getValue(),
          item.price(),
          item.taxable() ? Cents.share(net, settings.taxRatePpm()) : 0));
    }
    var now = data.now();
    var order = new Order(
        data.counters.up("order") + 700,
        "pending",
        settings.currency(),
        settings.taxRatePpm(),
        lines,
        false,
        now,
        now,
        null);
    return new Outcome.Placed(move(order, status));
  }

  /** Any status may follow any other, as in WooCommerce. */
  Order move(Order order, String status) {
    boolean reduced = order.reduced();
    if (TAKES.contains(status) && !reduced) {
      shift(order.lines(), -1);
      reduced = true;
    } else if (PUTS_BACK.contains(status) && reduced) {
      shift(order.lines(), 1);
      reduced = false;
    }
    var moved = order.in(status, reduced, data.now());
    data.orders.put(moved.id(), moved);
    return moved;
  }

  private void shift(List<Order.Line> lines, int sign) {
    for (var line : lines) {
      var item = data.items.need(line.itemId());
      var stock = item.stock();
      if (stock != null) {
        data.items.put(item.id(), item.with(stock + sign * line.quantity()));
      }
    }
  }
}
