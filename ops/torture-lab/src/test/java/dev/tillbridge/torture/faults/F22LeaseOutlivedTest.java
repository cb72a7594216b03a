package dev.tillbridge.torture.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * F22: whoever leads is stopped for longer than his lease, another takes over, and the first wakes up
 * and goes on. The database decides; Redis holds no lease at all.
 */
class F22LeaseOutlivedTest {

  private static final int DELIVERIES = 200;
  private static final int HOLDS = 60;

  /** A clock that a paused worker does not see move. */
  private static final class Clock implements InstantSource {
    private Instant now = Instant.now();

    @Override
    public Instant instant() {
      return now;
    }
  }

  @Test
  void a_courier_that_outlived_his_lease_settles_nothing() {
    var clock = new Clock();
    try (var rig = new CoreRig(2, clock)) {
      var paused = new Deliveries(rig.hubs.get(0).jdbc(), clock);
      var other = new Deliveries(rig.hubs.get(1).jdbc(), clock);
      var subjects = new ArrayList<String>();
      for (int i = 0; i < DELIVERIES; i++) {
        subjects.add(UUID.randomUUID().toString());
      }
      paused.addAll(Destination.BOOKS, subjects);
      var stale = paused.claim(Destination.BOOKS, DELIVERIES);
      clock.now = clock.now.plus(Deliveries.LEASE).plusSeconds(1);
      var taken = other.claim(Destination.BOOKS, DELIVERIES);
      settle(other, taken.subList(0, DELIVERIES / 2), "of the other");
      // Now the first one wakes up and believes that they are still his.
      settle(paused, stale, "of the paused");
      settle(other, taken.subList(DELIVERIES / 2, DELIVERIES), "of the other");
      int doubleRuns =
          rig.number("select count(*)::int from delivery where remote_id <> 'of the other'")
              + rig.number("select count(*)::int from delivery where state <> 'DONE'");
      Rig.say("F22", "double runs %d of %d deliveries".formatted(doubleRuns, DELIVERIES));
      assertThat(stale).hasSize(DELIVERIES);
      assertThat(taken).hasSize(DELIVERIES).allMatch(Delivery::lookFirst);
      assertThat(doubleRuns).isZero();
    }
  }

  private static void settle(Deliveries deliveries, List<Delivery> all, String remoteId) {
    all.forEach(one -> deliveries.settle(one, new Outcome.Delivered<>(remoteId)));
  }

  @Test
  void two_sweepers_one_of_them_stopped_in_the_midst_end_each_hold_once()
      throws InterruptedException {
    try (var rig = new Rig(122)) {
      rig.hubs().ask(Sales.receipt(rig.random, "SKU-09", 1_000), 0);
      for (int i = 0; i < HOLDS; i++) {
        rig.hubs().ask(Sales.wish(rig.random, "SKU-09", 1, 1), i % 2);
      }
      var paused = rig.lab.station(0);
      // Each of its sweeps takes long enough to be caught in the midst of one.
      paused.toPostgres().slow(Duration.ofMillis(5));
      Thread.sleep(1_000);
      paused.hub().freeze();
      Thread.sleep(4_000);
      paused.hub().thaw();
      paused.toPostgres().heal();
      rig.settle();
      long doubleRuns =
          rig.violations().stream().filter(v -> v.rule().equals("I3")).count();
      Rig.say("F22", "double runs %d of %d expired holds".formatted(doubleRuns, HOLDS));
      assertThat(rig.violations()).isEmpty();
    }
  }
}
