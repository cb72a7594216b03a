package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.util.List;

/** A planted mistake: the shop is told what is free less a buffer of one, without escrow. */
final class SimPool {

  private static final int BUFFER = 1;

  private SimPool() {}

  static Outcome<String> deliver(SimWorld world, SimHub hub, Delivery delivery) {
    var names = ShopWindowStore.split(delivery.subject());
    var location = new LocationId(names.get(1));
    var sku = new Sku(names.get(2));
    // Its orders are read before, so that nothing is double counted that need not be.
    var read = hub.orders.readOrders(SimShop.NAME);
    if (!(read instanceof Delivered<Integer>)) {
      return read.map(_ -> "");
    }
    int free = hub.parts.ledger().free(location, List.of(sku)).stream()
        .mapToInt(Gate.Free::free)
        .findFirst()
        .orElse(0);
    var place = location.code();
    var seen = world.shop().available(SimShop.item(sku), place);
    if (!(seen instanceof Delivered<StockNumber>(var number))) {
      return seen.map(_ -> "");
    }
    int target = Math.max(0, free - BUFFER);
    if (number.available() == target) {
      return new Delivered<>("shows " + target);
    }
    return world
        .shop()
        .setAvailable(new StockChange(
            world.dice().id(), SimShop.item(sku), place, number.available(), target))
        .map(now -> "shows " + now.available());
  }
}
