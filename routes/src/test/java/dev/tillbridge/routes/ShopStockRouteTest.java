package dev.tillbridge.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShopStockRouteTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private DefaultCamelContext context = new DefaultCamelContext();

  @BeforeEach
  void a_clock_that_never_ticks() {
    context = new DefaultCamelContext();
    context.getPropertiesComponent().addInitialProperty("tillbridge.poll", "3600000");
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private void start(FakeDesk desk) throws Exception {
    context.addRoutes(new ShopStockRoute(desk));
    context.start();
  }

  private void wake() {
    context.createFluentProducerTemplate().to(ShopStockRoute.WAKE).withBody("").send();
  }

  @Test
  void one_wake_up_empties_a_lane_in_batches_as_large_as_a_call() throws Exception {
    var desk = new FakeDesk(20, "a.example");
    for (int i = 0; i < 50; i++) {
      desk.add("a.example", "SKU-" + i);
    }
    start(desk);
    wake();
    await().atMost(PATIENCE).until(() -> desk.settled.size() == 50);
    assertThat(desk.batches("a.example")).containsExactly(20, 20, 10);
    assertThat(desk.settled)
        .containsEntry("a.example|main|SKU-7", new Delivered<>("told a.example|main|SKU-7"));
  }

  @Test
  void a_shop_that_hangs_holds_up_no_other() throws Exception {
    var desk = new FakeDesk(10, "hangs.example", "quick.example");
    var end = new CountDownLatch(1);
    desk.telling = batch -> {
      if (batch.iterator().next().subject().startsWith("hangs")) {
        awaitQuietly(end);
      }
    };
    desk.add("hangs.example", "MUG");
    for (int i = 0; i < 100; i++) {
      desk.add("quick.example", "SKU-" + i);
    }
    start(desk);
    wake();
    await().atMost(PATIENCE).until(() -> desk.settled.size() == 100);
    assertThat(desk.settled).doesNotContainKey("hangs.example|main|MUG");
    end.countDown();
    await().atMost(PATIENCE).until(() -> desk.settled.size() == 101);
  }

  @Test
  void a_shop_is_told_one_batch_at_a_time_and_meanwhile_the_next_one_gathers() throws Exception {
    var desk = new FakeDesk(250, "a.example");
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var first = new CountDownLatch(1);
    var gathered = new CountDownLatch(1);
    desk.telling = _ -> {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      first.countDown();
      awaitQuietly(gathered);
      inside.decrementAndGet();
    };
    desk.add("a.example", "FIRST");
    start(desk);
    wake();
    awaitQuietly(first);
    for (int i = 0; i < 30; i++) {
      desk.add("a.example", "SKU-" + i);
      wake();
    }
    gathered.countDown();
    await().atMost(PATIENCE).until(() -> desk.settled.size() == 31);
    assertThat(most).hasValue(1);
    assertThat(desk.batches("a.example")).containsExactly(1, 30);
  }

  @Test
  void a_lane_waits_as_long_as_its_shop_likes_before_it_takes_the_next_batch() throws Exception {
    var desk = new FakeDesk(1, "slow.example");
    desk.pauses.put("slow.example", Duration.ofMillis(300));
    desk.add("slow.example", "A");
    desk.add("slow.example", "B");
    start(desk);
    long begun = System.nanoTime();
    wake();
    await().atMost(PATIENCE).until(() -> desk.settled.size() == 2);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(590));
  }

  @Test
  void nothing_is_taken_for_a_shop_that_wants_a_long_rest_and_its_neighbour_goes_on()
      throws Exception {
    context.getPropertiesComponent().addInitialProperty("tillbridge.poll", "100");
    var desk = new FakeDesk(10, "tired.example", "quick.example");
    desk.pauses.put("tired.example", Duration.ofHours(1));
    desk.add("tired.example", "MUG");
    desk.add("quick.example", "POT");
    start(desk);
    await().atMost(PATIENCE).until(() -> desk.settled.size() == 1);
    desk.add("quick.example", "CUP");
    await().atMost(PATIENCE).until(() -> desk.settled.size() == 2);
    assertThat(desk.batches("tired.example")).isEmpty();
    desk.pauses.remove("tired.example");
    await().atMost(PATIENCE).until(() -> desk.settled.containsKey("tired.example|main|MUG"));
  }

  @Test
  void a_bug_leaves_its_batch_in_doubt_and_the_lane_goes_on() throws Exception {
    var desk = new FakeDesk(2, "a.example");
    desk.telling = batch -> {
      if (batch.iterator().next().subject().endsWith("A")) {
        throw new IllegalStateException("boom");
      }
    };
    for (var sku : new String[] {"A", "B", "C"}) {
      desk.add("a.example", sku);
    }
    start(desk);
    wake();
    await().atMost(PATIENCE).until(() -> desk.settled.size() == 3);
    var doubt = new InDoubt<String>("bug: java.lang.IllegalStateException: boom");
    assertThat(desk.settled)
        .containsEntry("a.example|main|A", doubt)
        .containsEntry("a.example|main|B", doubt)
        .containsEntry("a.example|main|C", new Delivered<>("told a.example|main|C"));
  }

  @Test
  void without_any_wake_up_the_clock_finds_the_work() throws Exception {
    context.getPropertiesComponent().addInitialProperty("tillbridge.poll", "100");
    var desk = new FakeDesk(10, "a.example");
    start(desk);
    desk.add("a.example", "LATE");
    await().atMost(PATIENCE).until(() -> desk.settled.size() == 1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
