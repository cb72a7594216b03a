package dev.tillbridge.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  void a14_a_slow_database_is_not_asked_by_more_than_a_few_of_one_shop() throws Exception {
    var gate = gate(1_000);
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var turnedAway = new AtomicInteger();
    var full = new CountDownLatch(WebhookGate.AT_ONCE);
    var open = new CountDownLatch(1);
    var calls = new ArrayList<Future<?>>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        calls.add(callers.submit(() -> {
          var no = gate.through("slow", () -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            full.countDown();
            try {
              open.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            inside.decrementAndGet();
          });
          if (no != null) {
            assertThat(no.status()).isEqualTo(503);
            turnedAway.incrementAndGet();
          }
          return null;
        }));
      }
      full.await();
      assertThat(gate.through("other", () -> {}))
          .as("another shop is not held up")
          .isNull();
      org.awaitility.Awaitility.await()
          .atMost(java.time.Duration.ofSeconds(10))
          .until(() -> turnedAway.get() == 40 - WebhookGate.AT_ONCE);
      open.countDown();
    }
    for (var call : calls) {
      call.get();
    }
    assertThat(most).hasValue(WebhookGate.AT_ONCE);
  }

  @Test
  void a14_no_more_wait_than_there_is_memory_for() throws Exception {
    var gate = gate(10_000);
    var turnedAway = new AtomicInteger();
    var open = new CountDownLatch(1);
    int taken = WebhookGate.AT_ONCE + WebhookGate.WAITING_MOST;
    int sent = taken + 300;
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < sent; i++) {
        var _ = callers.submit(() -> {
          var no = gate.through("slow", () -> {
            try {
              open.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
          if (no != null) {
            turnedAway.incrementAndGet();
          }
        });
      }
      org.awaitility.Awaitility.await()
          .atMost(java.time.Duration.ofSeconds(10))
          .until(() -> turnedAway.get() >= sent - taken - 20);
      assertThat(gate.through("other", () -> {}))
          .as("another shop is not held up")
          .isNull();
      open.countDown();
    }
    // The queue is counted without a lock: a few more may have slipped in.
    assertThat(turnedAway.get()).isBetween(sent - taken - 20, sent - WebhookGate.AT_ONCE);
  }
}
