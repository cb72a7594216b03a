package dev.tillbridge.connector.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T14:00:00Z"));

  @Test
  void eight_go_at_once_and_the_ninth_a_second_later() {
    var pace = new Pace(InstantSource.system());
    var began = System.nanoTime();
    for (int i = 0; i < 9; i++) {
      assertThat(pace.enter()).isNull();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void a_minute_has_450_and_then_says_how_long_to_stay_away() {
    var pace = new Pace(now::get);
    for (int second = 0; second < 56; second++) {
      for (int i = 0; i < 8; i++) {
        assertThat(pace.enter()).isNull();
      }
      forward(Duration.ofSeconds(1));
    }
    assertThat(pace.enter()).isNull();
    assertThat(pace.enter()).isNull();
    assertThat(pace.enter()).isEqualTo(Duration.ofSeconds(4));
    forward(Duration.ofSeconds(4));
    assertThat(pace.enter()).isNull();
  }

  @Test
  void closed_is_closed_until_the_longest_pause_is_over() {
    var pace = new Pace(now::get);
    pace.close(Duration.ofSeconds(60));
    pace.close(Duration.ofSeconds(10));
    assertThat(pace.enter()).isEqualTo(Duration.ofSeconds(60));
    forward(Duration.ofSeconds(60));
    assertThat(pace.enter()).isNull();
  }

  private void forward(Duration by) {
    now.updateAndGet(t -> t.plus(by));
  }
}
