package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.stock.OrderChanges;
import dev.tillbridge.hub.stock.SaleStock;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Moves the shelf from what of an order has taken effect to what its newest version tells. Joins the
 * caller's transaction, which has locked the order.
 */
final class OrderShelf {

  private final SaleStock stock;
  private final OrderChanges changes;
  private final SaleStore store;

  OrderShelf(SaleStock stock, OrderChanges changes, SaleStore store) {
    this.stock = stock;
    this.changes = changes;
    this.store = store;
  }

  /**
   * Which version of which order.
   *
   * @param version its number
   */
  record Told(String shop, UUID saleId, int version, Instant at) {

    /** Unique per sale and version. */
    UUID cause() {
      return UUID.nameUUIDFromBytes((saleId + ":" + version).getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Commits what a new order takes. What was taken off it before we heard of it was never missing.
   *
   * @return what has taken effect
   */
  OrderProgress take(Told told, LocationId location, ShopOrder order, OrderProgress wanted) {
    boolean any = wanted.lines().values().stream().anyMatch(l -> l.ordered() > l.back());
    var taken = new LinkedHashMap<String, OrderProgress.Line>();
    var units = new TreeMap<Sku, Integer>();
    wanted.lines().forEach((id, line) -> {
      int back = any ? line.back() : 0;
      taken.put(id, new OrderProgress.Line(line.sku(), line.ordered(), 0, back, 0));
      units.merge(line.sku(), line.ordered() - back, Math::addExact);
    });
    units.values().removeIf(count -> count == 0);
    store.writeShortages(
        told.saleId(),
        stock.sellAtShop(
            told.shop(), told.saleId(), location, stockLines(units), order.createdAt()));
    return new OrderProgress(taken, 0);
  }

  private static List<StockLine> stockLines(SortedMap<Sku, Integer> units) {
    return units.entrySet().stream()
        .map(unit -> new StockLine(unit.getKey(), unit.getValue()))
        .toList();
  }

  /**
   * Moves what is new.
   *
   * @param shelved of what came back by line, what nobody here has taken in before
   * @param end FULFILLED when everything has left, REVERSED when the order is cancelled, else null
   */
  void move(
      Told told,
      OrderProgress before,
      OrderProgress after,
      Map<String, Integer> shelved,
      @Nullable HoldState end) {
    if (untouched(before) && sameOrdered(before, after)) {
      if (end == HoldState.FULFILLED && after.back() == 0 && shelved.isEmpty()) {
        stock.fulfil(told.saleId(), told.at());
        return;
      }
      if (end == HoldState.REVERSED && after.gone() == 0) {
        stock.reverse(told.shop(), told.saleId(), told.at());
        return;
      }
    }
    var bySku = new TreeMap<Sku, Integer>();
    shelved.forEach((id, units) -> {
      var line = after.lines().get(id);
      if (line != null) {
        bySku.merge(line.sku(), units, Integer::sum);
      }
    });
    var change = after.since(before, bySku, after.open() == 0 ? end : null);
    if (!change.isNothing()) {
      store.writeShortages(
          told.saleId(),
          changes.apply(told.shop(), told.saleId(), told.cause(), change, told.at()));
    }
  }

  private static boolean untouched(OrderProgress progress) {
    return progress.gone() == 0 && progress.back() == 0;
  }

  private static boolean sameOrdered(OrderProgress before, OrderProgress after) {
    return after.lines().entrySet().stream().allMatch(line -> {
      var was = before.lines().get(line.getKey());
      return was != null && was.ordered() == line.getValue().ordered();
    });
  }
}
