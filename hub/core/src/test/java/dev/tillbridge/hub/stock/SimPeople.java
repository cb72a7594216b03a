package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.sim.Dice;
import dev.tillbridge.hub.stock.sim.Fibers;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Everybody outside: customers, merchants, and those who run the hubs. */
final class SimPeople {

  private final SimWorld world;
  private final SimOptions options;
  private final Fibers fibers;
  private final Dice dice;

  SimPeople(SimWorld world) {
    this.world = world;
    this.options = world.options();
    this.fibers = world.fibers();
    this.dice = world.dice();
  }

  /** Sets them all off. */
  void set() {
    for (int i = 0; i < options.carts(); i++) {
      world.begin("cart-" + i, () -> new SimCart(world).shop());
    }
    for (int i = 0; i < options.buyers(); i++) {
      world.begin("buyer-" + i, this::buy);
    }
    for (int i = 0; i < options.tills(); i++) {
      var device = new SimDevice(world, "till-" + i);
      world.devices().add(device);
      world.begin("till-" + i, device::work);
    }
    for (int i = 0; i < options.receipts(); i++) {
      world.begin("goods", this::receive);
    }
    for (int i = 0; i < options.fences(); i++) {
      world.begin("fence", this::fence);
    }
    for (int i = 0; i < options.crashes(); i++) {
      world.begin("power", this::crash);
    }
  }

  private void buy() {
    fibers.sleep(dice.between(50, 2_500));
    var sku = dice.of(world.tables().catalogue);
    var place = dice.of(world.locations()).code();
    long lag = options.lag() == 0 ? 0 : dice.below(options.lag());
    var order = world.shop().buy(sku, place, dice.between(1, 2), lag);
    for (int tries = 0; order == null && tries < 5; tries++) {
      fibers.sleep(dice.between(50, 800));
      order = world.shop().buy(sku, place, 1, lag);
    }
    if (order == null) {
      return;
    }
    announce(order);
    if (dice.oneIn(2)) {
      fibers.sleep(dice.below(1_000));
      if (dice.oneIn(2)) {
        world.shop().fulfil(order.id());
      } else {
        // What is cancelled before we hear of it and not put back either, nobody will tell us.
        boolean known = world.tables().orders.committed(order.id()) != null;
        world.shop().cancel(order.id(), !known || !dice.oneIn(4));
      }
      announce(world.shop().order(order.id()));
      if (dice.oneIn(2)) {
        announce(order);
      }
    }
  }

  /** A webhook: late, twice, out of order, or never. */
  private void announce(SimShop.Order order) {
    for (int i = dice.below(3); i > 0; i--) {
      world.begin("webhook", () -> {
        fibers.sleep(dice.below(1_200));
        var hub = world.anyHub();
        hub.call("webhook", () -> hub.orders.take(order));
      });
    }
    if (dice.oneIn(3)) {
      world.begin("poll", () -> {
        fibers.sleep(dice.below(2_000));
        var hub = world.anyHub();
        hub.call("poll", () -> hub.orders.readOrders(SimShop.NAME));
      });
    }
  }

  private void receive() {
    fibers.sleep(dice.below(1_500));
    var sku = dice.of(world.tables().catalogue);
    var location = dice.of(world.locations());
    int units = dice.between(1, 2);
    var id = dice.id();
    world.promises().arrived(new SimTables.Shelf(location, sku), units);
    boolean known = false;
    while (!known) {
      var hub = world.anyHub();
      var reply = hub.call("receipt", () -> receive(hub, id, location, sku, units));
      known = reply instanceof SimHub.Reply.Answered<Boolean>;
      fibers.sleep(dice.between(1, 300));
    }
  }

  /** As {@link GoodsReceipts#receive}, which is not made to be played. */
  private boolean receive(SimHub hub, UUID id, LocationId location, Sku sku, int units) {
    var line = new StockLine(sku, units);
    boolean fresh = Objects.requireNonNull(hub.tx().execute(_ -> {
      hub.parts.ledger().enter(location);
      var row = new SimTables.Recorded(id, false, null, location, List.of(line), false, List.of());
      if (!hub.session.statement(
          "insert into goods_receipt on conflict do nothing",
          tx -> tx.insert(world.tables().recorded, id, row))) {
        return false;
      }
      hub.parts.ledger().lock(location, List.of(sku));
      var move = new StockLedger.Move(
          sku, new Delta(units, 0, 0, 0, 0), Cause.RECEIPT, id.toString(), Instant.EPOCH);
      hub.parts.ledger().apply(location, List.of(move), false);
      return true;
    }));
    hub.parts.gate().decided(location, List.of(), hub.parts.ledger().free(location, List.of(sku)));
    return fresh;
  }

  private void fence() {
    fibers.sleep(dice.below(2_000));
    var location = dice.of(world.locations());
    var hub = world.anyHub();
    var fallen = hub.call("fence", () -> {
      var fence = new SimFence(hub.session, world.tables());
      return fence.fall(location, fence.epoch(location));
    });
    if (!(fallen instanceof SimHub.Reply.Answered<Boolean>)) {
      // It may still be on its way.
      fibers.sleep(1_000);
    }
    boolean open = false;
    while (!open) {
      fibers.sleep(dice.below(1_500));
      var another = world.anyHub();
      open =
          another.call("open", () -> new SimFence(another.session, world.tables()).open(location))
              instanceof SimHub.Reply.Answered<Boolean>;
    }
  }

  private void crash() {
    fibers.sleep(dice.below(2_500));
    int number = dice.below(options.hubs());
    world.crash(number);
    fibers.sleep(dice.below(800));
    world.restart(number);
  }
}
