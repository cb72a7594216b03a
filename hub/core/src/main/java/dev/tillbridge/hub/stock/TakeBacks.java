package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.Unavailable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes those who wait for a shop to give units back, when one of this hub's workers got some. */
final class TakeBacks {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long count;

  /** Remember this before asking, and wait for it to change. */
  long count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /** Some shop's number has changed, or will not. */
  void happened() {
    lock.lock();
    try {
      count++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when something has happened since, or the time is over. */
  void await(long since, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long nanos = atMost.toNanos();
      while (count == since && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * As {@link #await}, for at most so long, and not so long that another hub's work goes unseen.
   *
   * @throws Unavailable when it is interrupted
   */
  void pause(long since, long atMostNanos) {
    try {
      await(since, Duration.ofNanos(Math.min(atMostNanos, LOOK_AGAIN.toNanos())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted while waiting for stock", e);
    }
  }

  /** As long as another hub may have done the work, one looks again this often. */
  static final Duration LOOK_AGAIN = Duration.ofNanos(TimeUnit.MILLISECONDS.toNanos(250));
}
