package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.SimTables.Hold;
import dev.tillbridge.hub.stock.SimTables.Shelf;
import dev.tillbridge.hub.stock.sim.Violation;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What customers were told, and nothing else: the simple model. An answer that did not arrive may or
 * may not be. I1, I2, I5 and I6 of STOCK.md as the world outside of the hub sees them.
 */
final class SimPromises {

  /** A wish and all that its customer knows of it. */
  static final class Promise {
    final SpreadRequest wish;
    final Map<Shelf, Integer> units = new TreeMap<>();
    boolean granted;
    boolean refused;

    @Nullable
    HoldState over;

    /** The customer counts on it no more. */
    boolean givenUp;

    /** Somebody sends another wish under the same id, and was told that it is decided. */
    boolean hasImpostor;

    boolean impostorAnswered;
    boolean paying;
    long expiresAt;

    Promise(SpreadRequest wish) {
      this.wish = wish;
      wish.lines()
          .forEach(line ->
              units.merge(new Shelf(line.location(), line.sku()), line.quantity(), Integer::sum));
    }

    UUID id() {
      return wish.id();
    }
  }

  private final SimWorld world;
  private final Map<UUID, Promise> promises = new TreeMap<>();
  private final List<UUID> taken = new ArrayList<>();
  private final Map<Shelf, Integer> goods = new TreeMap<>();
  private final Map<Shelf, Integer> gone = new TreeMap<>();
  private final Map<UUID, UUID> claimedBy = new TreeMap<>();

  SimPromises(SimWorld world) {
    this.world = world;
  }

  /** Goods that are physically there, booked or not. */
  void arrived(Shelf shelf, int units) {
    goods.merge(shelf, units, Integer::sum);
  }

  Promise wished(SpreadRequest wish) {
    var promise = new Promise(wish);
    promises.put(wish.id(), promise);
    return promise;
  }

  @Nullable
  SpreadRequest wish(UUID id) {
    var promise = promises.get(id);
    return promise == null ? null : promise.wish;
  }

  /** An answer arrives. */
  void told(Promise promise, Answer answer) {
    var row = world.tables().holds.committed(promise.id());
    switch (answer) {
      case Answer.Granted(var hold) -> granted(promise, hold, row);
      case Answer.Refused ignored -> {
        promise.refused = true;
        expect(row != null && row.state() == HoldState.REFUSED, promise, "was refused", row);
      }
      case Answer.Ended(var hold) -> {
        expect(row != null && row.state() == hold.state(), promise, "had ended", row);
        promise.over = hold.state();
      }
    }
    if ((promise.granted && promise.refused)
        || (promise.over == HoldState.VOID && (promise.granted || promise.refused))) {
      throw new Violation("I5", "hold " + promise.id() + " got different answers");
    }
    lookForTwoWishes(promise);
  }

  /** I5: one id stands for one wish. */
  void lookForTwoWishes(Promise promise) {
    boolean answered = promise.granted
        || promise.refused
        || (promise.over != null && promise.over != HoldState.VOID);
    if (promise.impostorAnswered && answered) {
      throw new Violation("I5", "two wishes under the id " + promise.id() + " are both decided");
    }
  }

  private void granted(Promise promise, dev.tillbridge.model.stock.Hold hold, @Nullable Hold row) {
    var units = new TreeMap<Shelf, Integer>();
    add(units, hold.location(), hold.lines());
    hold.parts().forEach(part -> add(units, part.location(), part.lines()));
    if (!units.equals(promise.units)) {
      throw new Violation("I2", promise.units + " were asked for, " + units + " were granted");
    }
    expect(
        row != null && row.state() != HoldState.REFUSED && row.state() != HoldState.VOID,
        promise,
        "was granted",
        row);
    if (!promise.granted) {
      promise.granted = true;
      promise.expiresAt = hold.expiresAt().toEpochMilli();
      look();
    }
  }

  private static void add(
      Map<Shelf, Integer> units, @Nullable LocationId location, List<StockLine> lines) {
    if (location != null) {
      lines.forEach(line -> units.put(new Shelf(location, line.sku()), line.quantity()));
    }
  }

  private static void expect(boolean holds, Promise promise, String told, @Nullable Hold row) {
    if (!holds) {
      throw new Violation(
          "I2", "the customer heard that hold " + promise.id() + " " + told + ", it is " + row);
    }
  }

  /** The customer has heard that his hold was given back. */
  void released(Promise promise, dev.tillbridge.model.stock.Hold hold) {
    var row = world.tables().holds.committed(promise.id());
    expect(row != null && row.state() == hold.state(), promise, "is " + hold.state(), row);
    if (hold.state().isOpen() && !promise.paying) {
      throw new Violation("I2", "hold " + promise.id() + " was given back and is " + hold.state());
    }
  }

