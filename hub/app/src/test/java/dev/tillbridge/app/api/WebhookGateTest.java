package dev.tillbridge.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attack A14: one shop sends without end. */
class WebhookGateTest {

  private final AtomicLong millis = new AtomicLong(1_000_000);

  private WebhookGate gate(int perSecond) {
    return new WebhookGate(() -> Instant.ofEpochMilli(millis.get()), perSecond);
  }

  @ParameterizedTest(name = "{0} a second for {1} s where {2} are taken")
  @CsvSource({"10000, 10, 1000", "3000, 20, 500"})
  void a14_a_shop_gets_what_is_its_own_and_the_others_theirs(int rate, int seconds, int perSecond) {
    var gate = gate(perSecond);
    int taken = 0;
    int othersTurnedAway = 0;
    for (int ms = 0; ms < seconds * 1_000; ms++) {
      millis.incrementAndGet();
      for (int i = 0; i < rate / 1_000; i++) {
        var no = gate.through("flood", () -> {});
        if (no == null) {
          taken++;
        } else {
          assertThat(no).isEqualTo(new WebhookGate.No(429, 1));
        }
      }
      if (ms % 10 == 0 && gate.through("other", () -> {}) != null) {
        othersTurnedAway++;
      }
    }
    assertThat(taken).isBetween(perSecond * seconds, perSecond * (seconds + 2) + 1);
    assertThat(othersTurnedAway).isZero();
  }

  @Test
  void a14_after_a_flood_a_shop_is_heard_again() {
    var gate = gate(1_000);
    for (int i = 0; i < 10_000; i++) {
      gate.through("flood", () -> {});
    }
    assertThat(gate.through("flood", () -> {})).isNotNull();
    millis.addAndGet(500);
    for (int i = 0; i < 500; i++) {
      assertThat(gate.through("flood", () -> {})).isNull();
    }
  }

  @Test
  void a14_no_more_wait_than_there_is_memory_for() throws Exception {
    var gate = gate(10_000);
    var inside = new CountDownLatch(WebhookGate.AT_ONCE);
    var turnedAway = new AtomicInteger();
    var open = new CountDownLatch(1);
    int sent = WebhookGate.AT_ONCE + 100;
    var calls = new ArrayList<Future<?>>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < sent; i++) {
        calls.add(callers.submit(() -> {
          var no = gate.through("slow", () -> {
            inside.countDown();
            waitFor(open);
          });
          if (no != null) {
            assertThat(no).isEqualTo(new WebhookGate.No(503, 2));
            turnedAway.incrementAndGet();
          }
        }));
      }
      waitFor(inside);
      await().atMost(Duration.ofSeconds(10)).until(() -> turnedAway.get() == 100);
      assertThat(gate.through("other", () -> {}))
          .as("another shop is not held up")
          .isNull();
      open.countDown();
    }
    for (var call : calls) {
      call.get();
    }
    assertThat(turnedAway).hasValue(100);
    assertThat(gate.through("slow", () -> {})).as("there is room again").isNull();
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
