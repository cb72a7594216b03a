package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.SimTables.Shelf;
import dev.tillbridge.hub.stock.sim.Violation;

/** I8: what sellers may still sell, and have sold without our knowing, is covered by their escrow. */
final class SimSellers {

  private final SimWorld world;

  SimSellers(SimWorld world) {
    this.world = world;
  }

  void look() {
    world.devices().forEach(SimDevice::look);
    if (world.options().fault() == SimFault.SHOP_WITHOUT_ESCROW) {
      return;
    }
    for (var sku : world.tables().listings.keySet()) {
      for (var location : world.locations()) {
        look(new Shelf(location, sku));
      }
    }
  }

  private void look(Shelf shelf) {
    int shows = Math.max(0, world.shop().number(shelf.sku(), shelf.location().code()));
    int unread = 0;
    int cancelled = 0;
    for (var order : world.shop().orders()) {
      if (order.sku().equals(shelf.sku())
          && order.place().equals(shelf.location().code())) {
        var known = world.tables().orders.committed(order.id());
        if (known == null && !order.cancelled()) {
          unread += order.units();
        }
        if (known != null && order.cancelled() && known.state() != SimOrders.State.CANCELLED) {
          // On show again at the shop, still committed here.
          cancelled += order.units();
        }
      }
    }
    int escrow = world.tables().outstanding(shelf);
    if (shows + unread > escrow + cancelled) {
      throw new Violation(
          "I8",
          "the shop shows %d of %s and has %d on orders we have not read, its escrow is %d"
              .formatted(shows, shelf, unread, escrow));
    }
  }
}
