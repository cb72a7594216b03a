package dev.tillbridge.torture.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** F1: kill -9 of a hub at random moments under load; it is started again and nobody repairs. */
class F01HubKilledTest {

  private static final int KILLS = 4;

  @Test
  void no_kill_loses_what_was_acknowledged_or_does_it_twice() throws InterruptedException {
    var untilFirstSale = new long[KILLS];
    try (var rig = new Rig(101)) {
      rig.begin();
      for (int kill = 0; kill < KILLS; kill++) {
        int which = kill % 2;
        Thread.sleep(200 + rig.random.nextInt(600));
        var hub = rig.lab.station(which).hub();
        hub.kill();
        long begun = System.nanoTime();
        hub.start();
        rig.untilFirstSale(which);
        untilFirstSale[kill] = System.nanoTime() - begun;
      }
      rig.settle();
      Rig.say(
          "F1",
          ("lost acks %d, duplicate effects %d over %d kills under %d acknowledged calls; first sale"
                  + " accepted after %.1f s (p95)")
              .formatted(
                  rig.lostAcks(),
                  rig.duplicates(),
                  KILLS,
                  rig.acknowledged(),
                  Rig.seconds(Duration.ofNanos(Rig.percentile(untilFirstSale, 0.95)))));
      assertThat(rig.violations()).isEmpty();
    }
  }
}
