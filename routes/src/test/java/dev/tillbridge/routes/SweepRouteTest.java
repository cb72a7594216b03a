package dev.tillbridge.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class SweepRouteTest {

  @Test
  void a_sweep_that_fails_comes_round_again_and_stops_no_other() throws Exception {
    var failing = new CountDownLatch(2);
    var other = new CountDownLatch(2);
    try (var context = new DefaultCamelContext()) {
      context.addRoutes(new SweepRoute(List.of(
          new Sweep("failing", Duration.ofMillis(100), () -> {
            failing.countDown();
            throw new IllegalStateException("database away");
          }),
          new Sweep("other", Duration.ofMillis(100), other::countDown))));
      context.start();
      assertThat(failing.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(other.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_sweep_without_a_pause_is_refused() {
    assertThatThrownBy(() -> new Sweep("busy", Duration.ZERO, () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
