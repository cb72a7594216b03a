package dev.tillbridge.sandbox.xero;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Sixty calls in any minute and 5000 in any day; refused ones do not count again. */
final class Limits {

  /** More than so many at once are refused. */
  static final int TOGETHER = 5;

  private static final int PER_MINUTE = 60;
  private static final int PER_DAY = 5_000;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final Deque<Instant> lastMinute = new ArrayDeque<>();
  private final Deque<Instant> lastDay = new ArrayDeque<>();

  void check(Instant now, int together) {
    if (together > TOGETHER) {
      throw Refusal.limit("concurrent", 0);
    }
    forget(lastMinute, now.minus(MINUTE));
    forget(lastDay, now.minus(DAY));
    if (lastDay.size() >= PER_DAY) {
      throw Refusal.limit("day", until(lastDay, DAY, now));
    }
    if (lastMinute.size() >= PER_MINUTE) {
      throw Refusal.limit("minute", until(lastMinute, MINUTE, now));
    }
    lastMinute.addLast(now);
    lastDay.addLast(now);
  }

  int leftInMinute() {
    return PER_MINUTE - lastMinute.size();
  }

  void reset() {
    lastMinute.clear();
    lastDay.clear();
  }

  private static long until(Deque<Instant> calls, Duration window, Instant now) {
    return Duration.between(now, calls.getFirst().plus(window)).toSeconds() + 1;
  }

  private static void forget(Deque<Instant> calls, Instant before) {
    while (!calls.isEmpty() && !calls.peekFirst().isAfter(before)) {
      calls.removeFirst();
    }
  }
}
