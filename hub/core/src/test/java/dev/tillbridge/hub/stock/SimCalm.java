package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.SimTables.Claim;
import dev.tillbridge.hub.stock.SimTables.Shelf;
import dev.tillbridge.hub.stock.sim.Fibers;
import dev.tillbridge.hub.stock.sim.Violation;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.HoldState;

/** Everything works again and nobody wants anything: what is left must be in order (L1 to L3). */
final class SimCalm {

  private static final int ROUNDS = 12;

  private final SimWorld world;
  private final Fibers fibers;

  SimCalm(SimWorld world) {
    this.world = world;
    this.fibers = world.fibers();
  }

  /** Heals, sweeps and delivers until nothing is left to do. */
  void down() {
    world.shop().behave();
    for (int i = 0; i < world.options().hubs(); i++) {
      world.restart(i);
    }
    world.hubs().forEach(hub -> hub.session.setTrouble(world.trouble()));
    var hub = world.hubs().getFirst();
    var fence = new SimFence(hub.session, world.tables());
    if (world.dice().oneIn(3)) {
      hub.call("fence", () -> fence.fall(world.locations().getFirst(), 1));
    }
    // Whoever was at work when the faults ended gets to his end, and every hold runs out.
    fibers.sleep(30_000);
    hub.call("sweep", hub.reservations::expire);
    lookWhileFenced();
    for (var location : world.locations()) {
      hub.call("open", () -> fence.open(location));
    }
    var done = hub.call("calm", () -> {
      hub.reservations.expire();
      for (int round = 0; round < 2 || (round < ROUNDS && !isSettled()); round++) {
        settle(hub);
        fibers.sleep(SimDeliveries.LEASE);
      }
      hub.leases.real.sweep();
      hub.reconciler.reconcile();
      return true;
    });
    if (!(done instanceof SimHub.Reply.Answered<Boolean>)) {
      throw new Violation("L1", "the hub does not come to rest: " + done);
    }
  }

  /** What is fenced waits; everything else goes on. */
  private void lookWhileFenced() {
    for (var hold : world.tables().holds.committed()) {
      var location = hold.location();
      if (location != null
          && hold.state() == HoldState.HELD
          && isOpen(location)
          && hold.partOf() == null) {
        throw new Violation(
            "L1", "hold " + hold.id() + " at " + location + ", which is open, does not run out");
      }
    }
  }

  private boolean isOpen(LocationId location) {
    var row = world.tables().locations.committed(location);
    return row != null && row.state().equals("OPEN");
  }

  private void settle(SimHub hub) {
    if (world.options().hasShop()) {
      hub.window.endWants();
      hub.deliveries.retryParked();
      hub.orders.readOrders(SimShop.NAME);
      for (boolean more = true; more; ) {
        more = hub.deliverSome();
      }
    }
  }

  private boolean isSettled() {
    return world.tables().deliveries.committed().stream()
        .noneMatch(row -> row.open() || !row.note().isEmpty());
  }

  /** What is left. */
  void look() {
    for (var hold : world.tables().holds.committed()) {
      if (hold.state().isOpen()) {
        throw new Violation("L1", "hold " + hold.id() + " never ends: " + hold.state());
      }
    }
    for (var lease : world.tables().leases.committed()) {
      if (lease.state() != LeaseState.CLOSED) {
        throw new Violation("L2", "lease " + lease.device() + " is still " + lease.state());
      }
    }
    for (var location : world.locations()) {
      if (!isOpen(location)) {
        throw new Violation("L3", location + " is still fenced");
      }
      for (var sku : world.tables().listings.keySet()) {
        window(new Shelf(location, sku));
      }
    }
    if (!isSettled()) {
      throw new Violation(
          "L2", "deliveries are left: " + world.tables().deliveries.committed());
    }
    world.tables().lookForLocks();
    lookAtTheGate();
  }

  /** Redis has been told, or healed. */
  private void lookAtTheGate() {
    if (world.options().gate() == SimGate.Mood.AWAY) {
      return;
    }
    for (var location : world.locations()) {
      for (var sku : world.tables().catalogue) {
        var stock = world.tables().stock.committed(new Shelf(location, sku));
        var free = world.redis().free(location, sku);
        if (stock != null && !Integer.valueOf(stock.free()).equals(free)) {
          throw new Violation(
              "L2", "Redis believes " + free + " of " + sku + " to be free, not " + stock.free());
        }
      }
    }
  }

  private void window(Shelf shelf) {
    if (world.options().fault() == SimFault.SHOP_WITHOUT_ESCROW) {
      return;
    }
    int number = world.shop().number(shelf.sku(), shelf.location().code());
    var window = world.tables().windows.committed(new Claim(SimShop.NAME, 0, shelf));
    int escrow = world.tables().outstanding(shelf);
    var shown = SimHub.shown(window);
    if (window == null
        || window.pending() != null
        || window.wanted() != 0
        || shown == null
        || shown != number
        || escrow != number) {
      throw new Violation(
          "L2",
          "the shop shows %d of %s, its escrow is %d, we believe %s"
              .formatted(number, shelf, escrow, window));
    }
  }
}
