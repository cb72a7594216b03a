package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.HoldDecisions.Result;
import dev.tillbridge.hub.stock.HoldDecisions.Verdict;
import dev.tillbridge.hub.stock.HoldDecisions.Wish;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * Gathers the wishes of one location and has them decided together: many callers, one transaction.
 * Several hubs may batch one location; the row locks keep them right.
 */
final class HoldBatcher implements AutoCloseable {

  static final int BATCH_MOST = 256;
  static final Duration GATHER = Duration.ofMillis(2);

  /** Older than this, a "not enough" of PostgreSQL says nothing any more. */
  static final Duration REFUSAL_HOLDS = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(HoldBatcher.class);
  private static final int QUEUE_MOST = 20_000;
  private static final int DEADLOCK_TRIES = 5;

  private record Asked(
      HoldRequest request, boolean lastChance, CompletableFuture<Verdict> answer) {}

  private record Seen(int free, long atMillis) {}

  private final LocationId location;
  private final HoldDecisions decisions;
  private final HoldStore holds;
  private final ReservationGate gate;
  private final InstantSource clock;
  private final BlockingQueue<Asked> queue = new ArrayBlockingQueue<>(QUEUE_MOST);
  private final Map<Sku, Seen> seenShort = new HashMap<>();
  private final Thread worker;
  private volatile boolean closed;

  HoldBatcher(
      LocationId location,
      HoldDecisions decisions,
      HoldStore holds,
      ReservationGate gate,
      InstantSource clock) {
    this.location = location;
    this.decisions = decisions;
    this.holds = holds;
    this.gate = gate;
    this.clock = clock;
    this.worker = Thread.ofPlatform().daemon().name("holds-" + location).start(this::run);
  }

  /** Queues a wish. The answer comes once it is committed, or exceptionally. */
  CompletableFuture<Verdict> ask(HoldRequest request, boolean lastChance) {
    var asked = new Asked(request, lastChance, new CompletableFuture<>());
    if (closed || !queue.offer(asked)) {
      throw new Unavailable("too many holds are waiting at " + location, null);
    }
    return asked.answer();
  }

  private void run() {
    var batch = new ArrayList<Asked>(BATCH_MOST);
    while (!closed) {
      try {
        gather(batch);
        decide(batch);
      } catch (InterruptedException stop) {
        break;
      } catch (RuntimeException bug) {
        LOG.error("a batch of holds failed", bug);
        batch.forEach(asked -> asked.answer().completeExceptionally(bug));
      }
      batch.clear();
    }
    var late = new Unavailable("the hub is stopping", null);
    batch.forEach(asked -> asked.answer().completeExceptionally(late));
    queue.forEach(asked -> asked.answer().completeExceptionally(late));
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

  private void decide(List<Asked> batch) {
    var requests = batch.stream().map(Asked::request).toList();
    var gateSays = gate.reserve(location, requests);
    var wishes = new ArrayList<Wish>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      boolean no =
          gateSays.get(i) == ReservationGate.Verdict.SHORT && wasJustSeenShort(requests.get(i));
      wishes.add(new Wish(requests.get(i), batch.get(i).lastChance(), no));
    }
    Result result;
    try {
      result = decideUnlessDeadlocked(wishes);
    } catch (Unavailable | BadInput answer) {
      gate.decided(location, ids(requests), List.of());
      batch.forEach(asked -> asked.answer().completeExceptionally(answer));
      return;
    } catch (RuntimeException unknown) {
      LOG.warn("a batch of {} holds has an unknown outcome", batch.size(), unknown);
      // Units are not given back: whether they were taken, the tombstones will tell.
      var inTheDark = List.copyOf(batch);
      Thread.ofVirtual().start(() -> inTheDark.forEach(asked -> resolve(asked, unknown)));
      return;
    }
    note(result);
    gate.decided(location, ids(requests), result.free());
    for (var asked : batch) {
      asked.answer().complete(result.verdicts().get(asked.request().id()));
    }
  }

  private Result decideUnlessDeadlocked(List<Wish> wishes) {
    for (int attempt = 1; ; attempt++) {
      try {
        return decisions.decide(location, wishes);
      } catch (ConcurrencyFailureException rolledBack) {
        // PostgreSQL says that it rolled back, so trying again is safe.
        if (attempt == DEADLOCK_TRIES) {
          throw rolledBack;
        }
      }
    }
  }

  /** A wish whose batch ended in the dark: bar its id, then read what it has been for ever. */
  private void resolve(Asked asked, RuntimeException why) {
    var id = asked.request().id();
    try {
      holds.entomb(id);
      holds
          .find(id)
          .ifPresentOrElse(
              stored -> asked.answer().complete(new Verdict.Decided(stored.answer())),
              () -> asked.answer().completeExceptionally(why));
    } catch (RuntimeException stillAway) {
      asked
          .answer()
          .completeExceptionally(
              new Unavailable("PostgreSQL does not answer; ask again with the same id", stillAway));
    }
  }

  private boolean wasJustSeenShort(HoldRequest request) {
    long oldest = clock.millis() - REFUSAL_HOLDS.toMillis();
    return request.lines().stream().anyMatch(line -> {
      var seen = seenShort.get(line.sku());
      return seen != null && seen.atMillis() >= oldest && seen.free() < line.quantity();
    });
  }

  // Only what no shop could give back counts as short; a waiting wish proves that one could.
  private void note(Result result) {
    seenShort.clear();
    if (result.verdicts().values().stream().anyMatch(Verdict.Waiting.class::isInstance)) {
      return;
    }
    long now = clock.millis();
    for (var verdict : result.verdicts().values()) {
      if (verdict instanceof Verdict.Decided(Answer.Refused(var ignored, var shortages))) {
        shortages.forEach(s -> seenShort.put(s.sku(), new Seen(s.available(), now)));
      }
    }
  }

  private static List<UUID> ids(List<HoldRequest> requests) {
    return requests.stream().map(HoldRequest::id).toList();
  }

  @Override
  public void close() {
    closed = true;
    worker.interrupt();
  }
}
