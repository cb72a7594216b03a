package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.sales.OrderBook.State;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What taking a version of an order does to the shelf and to the book of orders, whether or not a
 * sale was made of it. Joins the caller's transaction, which has locked the order.
 */
final class OrderEffects {

  private final OrderBook book;
  private final OrderVersions versions;
  private final OrderShelf shelf;
  private final OrderCases cases;
  private final ShopOrders.Neighbours hub;

  OrderEffects(
      OrderBook book,
      OrderVersions versions,
      OrderShelf shelf,
      OrderCases cases,
      ShopOrders.Neighbours hub) {
    this.book = book;
    this.versions = versions;
    this.shelf = shelf;
    this.cases = cases;
    this.hub = hub;
  }

  /** Notes what was made of the version. */
  Outcome<String> done(OrderStep step, State state, @Nullable UUID sale, String what) {
    book.save(step.from().shop(), step.order(), step.version(), state, sale);
    return new Delivered<>(what);
  }

  /** Commits what a new order takes; the step goes on from there. */
  OrderStep take(OrderStep step) {
    var order = step.order();
    return step.after(shelf.take(step.told(), step.from().location(order), order, step.now()));
  }

  /**
   * The shelf follows, and what has taken effect is written down.
   *
   * @param shelved units by line that came back and that nobody here has taken in before
   */
  void move(OrderStep step, Map<String, Integer> shelved) {
    var order = step.order();
    HoldState end = null;
    if (order.cancelledAt() != null) {
      end = HoldState.REVERSED;
    } else if (order.fulfilled()) {
      end = HoldState.FULFILLED;
    }
    shelf.move(step.told(), step.before(), step.now(), shelved, end);
    versions.save(step.from().shop(), order.id(), step.now());
    if (step.now().undone() > 0 && order.cancelledAt() == null) {
      cases.sendingUndone(step.from(), order, step.now().undone());
    }
  }

  /** Under what its units are promised. */
  Hold hold(UUID saleId) {
    return hub.holds()
        .apply(saleId)
        .orElseThrow(() -> new IllegalStateException("sale " + saleId + " has no hold"));
  }

  /** A person at the hub was first: nothing of it is promised, and its goods have not left. */
  boolean wasCalledOff(UUID saleId) {
    return hold(saleId).state() == HoldState.REVERSED;
  }

  /** Units that the shop counts on and a person here has called off. */
  static int calledOff(Hold hold, OrderProgress progress) {
    int promised = units(hold.lines())
        + hold.parts().stream().mapToInt(part -> units(part.lines())).sum();
    return switch (hold.state()) {
      case REVERSED -> progress.open();
      case COMMITTED -> progress.open() - promised;
      default -> 0;
    };
  }

  private static int units(List<StockLine> lines) {
    return lines.stream().mapToInt(StockLine::quantity).sum();
  }

  /** Those of its SKUs that the catalogue has. */
  Set<Sku> known(ShopOrder order) {
    return hub.catalog().variants(OrderSale.skus(order)).keySet();
  }
}
