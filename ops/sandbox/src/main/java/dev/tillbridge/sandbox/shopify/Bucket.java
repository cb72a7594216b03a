package dev.tillbridge.sandbox.shopify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The leaky bucket of points each app has in each shop: 2000, of which 100 come back a second, or in
 * a plan of the shop's with more the same multiple of both.
 */
final class Bucket {

  private static final int SECONDS_TO_FILL = 20;

  private final InstantSource clock;
  private final int restoredPerSecond;
  private double available;
  private Instant at;

  Bucket(InstantSource clock, int restoredPerSecond) {
    this.clock = clock;
    this.restoredPerSecond = restoredPerSecond;
    this.available = size();
    this.at = clock.instant();
  }

  int size() {
    return SECONDS_TO_FILL * restoredPerSecond;
  }

  int restoredPerSecond() {
    return restoredPerSecond;
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
    available = Math.min(size(), available + points);
  }

  int available() {
    refill();
    return (int) available;
  }

  private void refill() {
    var now = clock.instant();
    double seconds = Math.max(0, Duration.between(at, now).toNanos() / 1e9);
    available = Math.min(size(), available + seconds * restoredPerSecond);
    at = now;
  }
}
