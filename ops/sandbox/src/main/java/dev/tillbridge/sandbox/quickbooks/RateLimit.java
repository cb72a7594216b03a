package dev.tillbridge.sandbox.quickbooks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Ten requests in any second, 500 in any minute and 40 batches in any minute; more are refused and
 * do not count again (Intuit, "API call limits and throttles").
 */
final class RateLimit {

  private static final int PER_SECOND = 10;
  private static final int PER_MINUTE = 500;
  private static final int BATCHES_PER_MINUTE = 40;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Deque<Instant> lastMinute = new ArrayDeque<>();
  private final Deque<Instant> batches = new ArrayDeque<>();

  boolean allows(Instant now, boolean batch) {
    forget(lastMinute, now);
    forget(batches, now);
    var secondAgo = now.minus(Duration.ofSeconds(1));
    long inSecond = lastMinute.stream().filter(at -> at.isAfter(secondAgo)).count();
    if (inSecond >= PER_SECOND
        || lastMinute.size() >= PER_MINUTE
        || (batch && batches.size() >= BATCHES_PER_MINUTE)) {
      return false;
    }
    lastMinute.addLast(now);
    if (batch) {
      batches.addLast(now);
    }
    return true;
  }

  private static void forget(Deque<Instant> times, Instant now) {
    while (!times.isEmpty() && !times.peekFirst().isAfter(now.minus(MINUTE))) {
      times.removeFirst();
    }
  }
}
