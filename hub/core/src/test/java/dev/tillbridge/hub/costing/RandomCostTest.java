package dev.tillbridge.hub.costing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes, goes, is lost, found and brought back, also before it came: the account of stock is what
 * is left of all layers, and by FIFO each unit costs what a model says that knows every unit by itself.
 */
class RandomCostTest {

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  /** Units of one SKU, each with what it cost; those that went before they came wait for theirs. */
  private static final class Model {
    final Deque<Long> there = new ArrayDeque<>();
    long last;
    long cost;
    int owed;
    long assumed;

    void in(int units, long each) {
      last = each;
      for (int i = 0; i < units; i++) {
        if (owed > 0) {
          long was = early.poll();
          owed--;
          assumed -= was;
          cost += each - was;
        } else {
          there.add(each);
        }
      }
    }

    private final Deque<Long> early = new ArrayDeque<>();

    long out(int units) {
      long sum = 0;
      for (int i = 0; i < units; i++) {
        var one = there.poll();
        if (one == null) {
          early.add(last);
          owed++;
          assumed += last;
          one = last;
        }
        sum += one;
      }
      return sum;
    }

    long value() {
      return there.stream().mapToLong(Long::longValue).sum() - assumed;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void by_fifo_each_unit_costs_what_it_came_for(long seed) {
    var random = new Random(seed);
    try (var rig = new CostRig()) {
      rig.choose(CostMethod.FIFO);
      var models = new HashMap<String, Model>();
      for (int i = 0; i < 3; i++) {
        var model = new Model();
        models.put(rig.sku("SKU-" + i), model);
        rig.receive("SKU-" + i, 2, 50);
        model.in(2, 50);
      }
      for (int step = 0; step < 60; step++) {
        var sku = "SKU-" + random.nextInt(3);
        var model = models.computeIfAbsent(sku, _ -> new Model());
        int units = 1 + random.nextInt(6);
        switch (random.nextInt(7)) {
          case 0, 1 -> {
            long each = 1L + random.nextInt(900);
            rig.receive(sku, units, each);
            model.in(units, each);
          }
          case 2, 3 -> {
            rig.sell(sku, units);
            model.cost += model.out(units);
          }
          case 4 -> {
            rig.move("COUNT", sku, units);
            model.in(units, model.last);
          }
          case 5 -> {
            rig.move("COUNT", sku, -units);
            model.out(units);
          }
          default -> {
            rig.move("WRITE_OFF", sku, -1);
            model.out(1);
          }
        }
        if (random.nextInt(5) == 0) {
          rig.costs.part(1 + random.nextInt(4));
        }
      }
      rig.isTrue();
      assertThat(rig.balance("1300"))
          .isEqualTo(models.values().stream().mapToLong(Model::value).sum());
      assertThat(rig.balance("5000"))
          .isEqualTo(models.values().stream().mapToLong(m -> m.cost).sum());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatever_comes_back_and_by_whatever_method_no_cent_is_lost(long seed) {
    var random = new Random(seed);
    try (var rig = new CostRig()) {
      rig.choose(seed % 2 == 0 ? CostMethod.FIFO : CostMethod.AVERAGE);
      var sold = new ArrayList<Map.Entry<UUID, Integer>>();
      var sku = rig.sku("MUG");
      for (int step = 0; step < 50; step++) {
        int units = 1 + random.nextInt(9);
        switch (random.nextInt(6)) {
          case 0, 1 -> rig.receive(sku, units, random.nextInt(10_000));
          case 2, 3 -> sold.add(Map.entry(rig.sell(sku, units), units));
          case 4 -> rig.move("COUNT", sku, random.nextBoolean() ? units : -units);
          default -> {
            if (!sold.isEmpty()) {
              var one = sold.remove(random.nextInt(sold.size()));
              rig.move("RETURN", sku, 1 + random.nextInt(one.getValue()));
            }
          }
        }
        if (random.nextInt(4) == 0) {
          rig.isTrue();
        }
      }
      rig.isTrue();
      // Everything goes: nothing is left, of units or of worth.
      long left = rig.value.page(CostRig.USD, "", 1).rows().stream()
          .mapToLong(StockValue.Row::units)
          .sum();
      if (left > 0) {
        rig.sell(sku, (int) left);
      } else if (left < 0) {
        rig.receive(sku, (int) -left, 777);
      }
      rig.isTrue();
      assertThat(rig.balance("1300")).isZero();
    }
  }
}
