package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.BatchDecision.Asked;
import dev.tillbridge.hub.stock.HoldDecisions.Verdict;
import dev.tillbridge.model.place.LocationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers the wishes of one location and has them decided together: many callers, one transaction.
 * Two workers take turns: while one batch waits for the disk, the next is written. Several hubs may
 * batch one location; the row locks keep them all right.
 */
final class HoldBatcher implements AutoCloseable {

  static final int BATCH_MOST = 256;

  /** So long a batch waits for company while another is being decided; alone it does not wait. */
  static final Duration GATHER = Duration.ofMillis(2);

  private static final Logger LOG = LoggerFactory.getLogger(HoldBatcher.class);
  private static final int QUEUE_MOST = 20_000;
  private static final int WORKERS = 2;

  /** Looking now and then costs less than being woken by every caller. */
  private static final Duration LOOK_EVERY = Duration.ofNanos(250_000);

  private final LocationId location;
  private final BlockingQueue<Asked> queue = new ArrayBlockingQueue<>(QUEUE_MOST);
  private final ReentrantLock gathering = new ReentrantLock();
  private final AtomicInteger deciding = new AtomicInteger();
  private final List<Thread> workers = new ArrayList<>();
  private volatile boolean closed;

  /**
   * Starts its workers.
   *
   * @param decisions makes the decision of one worker
   */
  HoldBatcher(LocationId location, Supplier<BatchDecision> decisions) {
    this.location = location;
    for (int i = 0; i < WORKERS; i++) {
      var decision = decisions.get();
      workers.add(Thread.ofPlatform()
          .daemon()
          .name("holds-" + location + "-" + i)
          .start(() -> run(decision)));
    }
  }

  /** Queues a wish. The answer comes once it is committed, or exceptionally. */
  CompletableFuture<Verdict> ask(HoldRequest request, boolean lastChance) {
    var asked = new Asked(request, lastChance, new CompletableFuture<>());
    if (closed || !queue.offer(asked)) {
      throw new Unavailable("too many holds are waiting at " + location, null);
    }
    // Whoever closes looks into the queue after closing, so one of the two sees the wish.
    if (closed && queue.remove(asked)) {
      throw stopping();
    }
    return asked.answer();
  }

  private void run(BatchDecision decision) {
    var batch = new ArrayList<Asked>(BATCH_MOST);
    while (!closed) {
      try {
        gather(batch);
        try {
          decision.decide(batch);
        } finally {
          deciding.decrementAndGet();
        }
      } catch (InterruptedException stop) {
        break;
      } catch (RuntimeException bug) {
        LOG.error("a batch of holds failed", bug);
        batch.forEach(asked -> asked.answer().completeExceptionally(bug));
      }
      batch.clear();
    }
    queue.drainTo(batch);
    batch.forEach(asked -> asked.answer().completeExceptionally(stopping()));
  }

  private static Unavailable stopping() {
    return new Unavailable("the hub is stopping", null);
  }

  /** Fills the batch with at least one wish, and counts itself among those who decide. */
  private void gather(List<Asked> batch) throws InterruptedException {
    gathering.lockInterruptibly();
    try {
      batch.add(queue.take());
      long until = System.nanoTime() + GATHER.toNanos();
      while (true) {
        queue.drainTo(batch, BATCH_MOST - batch.size());
        long left = until - System.nanoTime();
        if (batch.size() == BATCH_MOST || left <= 0 || deciding.get() == 0) {
          deciding.incrementAndGet();
          return;
        }
        LockSupport.parkNanos(Math.min(left, LOOK_EVERY.toNanos()));
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    } finally {
      gathering.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
    workers.forEach(Thread::interrupt);
  }
}
