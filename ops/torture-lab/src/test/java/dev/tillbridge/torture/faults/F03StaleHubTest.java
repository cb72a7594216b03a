package dev.tillbridge.torture.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.torture.history.Reply;
import dev.tillbridge.torture.lab.Lab;
import dev.tillbridge.torture.workload.Shelf;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * F3: a hub is stopped in the midst of its work, a fence falls, the location opens under a new epoch
 * and the other hub goes on; then the first one wakes up and believes that no time has passed.
 */
class F03StaleHubTest {

  @Test
  void what_a_stale_hub_still_had_in_hand_is_not_accepted() throws InterruptedException {
    try (var rig = new Rig(103)) {
      var stale = rig.lab.station(0);
      rig.begin();
      Thread.sleep(500);
      // Its COMMITs are under way and have not arrived when it stops.
      stale.toPostgres().stall();
      Thread.sleep(200);
      stale.hub().freeze();
      var fell = rig.fencing.during(rig.lab.postgres(), Lab.MAIN, () -> Thread.sleep(300));
      // Under the new epoch the other hub sells on.
      Thread.sleep(1_000);
      stale.hub().thaw();
      stale.toPostgres().heal();
      Thread.sleep(1_000);
      rig.settle();
      long accepted =
          rig.violations().stream().filter(v -> v.rule().equals("I7")).count();
      Rig.say(
          "F3",
          "stale writes accepted %d; the fence fell after %.1f s although a stopped hub held its row"
              .formatted(accepted, Rig.seconds(fell)));
      assertThat(rig.violations()).isEmpty();
      assertThat(fell).isLessThan(Duration.ofSeconds(12));
    }
  }

  @Test
  void a_stopped_hub_holds_nobody_up_for_longer_than_some_seconds() throws InterruptedException {
    try (var rig = new Rig(1031);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var stopped = rig.lab.station(0);
      rig.hubs().ask(Sales.receipt(rig.random, Shelf.HOT, 1_000), 0);
      stopped.toPostgres().stall();
      // In its hands the lock on the row that everybody wants.
      for (int i = 0; i < 20; i++) {
        var wish = Sales.wish(rig.random, Shelf.HOT, 1, 60);
        var _ = threads.submit(() -> rig.hubs().ask(wish, 0));
      }
      Thread.sleep(300);
      stopped.hub().freeze();
      long begun = System.nanoTime();
      var wish = Sales.wish(rig.random, Shelf.HOT, 1, 60);
      while (!(rig.hubs().ask(wish, 1) instanceof Reply.Granted)) {
        assertThat(System.nanoTime() - begun).isLessThan(Duration.ofSeconds(20).toNanos());
        Thread.sleep(20);
      }
      var waited = Duration.ofNanos(System.nanoTime() - begun);
      stopped.hub().thaw();
      stopped.toPostgres().heal();
      rig.settle();
      Rig.say("F3", "a stopped hub held the others up for %.1f s".formatted(Rig.seconds(waited)));
      assertThat(rig.violations()).isEmpty();
      assertThat(waited).isLessThan(Duration.ofSeconds(10));
    }
  }
}
