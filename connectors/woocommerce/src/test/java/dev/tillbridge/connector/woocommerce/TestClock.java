package dev.tillbridge.connector.woocommerce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when the test says so. */
final class TestClock implements InstantSource {

  private volatile Instant now = Instant.parse("2026-11-22T14:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration duration) {
    now = now.plus(duration);
  }
}
