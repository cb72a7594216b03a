package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.stock.LeaseAnswer.Refused;
import dev.tillbridge.hub.stock.LeaseAnswer.Stands;
import dev.tillbridge.hub.stock.LeaseShares.Device;
import dev.tillbridge.hub.stock.SimHub.Reply;
import dev.tillbridge.hub.stock.SimTables.Shelf;
import dev.tillbridge.hub.stock.sim.Dice;
import dev.tillbridge.hub.stock.sim.Fibers;
import dev.tillbridge.hub.stock.sim.Violation;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A till with a lease: sells at most its rights without asking, one entry of its journal each, says
 * one thing at a time until it is answered, and may be lost with sales that nobody has heard of.
 */
final class SimDevice {

  /** Longer than a lease, so that it is over. */
  private static final int LEASE_IS_OVER = 70_000;

  private final SimWorld world;
  private final Fibers fibers;
  private final Dice dice;
  private final String register;
  private final Shelf shelf;
  private final int wanted;
  private final Deque<SimTill.Report> unsent = new ArrayDeque<>();
  private int generation;
  private int journal;
  private long granted;
  private long returned;
  private long sold;
  private long endsAt;
  private int asked;
  private boolean lost;
  private boolean counted;

  SimDevice(SimWorld world, String register) {
    this.world = world;
    this.fibers = world.fibers();
    this.dice = world.dice();
    this.register = register;
    this.shelf = new Shelf(world.locations().getFirst(), dice.of(world.tables().catalogue));
    this.wanted = dice.between(1, 2);
    world.tables().registers.seed(register, shelf.location());
  }

  Shelf shelf() {
    return shelf;
  }

  /** What it may sell now without asking. */
  int rights() {
    return fibers.now() < endsAt ? (int) Math.max(0, granted - returned - sold) : 0;
  }

  /** I8: its rights and what it has sold without our knowing are covered. */
  void look() {
    if (generation == 0) {
      return;
    }
    var key = SimLeaseShares.claim(device(), shelf.location(), shelf.sku());
    var row = world.tables().escrow.committed(key);
    if (lost && row != null && row.share().state() == LeaseShare.State.CLOSED) {
      return; // Counted: its journal would only explain what is gone.
    }
    int covered = row == null ? 0 : row.outstanding();
    if (rights() + unheard() > covered) {
      throw new Violation(
          "I8",
          "%s may sell %d of %s and has sold %d that we have not heard of, it was lent %d"
              .formatted(register, rights(), shelf, unheard(), covered));
    }
  }

  private int unheard() {
    int units = 0;
    for (var sale : unsent) {
      units += world.tables().recorded.committed(sale.id()) == null ? sale.units() : 0;
    }
    return units;
  }

  private Device device() {
    return new Device(register, generation);
  }

  void work() {
    fibers.sleep(dice.below(800));
    say(false);
    for (int i = dice.between(3, 7); i > 0; i--) {
      switch (dice.below(6)) {
        case 0, 1, 2 -> sell();
        case 3 -> send(1);
        case 4 -> say(false);
        default -> {
          giveBack(Math.max(1, asked));
          say(false);
        }
      }
      fibers.sleep(dice.below(600));
    }
    switch (dice.below(4)) {
      case 0 -> {
        say(true);
        send(unsent.size());
      }
      case 1 -> lost();
      case 2 -> {
        fibers.sleep(LEASE_IS_OVER);
        send(unsent.size());
        say(true);
      }
      default -> {
        send(unsent.size());
        say(true);
      }
    }
  }

  private void sell() {
    if (rights() > 0) {
      sold++;
      journal++;
      var use =
          new SaleStock.LeaseUse(register, generation, List.of(new StockLine(shelf.sku(), 1)));
      unsent.add(new SimTill.Report(dice.id(), null, use, shelf.location(), use.lines()));
      fibers.note("sells one without asking");
      world.promises().leaves(shelf, 1);
      look();
    }
  }

  /** Lowers its rights; the hub hears of it with the next report. */
  private void giveBack(int units) {
    returned += Math.min(units, rights());
    asked = 0;
  }

