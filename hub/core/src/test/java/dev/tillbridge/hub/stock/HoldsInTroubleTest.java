package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.embedded.RedisServer;
import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.Answer.Granted;
import dev.tillbridge.hub.stock.Answer.Refused;
import io.lettuce.core.RedisClient;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldsInTroubleTest extends ReservationsRig {

  @Test
  void redis_killed_in_the_middle_changes_no_result(@TempDir Path folder) throws Exception {
    try (var redis = RedisServer.start(folder, 0);
        var other = new StockRig(redis.uri())) {
      var mug = other.shelf("MUG", 100);
      var asked = new AtomicInteger();
      var answers = atOnce(1_000, () -> {
        if (asked.incrementAndGet() == 300) {
          redis.kill();
        }
        return other.hold(mug, 1);
      });
      assertThat(answers).filteredOn(Granted.class::isInstance).hasSize(100);
      assertThat(answers).filteredOn(Refused.class::isInstance).hasSize(900);
      assertThat(other.level(mug).free()).isZero();
      other.assertLedgerExplainsEverything();
    }
  }

  @Test
  void a_redis_that_was_never_there_is_no_reason_to_refuse() {
    try (var alone = new StockRig("redis://127.0.0.1:1")) {
      var mug = alone.shelf("MUG", 1);
      assertThat(alone.hold(mug, 1)).isInstanceOf(Granted.class);
      assertThat(alone.hold(mug, 1)).isInstanceOf(Refused.class);
    }
  }

  /** I9: whatever Redis holds, the results are PostgreSQL's. */
  @ParameterizedTest
  @ValueSource(strings = {"-5", "0", "1", "1000000", "rubbish", ""})
  void a_wrong_value_in_redis_changes_no_result(String value) {
    var mug = rig.shelf("MUG", 3);
    try (var client = RedisClient.create(TestServers.redis().uri());
        var connection = client.connect()) {
      connection.sync().hset("{loc:main}:gate", "f:" + mug, value);
      connection.sync().hset("{loc:main}:asking", "p:" + mug, "2");
      assertThat(rig.hold(mug, 2)).isInstanceOf(Granted.class);
      connection.sync().hset("{loc:main}:gate", "f:" + mug, value);
      assertThat(rig.hold(mug, 2)).isInstanceOf(Refused.class);
      connection.sync().hset("{loc:main}:gate", "f:" + mug, value);
      assertThat(rig.hold(mug, 1)).isInstanceOf(Granted.class);
    }
    rig.assertLedgerExplainsEverything();
  }

  @Test
  void the_reconciler_finds_and_heals_what_is_wrong_in_redis() {
    var mug = rig.shelf("MUG", 7);
    rig.hold(mug, 2);
    var reconciler = rig.stock.gateReconciler();
    try (var client = RedisClient.create(TestServers.redis().uri());
        var connection = client.connect()) {
      // While Redis is not there yet nothing is found either, so it is asked itself.
      await().untilAsserted(() -> {
        assertThat(reconciler.reconcile()).isZero();
        assertThat(connection.sync().hget("{loc:main}:gate", "f:" + mug)).isEqualTo("5");
      });
      connection.sync().hset("{loc:main}:gate", "f:" + mug, "99");
      connection.sync().hset("{loc:main}:gate", "v:" + mug, "99999");
      connection.sync().hset("{loc:main}:asking", "h:gone", "5\u001f" + mug + "\u001f4");
      connection.sync().hset("{loc:main}:asking", "p:" + mug, "4");
      assertThat(reconciler.reconcile()).isEqualTo(3);
      assertThat(connection.sync().hget("{loc:main}:gate", "f:" + mug)).isEqualTo("5");
      assertThat(connection.sync().hget("{loc:main}:asking", "p:" + mug)).isNull();
      connection.sync().flushall();
      assertThat(reconciler.reconcile()).isPositive();
      assertThat(connection.sync().hget("{loc:main}:gate", "f:" + mug)).isEqualTo("5");
    }
  }

  @Test
  void a_fenced_location_promises_nothing_until_it_opens_again() {
    var mug = rig.shelf("MUG", 5);
    var fence = new Fence(rig.db.jdbc());
    long epoch = fence.epoch(StockRig.MAIN);
    assertThat(fence.fall(StockRig.MAIN, epoch)).isTrue();
    assertThat(fence.fall(StockRig.MAIN, epoch)).isFalse();
    assertThatThrownBy(() -> rig.hold(mug, 1)).isInstanceOf(Unavailable.class);
    assertThat(fence.open(StockRig.MAIN)).isTrue();
    assertThat(rig.hold(mug, 1)).isInstanceOf(Granted.class);
  }

  @Test
  void a_fence_waits_for_the_promise_in_flight_and_refuses_the_next() throws Exception {
    var mug = rig.shelf("MUG", 5);
    var fence = new Fence(rig.db.jdbc());
    var entered = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var ledger = new JdbcStockLedger(rig.db.jdbc(), rig.stock.places());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var inFlight = threads.submit(() -> rig.db.tx().executeWithoutResult(_ -> {
        ledger.enter(StockRig.MAIN);
        entered.countDown();
        awaitQuietly(goOn);
      }));
      entered.await();
      var falling = threads.submit(() -> fence.fall(StockRig.MAIN, fence.epoch(StockRig.MAIN)));
      await().until(() -> waitingForALock() == 1);
      assertThat(falling.isDone()).isFalse();
      goOn.countDown();
      inFlight.get();
      assertThat(falling.get()).isTrue();
    }
    assertThatThrownBy(() -> rig.hold(mug, 1)).isInstanceOf(Unavailable.class);
  }
}
