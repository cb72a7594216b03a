package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.BatchDecision.Asked;
import dev.tillbridge.hub.stock.HoldDecisions.Verdict;
import dev.tillbridge.hub.stock.sim.Fiber;
import dev.tillbridge.hub.stock.sim.Fibers;
import dev.tillbridge.hub.stock.sim.Host;
import dev.tillbridge.hub.stock.sim.Session;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedRuntimeException;
import org.springframework.transaction.support.TransactionTemplate;

/** One start of a hub: the real decisions over simulated parts, until it dies. */
final class SimHub {

  /** What a caller gets. */
  sealed interface Reply<T> {
    record Answered<T>(T value) implements Reply<T> {}

    record Failed<T>(RuntimeException why) implements Reply<T> {}

    /** Nothing: it may or may not have happened. */
    record Silence<T>() implements Reply<T> {}
  }

  /** The wishes of one location that wait for the next batch; two workers take turns. */
  private final class Batcher {
    private final List<Asked> queue = new ArrayList<>();
    private final List<Fiber> workers = new ArrayList<>();

    Batcher(LocationId location, HoldDecisions decisions) {
      for (int i = 0; i < 2; i++) {
        var decision = new BatchDecision(
            location, decisions, parts, doubt -> fibers.start("doubt", host, doubt));
        workers.add(fibers.start("batch-" + i, host, () -> work(decision)));
      }
    }

    private void work(BatchDecision decision) {
      while (true) {
        while (queue.isEmpty()) {
          fibers.park();
        }
        fibers.point("gathers a batch");
        int size = queue.isEmpty() ? 0 : world.dice().between(1, queue.size());
        var batch = new ArrayList<>(queue.subList(0, size));
        queue.subList(0, size).clear();
        if (size > 0) {
          decision.decide(batch);
        }
      }
    }

