package dev.tillbridge.hub.inventory;

import static dev.tillbridge.hub.inventory.InventoryRig.ANN;
import static dev.tillbridge.hub.inventory.InventoryRig.BEN;
import static dev.tillbridge.hub.inventory.InventoryRig.STORE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.inventory.ReturnRequest.Condition;
import dev.tillbridge.hub.inventory.StocktakeRequest.Kind;
import dev.tillbridge.model.catalog.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays a day of a store that sells, counts, receives, gives and takes back, hears late of sales,
 * and compares it with what really lies on the shelf: a plain list of what happened, by its time.
 */
class InventorySeedsTest {

  private static final InventoryRig RIG = new InventoryRig();
  private static final int STEPS = 45;
  private static final List<DamageKind> KINDS = List.of(DamageKind.values());

  /** Units really on the shelf: what happened to it, in the order in which it happened. */
  private record Happened(Instant at, int units) {}

  /** A sale of which the hub has not heard yet. */
  private record Unheard(Sku sku, Instant at, int units) {}

  private final Map<Sku, List<Happened>> really = new HashMap<>();
  private final Map<Sku, Integer> damaged = new HashMap<>();
  private final Map<Sku, Integer> onTheWay = new HashMap<>();
  private final List<UUID> transfers = new ArrayList<>();
  private final Map<UUID, Integer> returnable = new HashMap<>();
  private final Map<UUID, Sku> soldSku = new HashMap<>();
  private final Map<Sku, Instant> counted = new HashMap<>();
  private final List<Unheard> unheard = new ArrayList<>();

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void once_counted_the_book_is_what_really_lies_there(long seed) {
    var random = new Random(seed);
    var skus = new ArrayList<Sku>();
    for (var name : List.of("A", "B", "C")) {
      int units = 20 + random.nextInt(20);
      var sku = RIG.shelf(name + "-" + seed, 500, units);
      skus.add(sku);
      // What the book says may be wrong from the start.
      really.put(
          sku, new ArrayList<>(List.of(new Happened(RIG.now(), units + random.nextInt(7) - 3))));
    }
    for (int step = 0; step < STEPS; step++) {
      RIG.later(Duration.ofSeconds(1 + random.nextInt(300)));
      step(skus.get(random.nextInt(skus.size())), random);
      check("step " + step);
    }
    List.copyOf(unheard).forEach(this::hear);
    check("when all was heard");
    for (var sku : skus) {
      RIG.later(Duration.ofSeconds(1));
      count(sku);
    }
    check("at the end");
    // At every prefix, so once at the end is enough.
    RIG.assertLedgerExplainsEverything();
  }

  @AfterAll
  static void close() {
    RIG.close();
  }

  private void step(Sku sku, Random random) {
    switch (random.nextInt(9)) {
      case 0, 1 -> sell(sku, random, false);
      case 2 -> sell(sku, random, true);
      case 3 -> {
        if (!unheard.isEmpty()) {
          hear(unheard.get(random.nextInt(unheard.size())));
        }
      }
      case 4 -> count(sku);
      case 5 -> {
        var transfer = RIG.shipped(sku, 1 + random.nextInt(6));
        transfers.add(transfer);
        onTheWay.merge(sku, inTransit(transfer), Integer::sum);
      }
      case 6 -> receive(random);
      case 7 -> takeBack(random);
      default -> damage(sku, random);
    }
  }

  /** Somebody buys; the hub may hear of it much later. Never more than really lies there. */
  private void sell(Sku sku, Random random, boolean late) {
    // The book must not fall below zero either, or free would lie below zero with good reason.
    int most = Math.min(reallyThere(sku), RIG.store(sku).onHand() - unheardOf(sku));
    if (most < 1) {
      return;
    }
    int units = 1 + random.nextInt(Math.min(3, most));
    var at = RIG.now();
    happened(sku, at, -units);
    var sale = new Unheard(sku, at, units);
    unheard.add(sale);
    if (!late) {
      hear(sale);
    }
  }

  private void hear(Unheard sale) {
    unheard.remove(sale);
    var id = RIG.sell(sale.sku(), sale.units(), sale.at());
    returnable.put(id, sale.units());
    soldSku.put(id, sale.sku());
  }

  private int unheardOf(Sku sku) {
    return unheard.stream()
        .filter(s -> s.sku().equals(sku))
        .mapToInt(Unheard::units)
        .sum();
  }

