package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.SimHub.Reply;
import dev.tillbridge.hub.stock.SimPromises.Promise;
import dev.tillbridge.hub.stock.SimTables.Recorded;
import dev.tillbridge.hub.stock.sim.Dice;
import dev.tillbridge.hub.stock.sim.Fibers;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes money and goods change hands; reports until it hears that the sale is on record. */
final class SimTill {

  /**
   * A sale, as it is reported.
   *
   * @param use what was sold without asking, whose goods have left already; or null
   */
  record Report(
      UUID id,
      @Nullable UUID hold,
      SaleStock.@Nullable LeaseUse use,
      LocationId location,
      List<StockLine> lines) {

    int units() {
      return lines.stream().mapToInt(StockLine::quantity).sum();
    }

    Recorded recorded(List<Shortage> shortages) {
      return new Recorded(id, true, hold, location, lines, use != null, shortages);
    }
  }

  private final SimWorld world;
  private final Fibers fibers;
  private final Dice dice;

  SimTill(SimWorld world) {
    this.world = world;
    this.fibers = world.fibers();
    this.dice = world.dice();
  }

  /** The customer leaves with the goods, held or not. */
  void sell(@Nullable Promise promise, SpreadRequest wish) {
    report(sale(dice.id(), promise, wish));
  }

  private static Report sale(UUID id, @Nullable Promise promise, SpreadRequest wish) {
    var units = new TreeMap<Sku, Integer>();
    wish.lines().forEach(line -> units.merge(line.sku(), line.quantity(), Integer::sum));
    var lines = new ArrayList<StockLine>();
    units.forEach((sku, sum) -> lines.add(new StockLine(sku, sum)));
    var hold = promise == null ? null : promise.id();
    return new Report(id, hold, null, wish.home().location(), lines);
  }

  /** Until it is on record, sometimes twice at once. */
  void report(Report report) {
    if (dice.oneIn(6)) {
      world.begin("twin", () -> reportOnce(report));
    }
    while (!reportOnce(report)) {
      fibers.sleep(dice.between(1, 300));
    }
  }

  private boolean reportOnce(Report report) {
    var hub = world.anyHub();
    var reply = hub.call("sale", () -> record(hub, report));
    if (reply instanceof Reply.Answered<List<Shortage>>) {
      world.promises().acknowledged(report.id());
      return true;
    }
    return false;
  }

  /** As sales.Sales does: a known sale is recognised first, then all commits together. */
  private List<Shortage> record(SimHub hub, Report sale) {
    var sales = world.tables().recorded;
    var known = hub.session.statement("select sale", tx -> found(tx.read(sales, sale.id())));
    if (!known.isEmpty()) {
      return known.getFirst().shortages();
    }
    return Objects.requireNonNull(hub.tx().execute(_ -> {
      if (!hub.session.statement(
          "insert into sale on conflict do nothing",
          tx -> tx.insert(sales, sale.id(), sale.recorded(List.of())))) {
        return List.of();
      }
      var shortages = hub.saleStock.sellAtCounter(
          sale.id(),
          sale.hold(),
          sale.use(),
          sale.location(),
          sale.lines(),
          Instant.ofEpochMilli(fibers.now()));
      hub.session.statement("insert into sale_shortage", tx -> {
        tx.write(sales, sale.id(), sale.recorded(shortages));
        return sale;
      });
      return shortages;
    }));
  }

  private static List<Recorded> found(@Nullable Recorded row) {
    return row == null ? List.of() : List.of(row);
  }

  /** Through a gateway: the hold does not run out while money is on its way. */
  void pay(Promise promise) {
    if (!startPaying(promise)) {
      // The hold is over. Nothing was taken yet, so mostly nothing is.
      if (dice.oneIn(2)) {
        return;
      }
    }
    fibers.sleep(dice.below(4_000));
    var saleId = dice.id();
    boolean taken = !dice.oneIn(3);
    if (dice.oneIn(4)) {
      // No answer from the gateway; it is asked until it says what happened.
      fibers.sleep(dice.below(3_000));
    }
    if (taken) {
      world.promises().took(saleId);
      report(sale(saleId, promise, promise.wish));
    } else {
      stopPaying(promise);
    }
  }

  private boolean startPaying(Promise promise) {
    while (true) {
      var hub = world.anyHub();
      if (hub.call("pay", () -> hub.holds.startPaying(promise.id()))
          instanceof Reply.Answered<Boolean>(var held)) {
        promise.paying = held;
        return held;
      }
      fibers.sleep(dice.between(1, 300));
    }
  }

  /** The gateway's definite no. */
  private void stopPaying(Promise promise) {
    promise.paying = false;
    promise.givenUp = true;
    while (true) {
      var hub = world.anyHub();
      if (hub.call("no money", () -> hub.holds.stopPaying(promise.id()))
          instanceof Reply.Answered<Boolean>) {
        return;
      }
      fibers.sleep(dice.between(1, 300));
    }
  }
}
