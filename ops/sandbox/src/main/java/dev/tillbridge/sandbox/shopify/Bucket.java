package dev.tillbridge.sandbox.shopify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The leaky bucket of points each app has in each shop: 2000, of which 100 come back a second. */
final class Bucket {

  static final int SIZE = 2000;
  static final int RESTORED_PER_SECOND = 100;

  private final InstantSource clock;
  private double available = SIZE;
  private Instant at;

  Bucket(InstantSource clock) {
    this.clock = clock;
    this.at = clock.instant();
  }

  /** Takes the points, or takes nothing and says no. */
  boolean take(int points) {
    refill();
    if (points > available) {
      return false;
    }
    available -= points;
    return true;
  }

  /** Gives back what was asked too much. */
  void giveBack(int points) {
    available = Math.min(SIZE, available + points);
  }

  int available() {
    refill();
    return (int) available;
  }

  private void refill() {
    var now = clock.instant();
    double seconds = Math.max(0, Duration.between(at, now).toNanos() / 1e9);
    available = Math.min(SIZE, available + seconds * RESTORED_PER_SECOND);
    at = now;
  }
}