  private void send(int sales) {
    for (int i = 0; i < sales && !unsent.isEmpty(); i++) {
      new SimTill(world).report(unsent.getFirst());
      unsent.removeFirst();
    }
  }

  private void say(boolean last) {
    if (last) {
      endsAt = 0;
    }
    var item = new LeaseReport.Item(shelf.sku(), sold, returned, granted, wanted);
    var number = generation == 0 ? null : Integer.valueOf(generation);
    var report = new LeaseReport(dice.id(), register, number, journal, List.of(item));
    long said = granted;
    while (true) {
      var hub = world.anyHub();
      var reply = hub.call(
          "lease",
          () ->
              last && number != null ? hub.leases.real.giveBack(report) : hub.leases.renew(report));
      if (reply instanceof Reply.Answered<LeaseAnswer>(var answer)) {
        hear(answer, said, last);
        if (dice.oneIn(4)) {
          // The line delivers the answer a second time.
          fibers.sleep(dice.below(200));
          hear(answer, said, last);
        }
        return;
      }
      refuse(reply);
      fibers.sleep(dice.between(1, 300));
    }
  }

  private void refuse(Reply<LeaseAnswer> reply) {
    if (reply instanceof Reply.Failed<LeaseAnswer>(BadInput why)) {
      throw new Violation("I8", "the hub does not take what " + register + " says: " + why);
    }
  }

  private void hear(LeaseAnswer answer, long said, boolean last) {
    switch (answer) {
      case Refused(var why, var detail) ->
        throw new Violation("I8", register + " is honest and is refused: " + why + ", " + detail);
      case Stands(var lease) -> {
        generation = lease.generation();
        for (var item : lease.items()) {
          boolean adds = world.options().fault() == SimFault.REPEATED_GRANT_ADDS;
          // What is new, as a device without totals would hear it.
          granted = adds ? granted + item.granted() - said : item.granted();
          asked = item.giveBack();
        }
        if (!last) {
          endsAt = fibers.now()
              + Duration.between(lease.renewedAt(), lease.expiresAt()).toMillis();
        }
        look();
      }
    }
  }

  /** Gone with all it knows; a manager declares it lost, and somebody counts the shelf. */
  private void lost() {
    endsAt = 0;
    lost = true;
    boolean stopped = dice.oneIn(2);
    if (generation == 0) {
      return;
    }
    until("lost", hub -> hub.leases.real.declareLost(register, generation, stopped, "manager"));
    if (dice.oneIn(3)) {
      send(dice.between(0, unsent.size()));
    }
    fibers.sleep(dice.below(3_000));
    while (!counted) {
      count();
      fibers.sleep(stopped ? dice.between(1, 300) : LEASE_IS_OVER);
    }
    if (dice.oneIn(2)) {
      // Its journal was found after all.
      send(unsent.size());
    }
  }

  private void count() {
    var key = SimLeaseShares.claim(device(), shelf.location(), shelf.sku());
    var row = world.tables().escrow.committed(key);
    int inSuspense = row == null || !row.isSuspense() ? 0 : row.outstanding();
    if (inSuspense == 0) {
      counted = true;
      return;
    }
    var line = new LeaseCount.Line(shelf.sku(), inSuspense - unheard());
    var count = new LeaseCount(dice.id(), register, generation, List.of(line));
    var answer = until("count", hub -> hub.leases.real.count(count, "manager"));
    if (answer instanceof Stands) {
      counted = true;
    }
  }

  /** Asks again and again; null when there is another count by now. */
  private <T> @Nullable T until(String what, java.util.function.Function<SimHub, T> ask) {
    while (true) {
      var hub = world.anyHub();
      var reply = hub.call(what, () -> ask.apply(hub));
      if (reply instanceof Reply.Answered<T>(var answer)) {
        return answer;
      }
      if (reply instanceof Reply.Failed<T>(BadInput ignored)) {
        return null;
      }
      fibers.sleep(dice.between(1, 300));
    }
  }
}
