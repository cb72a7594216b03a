package dev.tillbridge.torture.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** F7: kill -9 of all of PostgreSQL under load; it comes back, and the hubs with it. */
class F07PostgresKilledTest {

  private static final int KILLS = 3;

  @Test
  void nothing_acknowledged_is_lost_and_the_hubs_recover_by_themselves()
      throws InterruptedException {
    var healthy = new long[KILLS];
    try (var rig = new Rig(107)) {
      rig.begin();
      for (int kill = 0; kill < KILLS; kill++) {
        Thread.sleep(500 + rig.random.nextInt(1_000));
        rig.lab.postgres().killAll();
        Thread.sleep(rig.random.nextInt(1_000));
        rig.lab.postgres().start();
        long begun = System.nanoTime();
        rig.untilFirstSale(0);
        rig.untilFirstSale(1);
        healthy[kill] = System.nanoTime() - begun;
      }
      rig.settle();
      var slowest = Duration.ofNanos(Rig.percentile(healthy, 1));
      Rig.say(
          "F7",
          ("lost acks %d, duplicates %d over %d kills; both hubs healthy %.1f s after PostgreSQL was"
                  + " back (slowest)")
              .formatted(rig.lostAcks(), rig.duplicates(), KILLS, Rig.seconds(slowest)));
      assertThat(rig.violations()).isEmpty();
      assertThat(slowest).isLessThan(Duration.ofSeconds(10));
    }
  }
}
