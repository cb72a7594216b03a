package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.stock.SimTables.Hold;
import dev.tillbridge.hub.stock.SimTables.Shelf;
import dev.tillbridge.hub.stock.SimTables.Stock;
import dev.tillbridge.hub.stock.sim.Fiber;
import dev.tillbridge.hub.stock.sim.Fibers;
import dev.tillbridge.hub.stock.sim.Session;
import dev.tillbridge.hub.stock.sim.Tx;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts a hub's parts together, with the mistake that was asked for. */
final class SimFaults {

  private SimFaults() {}

  static StockParts parts(SimWorld world, SimHub hub) {
    var session = hub.session;
    var tables = world.tables();
    var fault = world.options().fault();
    Gate gate = world.gate(hub.clock);
    SimStockLedger ledger = new SimStockLedger(session, tables, hub.deliveries);
    SimHoldStore holds = new SimHoldStore(session, tables);
    switch (fault) {
      case RECORDING_DOES_NOT_CHECK -> {
        var believed = new BelievedGate(gate, world.fibers());
        gate = believed;
        ledger = new BelievingLedger(session, tables, hub.deliveries, believed);
      }
      case FENCE_DOES_NOT_WAIT -> ledger = new UnfencedLedger(session, tables, hub.deliveries);
      case RELEASE_BY_COUNTER -> {
        ledger = new CountingLedger(world, session, hub.deliveries);
        holds = new CountingHolds(session, tables);
      }
      case GIVEN_BACK_ON_UNKNOWN -> holds = new GivingHolds(world, session, ledger);
      case EXPIRY_BY_COMMITTERS_CLOCK -> holds = new HastyHolds(session, tables, hub);
      case LINES_ONE_BY_ONE -> holds = new LineByLineHolds(world, session);
      case SWEEPER_BY_HUBS_CLOCK -> holds = new LocalSweeperHolds(session, tables, hub);
      default -> {}
    }
    var manager = fault == SimFault.ANSWERED_BEFORE_COMMIT
        ? new SimEarlyAnswers(world.fibers(), hub.host, session)
        : session;
    var tx = new SimTransactions(manager, session, world.fibers(), world.dice());
    return PlainMerchant.parts(
        tx,
        holds,
        ledger,
        new SimWindowStore(session, tables, hub.deliveries),
        new SimLeaseBook(session, tables),
        new SimLeaseShares(session, tables),
        gate,
        new TakeBacks(),
        world.dice()::id,
        hub.clock);
  }

  /** What the decisions are asked. */
  static HoldRequest home(SimWorld world, SpreadRequest wish) {
    if (world.options().fault() != SimFault.LINES_ONE_BY_ONE || !wish.parts().isEmpty()) {
      return wish.home();
    }
    var largest = new TreeMap<Sku, Integer>();
    wish.lines().forEach(line -> largest.merge(line.sku(), line.quantity(), Math::max));
    var lines = new ArrayList<StockLine>();
    largest.forEach((sku, units) -> lines.add(new StockLine(sku, units)));
    return new HoldRequest(
        wish.id(), wish.lines().getFirst().location(), wish.channel(), lines, wish.ttl());
  }

  static ShopChannel channel(SimWorld world) {
    return world.options().fault() == SimFault.LOST_ANSWER_IS_DONE
        ? new SimHastyChannel(world.shop())
        : world.shop();
  }

  static Map<Delivery, Outcome<String>> deliver(SimWorld world, SimHub hub, List<Delivery> batch) {
    if (world.options().fault() != SimFault.SHOP_WITHOUT_ESCROW) {
      return hub.window.deliver(batch);
    }
    var outcomes = new LinkedHashMap<Delivery, Outcome<String>>();
    batch.forEach(delivery -> outcomes.put(delivery, SimPool.deliver(world, hub, delivery)));
    return outcomes;
  }

  /** Remembers what the gate said last, and to whom. */
  private static final class BelievedGate implements Gate {
    private final Gate gate;
    private final Fibers fibers;
    private final List<HoldRequest> enough = new ArrayList<>();
    private @Nullable Fiber asker;

    BelievedGate(Gate gate, Fibers fibers) {
      this.gate = gate;
      this.fibers = fibers;
    }

    @Override
    public List<Verdict> reserve(LocationId location, List<HoldRequest> requests) {
      var verdicts = gate.reserve(location, requests);
      enough.clear();
      asker = fibers.current();
      for (int i = 0; i < requests.size(); i++) {
        if (verdicts.get(i) == Verdict.ENOUGH || verdicts.get(i) == Verdict.PLENTY) {
          enough.add(requests.get(i));
        }
      }
      return verdicts;
    }