    Verdict ask(HoldRequest request, boolean lastChance) {
      var answer = new CompletableFuture<Verdict>();
      var me = fibers.current();
      var _ = answer.whenComplete((_, _) -> fibers.wake(me));
      queue.add(new Asked(request, lastChance, answer));
      workers.forEach(fibers::wake);
      while (!answer.isDone()) {
        fibers.park();
      }
      try {
        return answer.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException known
            ? known
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  final Host host;
  final Session session;
  final StockParts parts;
  final Reservations reservations;
  final SaleStock saleStock;
  final Holds holds;
  final SimLeases leases;
  final GateReconciler reconciler;
  final SimOrders orders;
  final SimDeliveries deliveries;
  final ShopWindow window;
  final InstantSource clock;
  private final SimWorld world;
  private final Fibers fibers;
  private final SpreadDecision spread;
  private final Map<LocationId, Batcher> batchers = new TreeMap<>();

  SimHub(SimWorld world, String name, long skew) {
    this.world = world;
    this.fibers = world.fibers();
    this.host = new Host(name);
    this.clock = () -> Instant.ofEpochMilli(fibers.now() + skew);
    this.session = new Session(world.database(), host, world.trouble());
    this.deliveries = new SimDeliveries(session, world.tables(), clock);
    this.parts = SimFaults.parts(world, this);
    this.reservations = new Reservations(parts, world.takingApart());
    this.saleStock = new SaleStock(parts);
    this.leases = new SimLeases(world, this);
    this.reconciler = new GateReconciler(parts.ledger(), world.gate(clock));
    this.holds = new Holds(parts.holds());
    this.orders = new SimOrders(parts.tx(), session, world.tables(), saleStock, world.shop());
    this.spread = new SpreadDecision(parts);
    this.window = new ShopWindow(
        parts, world.places(), Map.of(SimShop.NAME, SimFaults.channel(world)), orders);
    var decisions = new HoldDecisions(parts);
    world.locations().forEach(at -> batchers.put(at, new Batcher(at, decisions)));
  }

  TransactionTemplate tx() {
    return parts.tx();
  }

  /** As {@link Reservations#reserve}, with the simulated time. */
  Answer reserve(SpreadRequest wish) {
    var home = SimFaults.home(world, wish);
    var batcher = java.util.Objects.requireNonNull(batchers.get(home.location()));
    return wish.parts().isEmpty()
        ? untilDecided(home, lastChance -> batcher.ask(home, lastChance))
        : untilDecided(home, lastChance -> spread.decide(wish.takenApart(Map.of()), lastChance));
  }

  private Answer untilDecided(HoldRequest request, Function<Boolean, Verdict> ask) {
    long end = fibers.now() + Reservations.TAKE_BACK.toMillis();
    while (true) {
      long left = end - fibers.now();
      switch (ask.apply(left <= 0)) {
        case Verdict.Decided(var answer) -> {
          return answer;
        }
        case Verdict.Reused() -> throw new IdReused("hold " + request.id());
        case Verdict.Unknown(var skus) -> throw new IllegalStateException("no SKU " + skus);
        case Verdict.Waiting() ->
          fibers.sleep(Math.clamp(left, 1, TakeBacks.LOOK_AGAIN.toMillis()));
      }
    }
  }

  /** A call from outside, which this hub may not survive and whose answer may be lost. */
  <T> Reply<T> call(String what, Supplier<T> work) {
    var caller = fibers.current();
    if (!host.isAlive()) {
      fibers.sleep(20);
      return new Reply.Silence<>();
    }
    var box = new ArrayList<Reply<T>>(1);
    fibers.start(what, host, () -> {
      Reply<T> reply;
      try {
        reply = new Reply.Answered<>(work.get());
      } catch (Unavailable | BadInput | IdReused | NestedRuntimeException known) {
        reply = new Reply.Failed<>(known);
      }
      fibers.point("answers");
      box.add(reply);
      fibers.wake(caller);
    });
    host.onDeath(() -> fibers.wake(caller));
    while (box.isEmpty() && host.isAlive()) {
      fibers.park();
    }
    if (box.isEmpty() || world.dice().permille(world.silence())) {
      fibers.note("gets no answer");
      return new Reply.Silence<>();
    }
    return box.getFirst();
  }

  /** Gives units back that ran out, now and then. */
  void sweep() {
    while (!world.isQuiet()) {
      fibers.sleep(world.untilNextExpiry());
      try {
        reservations.expire();
        if (world.options().hasShop()) {
          window.endWants();
        }
        if (world.options().tills() > 0) {
          leases.real.sweep();
        }
        if (world.options().fault() == SimFault.LEASE_END_FREES) {
          leases.freeWhatHasEnded();
        }
        if (world.dice().oneIn(4)) {
          reconciler.reconcile();
        }
      } catch (Unavailable | NestedRuntimeException later) {
        fibers.note("cannot sweep: " + later.getMessage());
      }
    }
  }

  /** Keeps the shop's numbers. */
  void deliver() {
    while (!world.isQuiet()) {
      try {
        if (!deliverSome()) {
          world.awaitDelivery(clock);
        }
      } catch (Unavailable | NestedRuntimeException later) {
        fibers.note("cannot deliver: " + later.getMessage());
        fibers.sleep(100);
      }
    }
  }

  /** False when nothing is due. */
  boolean deliverSome() {
    var batch = deliveries.claim(world.dice().between(1, SimShop.CHANGES_PER_CALL + 1));
    if (batch.isEmpty()) {
      return false;
    }
    SimFaults.deliver(world, this, batch).forEach((delivery, outcome) -> {
      if (fibers.trace().on()) {
        fibers.note("delivery " + delivery.subject() + ": " + outcome);
      }
      deliveries.settle(delivery, outcome);
    });
    return true;
  }

  /** The number of a window as its hub believes it; null when it was never read. */
  static @Nullable Integer shown(SimTables.@Nullable Window window) {
    return window == null ? null : window.shown();
  }
}
