package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.embedded.RedisServer;
import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.Answer.Ended;
import dev.tillbridge.hub.stock.Answer.Granted;
import dev.tillbridge.hub.stock.Answer.Refused;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import io.lettuce.core.RedisClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReservationsTest {

  final StockRig rig = new StockRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void of_a_thousand_buyers_exactly_a_hundred_get_the_hundred_units() throws Exception {
    var mug = rig.shelf("MUG", 100);
    var answers = atOnce(1_000, () -> rig.hold(mug, 1));
    assertThat(answers).filteredOn(Granted.class::isInstance).hasSize(100);
    assertThat(answers).filteredOn(Refused.class::isInstance).hasSize(900);
    assertThat(rig.level(mug).free()).isZero();
    assertThat(rig.level(mug).held()).isEqualTo(100);
    rig.assertLedgerExplainsEverything();
  }

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
    await().untilAsserted(() -> assertThat(reconciler.reconcile()).isZero());
    try (var client = RedisClient.create(TestServers.redis().uri());
        var connection = client.connect()) {
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
  void the_same_id_again_gets_the_same_answer() {
    var mug = rig.shelf("MUG", 2);
    var first = StockRig.wish(UUID.randomUUID(), mug, 2);
    var second = StockRig.wish(UUID.randomUUID(), mug, 1);
    var granted = rig.stock.reservations().reserve(first);
    var refused = rig.stock.reservations().reserve(second);
    assertThat(refused).isEqualTo(new Refused(second.id(), List.of(new Shortage(mug, 1, 0))));
    rig.stock.goodsReceipts().receive(UUID.randomUUID(), StockRig.MAIN, "PO", first.lines());
    assertThat(rig.stock.reservations().reserve(first)).isEqualTo(granted);
    assertThat(rig.stock.reservations().reserve(second)).isEqualTo(refused);
    assertThat(rig.level(mug).held()).isEqualTo(2);
  }

  @Test
  void the_same_id_sent_fifty_times_at_once_holds_once() throws Exception {
    var mug = rig.shelf("MUG", 100);
    var wish = StockRig.wish(UUID.randomUUID(), mug, 3);
    var answers = atOnce(50, () -> rig.stock.reservations().reserve(wish));
    assertThat(answers).allMatch(Granted.class::isInstance);
    assertThat(rig.level(mug).held()).isEqualTo(3);
  }

  @Test
  void the_same_ids_sent_through_two_hubs_at_once_hold_once_each() throws Exception {
    var mug = rig.shelf("MUG", 1_000);
    try (var other =
        new Stock(rig.db.jdbc(), rig.db.tx(), rig.deliveries, rig.gate, List.of(), rig.clock)) {
      var hubs = List.of(rig.stock, other);
      var wishes = IntStream.range(0, 100)
          .mapToObj(_ -> StockRig.wish(UUID.randomUUID(), mug, 1))
          .toList();
      var next = new AtomicInteger();
      var answers = atOnce(400, () -> {
        int n = next.getAndIncrement();
        return hubs.get(n % 2).reservations().reserve(wishes.get(n / 4));
      });
      assertThat(answers).allMatch(Granted.class::isInstance);
      assertThat(answers.stream().distinct()).hasSize(100);
    }
    assertThat(rig.level(mug).held()).isEqualTo(100);
    rig.assertLedgerExplainsEverything();
  }

  @Test
  void what_was_granted_is_read_later_as_it_was_answered() {
    var mug = rig.shelf("MUG", 5);
    var pot = rig.shelf("POT", 5);
    var cart = cart(List.of(new StockLine(pot, 2), new StockLine(mug, 1)));
    assertThat(rig.stock.reservations().reserve(cart))
        .isInstanceOfSatisfying(
            Granted.class,
            granted ->
                assertThat(rig.stock.reservations().find(cart.id())).contains(granted.hold()));
  }

  @Test
  void the_same_id_with_another_wish_is_refused_and_changes_nothing() {
    var mug = rig.shelf("MUG", 5);
    var id = UUID.randomUUID();
    rig.stock.reservations().reserve(StockRig.wish(id, mug, 1));
    assertThatThrownBy(() -> rig.stock.reservations().reserve(StockRig.wish(id, mug, 2)))
        .isInstanceOf(IdReused.class);
    assertThat(rig.level(mug).held()).isEqualTo(1);
  }

  @Test
  void a_cart_is_held_whole_or_not_at_all_and_two_lines_of_one_sku_count_together() {
    var mug = rig.shelf("MUG", 5);
    var pot = rig.shelf("POT", 1);
    var lines = List.of(new StockLine(mug, 2), new StockLine(pot, 1), new StockLine(mug, 4));
    var answer = rig.stock.reservations().reserve(cart(lines));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Refused.class,
            no -> assertThat(no.shortages()).containsExactly(new Shortage(mug, 6, 5)));
    assertThat(rig.level(pot).held()).isZero();
  }

  @Test
  void an_unknown_sku_is_named_and_the_id_stays_free() {
    var mug = rig.shelf("MUG", 5);
    var id = UUID.randomUUID();
    assertThatThrownBy(
            () -> rig.stock.reservations().reserve(StockRig.wish(id, new Sku("NO-SUCH"), 1)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("lines[0].sku")
        .hasMessageContaining("NO-SUCH");
    assertThat(rig.stock.reservations().reserve(StockRig.wish(id, mug, 1)))
        .isInstanceOf(Granted.class);
  }

  @Test
  void releasing_twice_is_releasing_once() {
    var mug = rig.shelf("MUG", 5);
    var wish = StockRig.wish(UUID.randomUUID(), mug, 2);
    rig.stock.reservations().reserve(wish);
    assertThat(rig.stock.reservations().release(wish.id()).state()).isEqualTo(HoldState.RELEASED);
    assertThat(rig.stock.reservations().release(wish.id()).state()).isEqualTo(HoldState.RELEASED);
    assertThat(rig.level(mug).free()).isEqualTo(5);
    assertThat(rig.stock.reservations().reserve(wish)).isInstanceOf(Ended.class);
    rig.assertLedgerExplainsEverything();
  }

  @Test
  void an_id_released_before_it_held_can_never_hold() {
    var mug = rig.shelf("MUG", 5);
    var wish = StockRig.wish(UUID.randomUUID(), mug, 2);
    assertThat(rig.stock.reservations().release(wish.id()).state()).isEqualTo(HoldState.VOID);
    assertThat(rig.stock.reservations().reserve(wish)).isInstanceOf(Ended.class);
    assertThat(rig.level(mug).held()).isZero();
  }

  @Test
  void a_hold_that_ran_out_gives_its_units_back_but_not_while_money_is_on_its_way() {
    var mug = rig.shelf("MUG", 5);
    var parked = StockRig.wish(UUID.randomUUID(), mug, 2);
    var paying = StockRig.wish(UUID.randomUUID(), mug, 1);
    rig.stock.reservations().reserve(parked);
    rig.stock.reservations().reserve(paying);
    assertThat(new Holds(rig.db.jdbc()).startPaying(paying.id())).isTrue();
    rig.db
        .jdbc()
        .sql("update hold set expires_at = now() - interval '1 second'")
        .update();
    assertThat(rig.stock.reservations().expire()).isEqualTo(1);
    assertThat(rig.stock.reservations().find(parked.id()).orElseThrow().state())
        .isEqualTo(HoldState.EXPIRED);
    assertThat(rig.level(mug).free()).isEqualTo(4);
    assertThat(rig.stock.reservations().expire()).isZero();
    rig.assertLedgerExplainsEverything();
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

  private long waitingForALock() {
    return rig.db
        .jdbc()
        .sql(
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
        .query(Long.class)
        .single();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Random carts, releases and expiries against a model that is one map and one subtraction. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatever_happens_the_shelf_agrees_with_a_simple_model(long seed) {
    var random = new Random(seed);
    var skus = IntStream.range(0, 3)
        .mapToObj(i -> rig.shelf("S" + i, random.nextInt(8)))
        .toList();
    var free = new HashMap<Sku, Integer>();
    skus.forEach(sku -> free.put(sku, rig.level(sku).free()));
    var open = new ArrayList<HoldRequest>();
    for (int step = 0; step < 30; step++) {
      if (random.nextInt(3) > 0) {
        var wish = cart(basket(random, skus));
        boolean fits =
            wish.lines().stream().allMatch(l -> free.getOrDefault(l.sku(), 0) >= l.quantity());
        assertThat(rig.stock.reservations().reserve(wish) instanceof Granted)
            .as("step %d: %s of %s", step, wish.lines(), free)
            .isEqualTo(fits);
        if (fits) {
          wish.lines().forEach(l -> free.merge(l.sku(), -l.quantity(), Integer::sum));
          open.add(wish);
        }
      } else if (!open.isEmpty()) {
        var wish = open.remove(random.nextInt(open.size()));
        rig.stock.reservations().release(wish.id());
        wish.lines().forEach(l -> free.merge(l.sku(), l.quantity(), Integer::sum));
      }
    }
    skus.forEach(sku -> assertThat(rig.level(sku).free()).isEqualTo(free.get(sku)));
    rig.assertLedgerExplainsEverything();
  }

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  private static HoldRequest cart(List<StockLine> lines) {
    return new HoldRequest(
        UUID.randomUUID(), StockRig.MAIN, Channel.COUNTER, lines, Duration.ofMinutes(10));
  }

  private static List<StockLine> basket(Random random, List<Sku> skus) {
    return IntStream.rangeClosed(0, random.nextInt(3))
        .mapToObj(_ -> new StockLine(skus.get(random.nextInt(skus.size())), 1 + random.nextInt(3)))
        .toList();
  }

  private static List<Answer> atOnce(int times, Callable<Answer> call) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Answer>();
      for (Future<Answer> answer :
          threads.invokeAll(IntStream.range(0, times).mapToObj(_ -> call).toList())) {
        answers.add(answer.get());
      }
      return answers;
    }
  }
}
