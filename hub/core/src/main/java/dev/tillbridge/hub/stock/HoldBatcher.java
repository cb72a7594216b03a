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
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers the wishes of one location and has them decided together: many callers, one transaction.
 * Several hubs may batch one location; the row locks keep them right.
 */
final class HoldBatcher implements AutoCloseable {

  static final int BATCH_MOST = 256;
  static final Duration GATHER = Duration.ofMillis(2);

  private static final Logger LOG = LoggerFactory.getLogger(HoldBatcher.class);
  private static final int QUEUE_MOST = 20_000;

  private final LocationId location;
  private final BatchDecision decision;
  private final BlockingQueue<Asked> queue = new ArrayBlockingQueue<>(QUEUE_MOST);
  private final Thread worker;
  private volatile boolean closed;

  HoldBatcher(LocationId location, BatchDecision decision) {
    this.location = location;
    this.decision = decision;
    this.worker = Thread.ofPlatform().daemon().name("holds-" + location).start(this::run);
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

  private void run() {
    var batch = new ArrayList<Asked>(BATCH_MOST);
    while (!closed) {
      try {
        gather(batch);
        decision.decide(batch);
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

  private void gather(List<Asked> batch) throws InterruptedException {
    batch.add(queue.take());
    long until = System.nanoTime() + GATHER.toNanos();
    while (batch.size() < BATCH_MOST && queue.drainTo(batch, BATCH_MOST - batch.size()) >= 0) {
      long left = until - System.nanoTime();
      Asked next =
          left <= 0 || batch.size() >= BATCH_MOST ? null : queue.poll(left, TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      batch.add(next);
    }
  }

  @Override
  public void close() {
    closed = true;
    worker.interrupt();
  }
}
