package dev.tillbridge.torture.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** F21: Redis takes no write any more (OOM, noeviction), also when a hub starts. */
class F21RedisFullTest {

  @Test
  void a_full_redis_counts_as_one_that_is_away() throws InterruptedException {
    try (var rig = new Rig(121)) {
      rig.lab.redis().full(true);
      rig.begin();
      Thread.sleep(3_000);
      rig.load.stop();
      rig.lab.redis().full(false);
      rig.settle();
      Rig.say(
          "F21",
          "errors %d of %d calls with a full Redis".formatted(rig.failures(), rig.acknowledged()));
      assertThat(rig.failures()).isZero();
      assertThat(rig.violations()).isEmpty();
    }
  }

  @Test
  void a_hub_that_starts_beside_a_full_redis_does_not_fill_it_with_connections()
      throws InterruptedException {
    try (var rig = new Rig(1211)) {
      rig.lab.redis().forget();
      rig.lab.redis().full(true);
      var hub = rig.lab.station(0).hub();
      hub.kill();
      hub.startUntilHealthy();
      long before = clients(rig);
      for (int i = 0; i < 5; i++) {
        var reply = rig.hubs().ask(Sales.wish(rig.random, "SKU-05", 1, 60), 0);
        assertThat(reply.isKnown()).isTrue();
        // Longer than the gate leaves a Redis alone that has failed.
        Thread.sleep(1_100);
      }
      long after = clients(rig);
      rig.lab.redis().full(false);
      rig.settle();
      Rig.say(
          "F21",
          "connections left behind at a full Redis %d".formatted(Math.max(0, after - before - 2)));
      assertThat(rig.violations()).isEmpty();
      assertThat(after - before).isLessThanOrEqualTo(2);
    }
  }

  private static long clients(Rig rig) {
    return String.valueOf(rig.lab.redis().say("CLIENT", "LIST")).lines().count();
  }
}
