package dev.tillbridge.torture.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** F20: Redis is stopped (SIGSTOP): its connections stay open and nothing answers. */
class F20RedisDeafTest {

  private static final int CALLS = 150;
  private static final int ROUNDS = 3;

  @Test
  void it_costs_a_moment_and_is_then_passed_by() throws InterruptedException {
    try (var rig = new Rig(120)) {
      rig.hubs().ask(Sales.receipt(rig.random, "SKU-03", 10_000), 0);
      time(rig);
      var added = new long[ROUNDS];
      var addedMedian = new long[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        var before = time(rig);
        rig.lab.redis().freeze();
        var meanwhile = time(rig);
        rig.lab.redis().thaw();
        added[round] = Rig.percentile(meanwhile, 0.99) - Rig.percentile(before, 0.99);
        addedMedian[round] = Rig.percentile(meanwhile, 0.5) - Rig.percentile(before, 0.5);
        // A bypass begun by the stop must be over before the next comparison.
        Thread.sleep(1_200);
      }
      Arrays.sort(added);
      Arrays.sort(addedMedian);
      rig.settle();
      Rig.say(
          "F20",
          "p99 added %.1f ms, median added %.1f ms (medians of %d times %d calls), errors %d"
              .formatted(
                  Rig.millis(added[ROUNDS / 2]),
                  Rig.millis(addedMedian[ROUNDS / 2]),
                  ROUNDS,
                  CALLS,
                  rig.failures()));
      assertThat(rig.failures()).isZero();
      assertThat(rig.violations()).isEmpty();
      // On a machine that does other things as well, the quietest round is the one that tells.
      assertThat(Rig.millis(added[0])).isLessThan(50);
      assertThat(Rig.millis(addedMedian[0])).isLessThan(10);
    }
  }

  private static long[] time(Rig rig) {
    var nanos = new long[CALLS];
    for (int i = 0; i < CALLS; i++) {
      var wish = Sales.wish(rig.random, "SKU-03", 1, 2);
      long begun = System.nanoTime();
      rig.hubs().ask(wish, 0);
      nanos[i] = System.nanoTime() - begun;
    }
    return nanos;
  }
}
