package dev.tillbridge.connector.quickbooks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this hub under QuickBooks' limits for one company, 10 requests a second and 500 a minute
 * (Intuit, "Limits and throttles"), with some room for other hubs and clocks that differ.
 */
final class Pace {

  private static final int PER_SECOND = 8;
  private static final int PER_MINUTE = 450;
  private static final Duration WAIT_MOST = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition never = lock.newCondition();
  // When the last requests went or will go, oldest first; at most a minute's worth.
  private final ArrayDeque<Instant> slots = new ArrayDeque<>();
  private Instant closedUntil = Instant.MIN;

  Pace(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Waits for the next free slot if that is less than a second away.
   *
   * @return null when the request may go, else how long to stay away
   */
  @Nullable
  Duration enter() {
    lock.lock();
    try {
      var now = clock.instant();
      var slot = nextSlot(now);
      var wait = Duration.between(now, slot);
      if (wait.compareTo(WAIT_MOST) > 0) {
        return wait;
      }
      slots.addLast(slot);
      if (slots.size() > PER_MINUTE) {
        slots.removeFirst();
      }
      long left = wait.toNanos();
      while (left > 0) {
        left = never.awaitNanos(left);
      }
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Duration.ZERO;
    } finally {
      lock.unlock();
    }
  }

  /** They asked us to slow down: nobody goes for a while. */
  void close(Duration pause) {
    lock.lock();
    try {
      var until = clock.instant().plus(pause);
      if (until.isAfter(closedUntil)) {
        closedUntil = until;
      }
    } finally {
      lock.unlock();
    }
  }

  private Instant nextSlot(Instant now) {
    var slot = closedUntil.isAfter(now) ? closedUntil : now;
    if (slots.size() >= PER_MINUTE) {
      slot = later(slot, slots.getFirst().plus(Duration.ofMinutes(1)));
    }
    if (slots.size() >= PER_SECOND) {
      var newest = slots.descendingIterator();
      Instant eighth = now;
      for (int i = 0; i < PER_SECOND; i++) {
        eighth = newest.next();
      }
      slot = later(slot, eighth.plus(Duration.ofSeconds(1)));
    }
    return slot;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
