package dev.tillbridge.sandbox.quickbooks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Ten requests in any second and 500 in any minute; more are refused and do not count again. */
final class RateLimit {

  private static final int PER_SECOND = 10;
  private static final int PER_MINUTE = 500;

  private final Deque<Instant> lastMinute = new ArrayDeque<>();

  boolean allows(Instant now) {
    while (!lastMinute.isEmpty()
        && !lastMinute.peekFirst().isAfter(now.minus(Duration.ofMinutes(1)))) {
      lastMinute.removeFirst();
    }
    var secondAgo = now.minus(Duration.ofSeconds(1));
    long inSecond = lastMinute.stream().filter(at -> at.isAfter(secondAgo)).count();
    if (inSecond >= PER_SECOND || lastMinute.size() >= PER_MINUTE) {
      return false;
    }
    lastMinute.addLast(now);
    return true;
  }
}
