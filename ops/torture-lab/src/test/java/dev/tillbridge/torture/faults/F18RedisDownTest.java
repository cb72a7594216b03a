package dev.tillbridge.torture.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** F18: Redis is down when a hub starts, and goes down while it runs. */
class F18RedisDownTest {

  @Test
  void sales_go_on_without_redis_from_the_start_and_from_any_moment_on()
      throws InterruptedException {
    try (var rig = new Rig(118)) {
      rig.lab.redis().kill();
      var hub = rig.lab.station(0).hub();
      hub.kill();
      hub.startUntilHealthy();
      // The other one has lost it while it ran.
      rig.begin();
      Thread.sleep(4_000);
      rig.load.stop();
      long without = rig.failures();
      long answered = rig.acknowledged();
      rig.lab.redis().start();
      rig.begin();
      Thread.sleep(1_500);
      rig.lab.redis().kill();
      Thread.sleep(1_500);
      rig.settle();
      Rig.say(
          "F18",
          "errors %d of %d calls while Redis was down at boot and at run, %d of %d in all"
              .formatted(
                  without,
                  answered + without,
                  rig.failures(),
                  rig.history.calls().size()));
      assertThat(rig.violations()).isEmpty();
      assertThat(rig.failures()).isZero();
    }
  }

  @Test
  void a_redis_that_is_deaf_when_a_hub_starts_makes_nobody_wait() throws InterruptedException {
    try (var rig = new Rig(1181)) {
      rig.lab.redis().freeze();
      var hub = rig.lab.station(0).hub();
      hub.kill();
      hub.startUntilHealthy();
      long slowest = 0;
      for (int i = 0; i < 30; i++) {
        long begun = System.nanoTime();
        var reply = rig.hubs().ask(Sales.wish(rig.random, "SKU-01", 1, 60), 0);
        slowest = Math.max(slowest, System.nanoTime() - begun);
        assertThat(reply.isKnown()).as("%s", reply).isTrue();
      }
      rig.lab.redis().thaw();
      rig.settle();
      Rig.say(
          "F18",
          "slowest hold %.0f ms with a Redis that was deaf at boot".formatted(Rig.millis(slowest)));
      assertThat(rig.violations()).isEmpty();
      assertThat(Rig.millis(slowest)).isLessThan(1_500);
    }
  }
}
