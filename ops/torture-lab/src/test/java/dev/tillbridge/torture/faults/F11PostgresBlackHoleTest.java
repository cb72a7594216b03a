package dev.tillbridge.torture.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * F11, as far as the stock goes: PostgreSQL accepts and never answers one of the hubs, and what was
 * connected meanwhile stays deaf for ever.
 */
class F11PostgresBlackHoleTest {

  @Test
  void the_hub_gives_up_in_time_and_finds_back_by_itself() throws InterruptedException {
    try (var rig = new Rig(111)) {
      var line = rig.lab.station(0).toPostgres();
      rig.begin();
      Thread.sleep(500);
      line.blackHole();
      Thread.sleep(3_000);
      line.heal();
      long begun = System.nanoTime();
      rig.untilFirstSale(0);
      rig.load.awaitDeciding(0, rig.random, Duration.ofSeconds(30));
      var healthy = Duration.ofNanos(System.nanoTime() - begun);
      rig.settle();
      Rig.say(
          "F11",
          "lost acks %d, healthy %.1f s after the black hole closed"
              .formatted(rig.lostAcks(), Rig.seconds(healthy)));
      assertThat(rig.violations()).isEmpty();
      assertThat(healthy).isLessThan(Duration.ofSeconds(12));
    }
  }

  @Test
  void a_hub_that_starts_into_a_black_hole_ends_with_a_word_instead_of_waiting_for_ever() {
    try (var rig = new Rig(1111)) {
      var station = rig.lab.station(0);
      station.hub().kill();
      station.toPostgres().blackHole();
      station.hub().start();
      long begun = System.nanoTime();
      await().atMost(Duration.ofSeconds(40)).until(() -> !station.hub().isRunning());
      Rig.say(
          "F11",
          "a hub that cannot reach PostgreSQL ends after %.1f s"
              .formatted(Rig.seconds(Duration.ofNanos(System.nanoTime() - begun))));
      station.toPostgres().heal();
      station.hub().startUntilHealthy();
    }
  }
}
