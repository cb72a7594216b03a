package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.catalog.Sku;
import java.util.ArrayList;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random lives of tills and carts that share a shelf: messages are lost, late and doubled, tills sell,
 * return, are lost, replaced and counted. After every step the ledger explains every count (I4), no
 * till has more rights and unsent sales than it was lent (I8), and the units that are really there
 * cover every promise.
 */
class LeaseHistoriesTest {

  private static final int STEPS = 60;

  final LeaseRig rig = new LeaseRig();

  @AfterEach
  void close() {
    rig.close();
  }

  static LongStream seeds() {
    return LongStream.range(0, 24);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void no_history_sells_a_unit_twice_or_loses_one(long seed) {
    var history = new LeaseHistory(rig, seed);
    // Half of the histories have till sales beyond the rights; then only the books must agree.
    boolean mayForce = seed % 2 == 1;
    for (int step = 0; step < STEPS; step++) {
      var deed = history.step(mayForce);
      check(history, "seed %d step %d: %s".formatted(seed, step, deed));
    }
    history.bringHome();
    check(history, "seed %d: at the end".formatted(seed));
    history.skus.forEach(sku -> {
      var level = rig.stock.level(sku);
      assertThat(level.onHand()).isEqualTo(Objects.requireNonNull(history.reallyThere.get(sku)));
      assertThat(level.escrowed() + level.suspense()).isZero();
    });
  }

  private void check(LeaseHistory history, String when) {
    rig.stock.assertLedgerExplainsEverything();
    var devices = new ArrayList<>(history.tills.values());
    devices.addAll(history.lost);
    for (var sku : history.skus) {
      var level = rig.stock.level(sku);
      long promised = level.held();
      for (var till : devices) {
        long may = till.remaining(sku, history.now());
        promised += may;
        if (till.generation != null && !history.counted.contains(till)) {
          var totals = till.of(sku);
          int unsent = till.unsentUnits().getOrDefault(sku, 0);
          long within =
              Math.max(0, unsent - Math.max(0, totals.sold - (totals.granted - totals.returned)));
          assertThat(may + within)
              .as("I8 %s: %s/%d %s", when, till.register, till.generation, sku)
              .isLessThanOrEqualTo(outstanding(till, sku));
        }
      }
      if (!history.forced) {
        assertThat(level.free()).as(when).isNotNegative();
        assertThat(promised)
            .as(when)
            .isLessThanOrEqualTo(Objects.requireNonNull(history.reallyThere.get(sku)));
      }
    }
  }

  private int outstanding(FakeTill till, Sku sku) {
    return rig.stock
        .db
        .jdbc()
        .sql("""
            select coalesce(sum(granted_total - sold_total - returned_total), 0)::int from escrow
             where holder = :holder and generation = :generation and sku = :sku
            """)
        .param("holder", "device:" + till.register)
        .param("generation", till.generation())
        .param("sku", sku.code())
        .query(Integer.class)
        .single();
  }
}