  private void count(Sku sku) {
    int there = reallyThere(sku);
    var stocktake = RIG.stocktake(Kind.PARTIAL);
    RIG.count(stocktake, sku, there, RIG.now(), ANN);
    if (RIG.submit(stocktake).state() == StocktakeView.State.REVIEW) {
      RIG.approve(stocktake, sku, null, BEN);
    }
    counted.put(sku, RIG.now());
  }

  private void receive(Random random) {
    if (transfers.isEmpty()) {
      return;
    }
    var transfer = transfers.get(random.nextInt(transfers.size()));
    int under = inTransit(transfer);
    var sku = RIG.transfers.find(transfer).orElseThrow().lines().getFirst().sku();
    int good = random.nextInt(under + 2);
    int broken = random.nextInt(2);
    int missing = random.nextInt(Math.max(0, under - good - broken) + 1);
    if (good + broken + missing == 0) {
      return;
    }
    RIG.receive(transfer, sku, good, broken, missing, "counted");
    onTheWay.merge(sku, inTransit(transfer) - under, Integer::sum);
    damaged.merge(sku, broken, Integer::sum);
    happened(sku, RIG.now(), good);
  }

  private void takeBack(Random random) {
    var sales = new ArrayList<>(returnable.keySet());
    sales.sort(null);
    if (sales.isEmpty()) {
      return;
    }
    var sale = sales.get(random.nextInt(sales.size()));
    int left = returnable.getOrDefault(sale, 0);
    if (left == 0) {
      return;
    }
    int units = 1 + random.nextInt(left);
    boolean good = random.nextBoolean();
    RIG.returns.take(
        new ReturnRequest(
            UUID.randomUUID(),
            sale,
            STORE,
            List.of(new ReturnRequest.Line(
                1, units, good ? Condition.GOOD : Condition.DAMAGED, Named.NOTHING))),
        ANN);
    returnable.put(sale, left - units);
    var sku = soldSku.get(sale);
    if (sku != null && good) {
      happened(sku, RIG.now(), units);
    } else if (sku != null) {
      damaged.merge(sku, units, Integer::sum);
    }
  }

  private void damage(Sku sku, Random random) {
    var kind = KINDS.get(random.nextInt(KINDS.size()));
    int most = kind == DamageKind.DAMAGED
        ? Math.min(reallyThere(sku), RIG.store(sku).onHand() - unheardOf(sku))
        : damaged.getOrDefault(sku, 0);
    if (most < 1) {
      return;
    }
    int units = 1 + random.nextInt(Math.min(2, most));
    RIG.damages.report(
        new DamageRequest(
            UUID.randomUUID(),
            kind,
            STORE,
            "found",
            List.of(new DamageRequest.Line(sku, units, Named.NOTHING))),
        ANN);
    switch (kind) {
      case DAMAGED -> happened(sku, RIG.now(), -units);
      case REPAIRED -> happened(sku, RIG.now(), units);
      case WRITTEN_OFF -> {
        // It lay with the damaged ones.
      }
    }
    damaged.merge(sku, kind == DamageKind.DAMAGED ? units : -units, Integer::sum);
  }

  private void happened(Sku sku, Instant at, int units) {
    really.computeIfAbsent(sku, _ -> new ArrayList<>()).add(new Happened(at, units));
  }

  private int reallyThere(Sku sku) {
    return really.getOrDefault(sku, List.of()).stream()
        .mapToInt(Happened::units)
        .sum();
  }

  private static int inTransit(UUID transfer) {
    return RIG.transfers.find(transfer).orElseThrow().lines().getFirst().inTransit();
  }

  /** Of what was counted once, the book is wrong by what was sold since and is not heard of. */
  private void check(String when) {
    really.keySet().forEach(sku -> {
      var level = RIG.store(sku);
      var since = counted.get(sku);
      if (since != null) {
        int unheardSince = unheard.stream()
            .filter(s -> s.sku().equals(sku) && s.at().isAfter(since))
            .mapToInt(Unheard::units)
            .sum();
        assertThat(level.onHand())
            .as("%s: %s on hand", when, sku)
            .isEqualTo(reallyThere(sku) + unheardSince);
      }
      assertThat(level.damaged())
          .as("%s: %s damaged", when, sku)
          .isEqualTo(damaged.getOrDefault(sku, 0));
      assertThat(level.inTransit())
          .as("%s: %s in transit", when, sku)
          .isEqualTo(onTheWay.getOrDefault(sku, 0));
    });
  }
}