  /** A sale over the counter is on record: its goods are gone. */
  void sold(SimTables.Recorded sale) {
    var promise = sale.hold() == null ? null : promises.get(sale.hold());
    if (!sale.left()) {
      leave(sale, promise);
    }
    if (promise != null) {
      promise.givenUp = true;
      var other = claimedBy.putIfAbsent(promise.id(), sale.id());
      if (other != null) {
        throw new Violation("I5", "hold " + promise.id() + " is used by two sales");
      }
    }
    look();
  }

  /** Goods leave from where they were held; what is not held any more leaves at the till. */
  private void leave(SimTables.Recorded sale, @Nullable Promise promise) {
    var hold = promise == null ? null : world.tables().holds.committed(promise.id());
    if (promise != null && hold != null && sale.id().equals(hold.saleId())) {
      promise.units.forEach((shelf, units) -> gone.merge(shelf, units, Integer::sum));
    } else {
      for (var line : sale.lines()) {
        gone.merge(new Shelf(sale.location(), line.sku()), line.quantity(), Integer::sum);
      }
    }
  }

  /** A device that does not ask hands goods over. */
  void leaves(Shelf shelf, int units) {
    gone.merge(shelf, units, Integer::sum);
    look();
  }

  /** A till hears that its sale is on record. */
  void acknowledged(UUID saleId) {
    if (world.tables().recorded.committed(saleId) == null) {
      throw new Violation("I2", "sale " + saleId + " was acknowledged and is not there");
    }
  }

  /** A gateway has taken money for a sale. */
  void took(UUID saleId) {
    taken.add(saleId);
  }

  /** I1: all that anybody outside counts on is there, but for what was sold by force. */
  void look() {
    for (var shelf : goods.keySet()) {
      int promised = promised(shelf);
      int there = goods.getOrDefault(shelf, 0) + world.witness().forced(shelf);
      if (promised > there) {
        throw new Violation(
            "I1", "of " + shelf + " " + promised + " are promised or sold, there were " + there);
      }
    }
  }

  private int promised(Shelf shelf) {
    int units = gone.getOrDefault(shelf, 0);
    for (var promise : promises.values()) {
      if (promise.granted
          && !promise.givenUp
          && (promise.paying || world.fibers().now() < promise.expiresAt)) {
        units += promise.units.getOrDefault(shelf, 0);
      }
    }
    for (var device : world.devices()) {
      units += device.shelf().equals(shelf) ? device.rights() : 0;
    }
    return units + atShop(shelf.sku(), shelf.location());
  }

  private int atShop(Sku sku, LocationId location) {
    var shop = world.shop();
    // A pool's number is not a promise until somebody buys.
    int units = world.options().fault() == SimFault.SHOP_WITHOUT_ESCROW
        ? 0
        : Math.max(0, shop.number(sku, location.code()));
    for (var order : shop.orders()) {
      if (!order.cancelled() && order.sku().equals(sku) && order.place().equals(location.code())) {
        units += order.units();
      }
    }
    return units;
  }

  /** What lies on the shelf is what the books say. */
  private void count(Shelf shelf) {
    int there = goods.getOrDefault(shelf, 0) - gone.getOrDefault(shelf, 0);
    for (var order : world.shop().orders()) {
      boolean sent = order.fulfilled() && order.place().equals(shelf.location().code());
      there -= sent && order.sku().equals(shelf.sku()) ? order.units() : 0;
    }
    var stock = world.tables().stock.committed(shelf);
    int books = stock == null ? 0 : stock.delta().onHand();
    if (books != there) {
      throw new Violation("I4", there + " of " + shelf + " are there, the books say " + books);
    }
  }

  /** After quiet: what was said is true for ever, and no money hangs in the air. */
  void lookAtTheEnd() {
    look();
    goods.keySet().forEach(this::count);
    for (var promise : promises.values()) {
      var row = world.tables().holds.committed(promise.id());
      if (promise.refused) {
        expect(row != null && row.state() == HoldState.REFUSED, promise, "was refused", row);
      }
      if (promise.granted) {
        expect(
            row != null && row.state() != HoldState.REFUSED && row.state() != HoldState.VOID,
            promise,
            "was granted",
            row);
      }
    }
    for (var saleId : taken) {
      if (world.tables().recorded.committed(saleId) == null) {
        throw new Violation("I6", "money was taken for " + saleId + ", and there is no sale");
      }
    }
  }
}