    List<HoldRequest> believed() {
      return asker == fibers.current() ? enough : List.of();
    }

    @Override
    public void decided(LocationId location, Collection<UUID> requests, Collection<Free> truth) {
      gate.decided(location, requests, truth);
    }
  }

  private static final class BelievingLedger extends SimStockLedger {
    private final BelievedGate gate;

    BelievingLedger(
        Session session, SimTables tables, SimDeliveries deliveries, BelievedGate gate) {
      super(session, tables, deliveries);
      this.gate = gate;
    }

    @Override
    public SequencedMap<Sku, Integer> lock(LocationId location, Collection<Sku> skus) {
      var free = super.lock(location, skus);
      gate.believed().forEach(wish -> wish.lines().forEach(l -> free.put(l.sku(), 1_000)));
      return free;
    }

    @Override
    boolean allows(Stock row, Delta delta, boolean forced) {
      return true;
    }

    @Override
    void check(Shelf shelf, Stock row) {}
  }

  private static final class UnfencedLedger extends SimStockLedger {
    UnfencedLedger(Session session, SimTables tables, SimDeliveries deliveries) {
      super(session, tables, deliveries);
    }

    @Override
    SimTables.@Nullable Location location(Tx tx, LocationId location) {
      return tx.read(tables.locations, location);
    }
  }

  private static final class CountingLedger extends SimStockLedger {
    private final SimWorld world;

    CountingLedger(SimWorld world, Session session, SimDeliveries deliveries) {
      super(session, world.tables(), deliveries);
      this.world = world;
    }

    @Override
    String causeId(Move move) {
      return move.cause() == Cause.RELEASE ? world.dice().id().toString() : move.causeId();
    }
  }

  private static final class CountingHolds extends SimHoldStore {
    CountingHolds(Session session, SimTables tables) {
      super(session, tables);
    }

    @Override
    boolean mayEnd(Hold row, List<HoldState> from, HoldState to) {
      return to == HoldState.RELEASED
          ? row.state() != HoldState.VOID && row.state() != HoldState.REFUSED
          : super.mayEnd(row, from, to);
    }
  }

  /** Instead of a tombstone, the units go back at once. */
  private static final class GivingHolds extends SimHoldStore {
    private final SimWorld world;
    private final SimStockLedger ledger;

    GivingHolds(SimWorld world, Session session, SimStockLedger ledger) {
      super(session, world.tables());
      this.world = world;
      this.ledger = ledger;
    }

    @Override
    public void entomb(UUID id) {
      var wish = world.wish(id);
      if (session.inTransaction() || wish == null) {
        super.entomb(id);
        return;
      }
      new TransactionTemplate(session).executeWithoutResult(_ -> {
        var home = wish.home();
        ledger.enter(home.location());
        var moves = new ArrayList<StockLedger.Move>();
        for (var line : home.lines()) {
          var back = new Delta(0, -line.quantity(), 0, 0, 0);
          moves.add(new StockLedger.Move(
              line.sku(), back, Cause.RELEASE, id.toString(), java.time.Instant.EPOCH));
        }
        ledger.apply(home.location(), moves, false);
      });
    }
  }

  private static final class HastyHolds extends SimHoldStore {
    private final SimHub hub;

    HastyHolds(Session session, SimTables tables, SimHub hub) {
      super(session, tables);
      this.hub = hub;
    }

    @Override
    boolean mayEnd(Hold row, List<HoldState> from, HoldState to) {
      if (to != HoldState.FULFILLED || !from.contains(HoldState.HELD)) {
        return super.mayEnd(row, from, to);
      }
      return row.state() != HoldState.FULFILLED
          && !row.lines().isEmpty()
          && row.expiresAt() > hub.clock.millis();
    }
  }

  /** Writes down what was asked, although only the largest line of each SKU was checked. */
  private static final class LineByLineHolds extends SimHoldStore {
    private final SimWorld world;

    LineByLineHolds(SimWorld world, Session session) {
      super(session, world.tables());
      this.world = world;
    }

    @Override
    List<StockLine> lines(HoldRequest request) {
      var wish = world.wish(request.id());
      return wish == null ? super.lines(request) : wish.home().lines();
    }
  }

  private static final class LocalSweeperHolds extends SimHoldStore {
    private final SimHub hub;

    LocalSweeperHolds(Session session, SimTables tables, SimHub hub) {
      super(session, tables);
      this.hub = hub;
    }

    @Override
    long sweepersTime(Tx tx) {
      return hub.clock.millis();
    }
  }
}
