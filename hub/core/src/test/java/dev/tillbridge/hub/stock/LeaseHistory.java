package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.stock.LeaseAnswer.Refused;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.HoldState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** One random life of two tills and some carts that share a shelf. */
final class LeaseHistory {

  record Said(LeaseReport report, boolean isReturn) {}

  final LeaseRig rig;
  final Map<String, FakeTill> tills = new HashMap<>();
  final List<FakeTill> lost = new ArrayList<>();
  final Set<FakeTill> counted = new HashSet<>();
  final List<Said> onTheWay = new ArrayList<>();
  final List<UUID> carts = new ArrayList<>();
  final Map<Sku, Integer> reallyThere = new HashMap<>();
  final Random random;
  final List<Sku> skus;
  boolean forced;

  LeaseHistory(LeaseRig rig, long seed) {
    this.rig = rig;
    random = new Random(seed);
    skus = List.of(rig.shelf("A", 1 + random.nextInt(12)), rig.shelf("B", 1 + random.nextInt(5)));
    skus.forEach(sku -> reallyThere.put(sku, rig.stock.level(sku).onHand()));
    tills.put("R1", new FakeTill("R1"));
    tills.put("R2", new FakeTill("R2"));
  }

  /** Something happens; in words. */
  String step(boolean mayForce) {
    var till = Objects.requireNonNull(tills.get(random.nextBoolean() ? "R1" : "R2"));
    var sku = skus.get(random.nextInt(skus.size()));
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> talk(till);
      case 4 -> {
        if (till.underWay == null) {
          till.wants(sku, random.nextInt(6));
        }
        yield "wish";
      }
      case 5 -> {
        // A report that is under way says what it says.
        if (till.underWay == null && till.remaining(sku) > 0) {
          till.lower(sku, 1);
        }
        yield "lower";
      }
      case 6, 7, 8 -> sell(till, sku, 1 + random.nextInt(2), mayForce);
      case 9, 10 -> send(till);
      case 11 -> sellCart(sku);
      case 12 -> late();
      case 13 -> {
        rig.later(Duration.ofHours(random.nextInt(14)));
        rig.leases.sweep();
        yield "time goes by";
      }
      case 14 -> random.nextInt(3) == 0 ? replace(till) : ghost();
      default -> endOfDay(till);
    };
  }

  private String talk(FakeTill till) {
    if (till.stopped && till.underWay == null) {
      return "stopped";
    }
    var report = till.report();
    onTheWay.add(new Said(report, till.isReturning));
    if (random.nextInt(4) == 0) {
      return "report lost";
    }
    var answer = till.isReturning ? rig.leases.giveBack(report) : rig.leases.renew(report);
    if (random.nextInt(4) == 0) {
      return "answer lost";
    }
    till.hear(answer);
    if (answer instanceof Refused && !lost.contains(till)) {
      throw new AssertionError(till.register + " did nothing wrong: " + answer);
    }
    if (till.isReturning) {
      // The next morning the till asks for a new lease.
      lost.add(till);
      tills.put(till.register, new FakeTill(till.register));
    }
    return "report";
  }

  private String sell(FakeTill till, Sku sku, int units, boolean mayForce) {
    if (till.generation == null || till.isReturning) {
      return "cannot sell alone";
    }
    long may = till.remaining(sku, now());
    boolean beyond = units > may;
    if (beyond && !(mayForce && !till.stopped && random.nextInt(3) == 0)) {
      return "sells nothing";
    }
    forced |= beyond;
    till.sell(sku, units);
    reallyThere.merge(sku, -units, Integer::sum);
    return "sells " + units;
  }

  Instant now() {
    return Objects.requireNonNull(rig.now.get());
  }

  private String send(FakeTill till) {
    // One thing at a time: while a report is under way, no sale is sent.
    if (till.underWay != null || till.unsent.isEmpty()) {
      return "nothing to send";
    }
    rig.send(till);
    return "sale arrives";
  }

  private String sellCart(Sku sku) {
    if (carts.isEmpty() || random.nextBoolean()) {
      var wish = StockRig.wish(UUID.randomUUID(), sku, 1 + random.nextInt(2));
      rig.stock.stock.reservations().reserve(wish);
      carts.add(wish.id());
      return "cart";
    }
    var id = carts.remove(random.nextInt(carts.size()));
    var state = rig.stock.stock.reservations().release(id).state();
    return "cart " + (state == HoldState.RELEASED ? "released" : "was refused");
  }

  private String late() {
    if (onTheWay.isEmpty()) {
      return "nothing late";
    }
    var said = onTheWay.get(random.nextInt(onTheWay.size()));
    var report = said.report();
    var till = Objects.requireNonNull(tills.get(report.register()));
    // What was never delivered is not late: the till repeats it before it says anything else.
    if (report.equals(till.underWay)) {
      return "not late yet";
    }
    var _ = said.isReturn() ? rig.leases.giveBack(report) : rig.leases.renew(report);
    return "late report";
  }

  private String endOfDay(FakeTill till) {
    if (till.underWay == null && till.generation != null && !till.stopped) {
      till.isReturning = true;
    }
    return "closes";
  }

  private String replace(FakeTill till) {
    if (till.generation == null) {
      return "never had a lease";
    }
    rig.leases.declareLost(till.register, till.generation(), false, "Olivia");
    lost.add(till);
    tills.put(till.register, new FakeTill(till.register));
    return "lost " + till.register;
  }

  /** A till that was lost sells on, or turns up, or is counted. */
  private String ghost() {
    if (lost.isEmpty()) {
      return "no ghost";
    }
    var ghost = lost.get(random.nextInt(lost.size()));
    switch (random.nextInt(3)) {
      case 0 -> sell(ghost, skus.getFirst(), 1, false);
      case 1 -> send(ghost);
      default -> count(ghost);
    }
    return "ghost of " + ghost.register;
  }

  private void count(FakeTill ghost) {
    var lease = rig.leases.at(StockRig.MAIN).stream()
        .filter(l -> l.register().equals(ghost.register)
            && l.generation() == ghost.generation()
            && l.state() == LeaseState.LOST)
        .findFirst();
    if (lease.isEmpty()) {
      return;
    }
    var gone = ghost.unsentUnits();
    var lines = lease.get().items().stream()
        .filter(i -> i.suspense() > 0)
        .map(i ->
            new LeaseCount.Line(i.sku(), Math.max(0, i.suspense() - gone.getOrDefault(i.sku(), 0))))
        .toList();
    if (lines.isEmpty()) {
      return;
    }
    var answer = rig.leases.count(
        new LeaseCount(UUID.randomUUID(), ghost.register, ghost.generation(), lines), "Olivia");
    if (answer instanceof Refused) {
      assertThat(now()).as("refused").isBefore(lease.get().expiresAt().plus(LeaseEnds.SLACK));
    } else {
      counted.add(ghost);
    }
  }

  /** The network is back, everybody speaks, and what is lost is counted. */
  void bringHome() {
    for (var till : List.copyOf(tills.values())) {
      while (till.underWay != null) {
        till.talk(rig.leases);
      }
      if (till.generation != null && !till.stopped) {
        till.isReturning = true;
        till.talk(rig.leases);
      }
      lost.add(till);
    }
    rig.later(Duration.ofHours(25));
    for (var till : lost) {
      // Its last word may have been lost; then it cannot know that it was taken.
      till.underWay = null;
      if (till.generation != null) {
        rig.leases.declareLost(till.register, till.generation(), false, "Olivia");
      }
    }
    for (var till : lost) {
      if (till.generation != null && random.nextBoolean()) {
        count(till);
      }
      while (!till.unsent.isEmpty()) {
        rig.send(till);
      }
      if (till.generation != null) {
        count(till);
      }
    }
    carts.forEach(id -> rig.stock.stock.reservations().release(id));
  }
}
