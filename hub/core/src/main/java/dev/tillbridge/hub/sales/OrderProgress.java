package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.stock.OrderChange;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopRefund.Restock;
import dev.tillbridge.model.stock.HoldState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of an order's lines has taken effect here, and what a newer version adds to it. Counts only
 * grow, so whatever versions were missed, repeated or came in disorder, each unit moves once. A pure
 * function.
 *
 * @param lines by the shop's id of the line, in the order's order
 * @param undone units that were told to have left and are now told not to have
 */
record OrderProgress(SequencedMap<String, Line> lines, int undone) {

  /**
   * One line.
   *
   * @param ordered with what edits added
   * @param gone left the shelf
   * @param back taken off before they left
   * @param returned left, and came back to the shelf
   */
  record Line(Sku sku, int ordered, int gone, int back, int returned) {

    /** Units that are still promised. */
    int open() {
      return ordered - gone - back;
    }
  }

  private static final int NONE = 0;

  /** Of an order nobody has looked at. */
  static final OrderProgress NOTHING = new OrderProgress(new LinkedHashMap<>(), NONE);

  /** As this version tells it, after what took effect before. */
  OrderProgress after(ShopOrder order) {
    var now = new LinkedHashMap<>(lines);
    int takenBack = 0;
    var seen = new HashMap<String, Integer>();
    for (var told : order.lines()) {
      var sku = told.sku();
      if (sku == null) {
        continue; // Judged where the sale is made; it lies on no shelf of ours.
      }
      // Should a shop use an id twice, the second is another line.
      int copy = seen.merge(told.id(), 1, Integer::sum);
      var id = copy == 1 ? told.id() : told.id() + "#" + copy;
      var before = Objects.requireNonNullElse(lines.get(id), new Line(sku, 0, 0, 0, 0));
      var after = after(order, told, before, copy == 1);
      takenBack += Math.max(0, before.gone() - toldGone(order, told, copy == 1));
      if (after.ordered() > 0) {
        now.put(id, after);
      }
    }
    return new OrderProgress(now, takenBack);
  }

  private static Line after(ShopOrder order, ShopOrder.Line told, Line before, boolean first) {
    int ordered = Math.max(before.ordered(), told.quantity());
    int gone = Math.clamp(toldGone(order, told, first), before.gone(), ordered - before.back());
    int back = Math.clamp(toldBack(order, told, first), before.back(), ordered - gone);
    int returned =
        Math.clamp(first ? units(order, told.id(), Restock.RETURN) : 0, before.returned(), gone);
    return new Line(before.sku(), ordered, gone, back, returned);
  }

  /** A cancelled order promises nothing: what had not left is taken off. */
  private static int toldBack(ShopOrder order, ShopOrder.Line told, boolean first) {
    int cancelled = first ? units(order, told.id(), Restock.CANCEL) : 0;
    return order.cancelledAt() == null ? cancelled : cancelled + open(order, told);
  }

  private static int toldGone(ShopOrder order, ShopOrder.Line told, boolean first) {
    int cancelled = first ? units(order, told.id(), Restock.CANCEL) : 0;
    return Math.max(0, told.quantity() - open(order, told) - cancelled);
  }

  /** All units of the line are open, or were taken off: what was written off never left. */
  static boolean neverSent(ShopOrder order, ShopOrder.Line line) {
    int off = units(order, line.id(), Restock.CANCEL) + units(order, line.id(), Restock.NO_RESTOCK);
    return line.open() + off >= line.quantity();
  }

  /** No line can have sent anything. */
  static boolean nothingSent(ShopOrder order) {
    return !order.fulfilled() && order.lines().stream().allMatch(line -> neverSent(order, line));
  }

  private static int open(ShopOrder order, ShopOrder.Line told) {
    return order.fulfilled() ? 0 : Math.clamp(told.open(), 0, Math.max(0, told.quantity()));
  }

  private static int units(ShopOrder order, String line, Restock restock) {
    return order.refunds().stream().mapToInt(r -> r.units(line, restock)).sum();
  }

  /**
   * What the shelf must do to get here.
   *
   * @param shelved returned units of which somebody has not been told before
   * @param end how the hold ends, or null
   */
  OrderChange since(
      OrderProgress before, SortedMap<Sku, Integer> shelved, @Nullable HoldState end) {
    var added = new TreeMap<Sku, Integer>();
    var gone = new TreeMap<Sku, Integer>();
    var back = new TreeMap<Sku, Integer>();
    var returned = new TreeMap<Sku, Integer>();
    lines.forEach((id, now) -> {
      var was = Objects.requireNonNullElse(before.lines.get(id), new Line(now.sku(), 0, 0, 0, 0));
      added.merge(now.sku(), now.ordered() - was.ordered(), Integer::sum);
      gone.merge(now.sku(), now.gone() - was.gone(), Integer::sum);
      back.merge(now.sku(), now.back() - was.back(), Integer::sum);
      returned.merge(now.sku(), now.returned() - was.returned(), Integer::sum);
    });
    return new OrderChange(added, gone, back, returned, shelved, end);
  }

  /** What came back by line since. */
  Map<String, Integer> returnedSince(OrderProgress before) {
    var returned = new LinkedHashMap<String, Integer>();
    lines.forEach((id, now) -> {
      var was = before.lines.get(id);
      int more = now.returned() - (was == null ? 0 : was.returned());
      if (more > 0) {
        returned.put(id, more);
      }
    });
    return returned;
  }

  /** Units that have left the shelf. */
  int gone() {
    return lines.values().stream().mapToInt(Line::gone).sum();
  }

  /** Units that were taken off. */
  int back() {
    return lines.values().stream().mapToInt(Line::back).sum();
  }

  /** Units that are still promised. */
  int open() {
    return lines.values().stream().mapToInt(Line::open).sum();
  }
}
