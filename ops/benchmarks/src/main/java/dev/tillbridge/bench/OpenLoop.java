package dev.tillbridge.bench;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Requests that come at a fixed rate, whether or not the earlier ones have been answered. Latency
 * counts from the moment a request should have come, so that a stall is charged to everybody it
 * kept waiting.
 */
final class OpenLoop {

  /** More than this unanswered means that the rate is too high to be measured at all. */
  private static final int UNANSWERED_MOST = 20_000;

  private OpenLoop() {}

  static Latencies run(double perSecond, Duration time, Callers.Work work) {
    var latencies = new Latencies();
    var failure = new AtomicReference<@Nullable Exception>();
    var unanswered = new Semaphore(UNANSWERED_MOST);
    long every = (long) (1e9 / perSecond);
    long count = time.toNanos() / every;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long begun = System.nanoTime();
      for (long i = 0; i < count && failure.get() == null; i++) {
        long intended = begun + i * every;
        for (long left; (left = intended - System.nanoTime()) > 0; ) {
          LockSupport.parkNanos(left);
        }
        if (!unanswered.tryAcquire()) {
          throw BenchException.trouble(
              "at %.0f requests a second %d were waiting".formatted(perSecond, UNANSWERED_MOST));
        }
        var random = new SplittableRandom(i);
        var _ = threads.submit(() -> {
          try {
            work.once(random);
            long nanos = System.nanoTime() - intended;
            synchronized (latencies) {
              latencies.add(nanos);
            }
          } catch (Exception e) {
            failure.compareAndSet(null, e);
          } finally {
            unanswered.release();
          }
        });
      }
    }
    var broken = failure.get();
    if (broken != null) {
      throw new IllegalStateException("a request failed: " + broken, broken);
    }
    return latencies;
  }
}
