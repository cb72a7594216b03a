package dev.tillbridge.app.api;

import dev.tillbridge.hub.stock.ReservationGate;
import dev.tillbridge.hub.stock.StockLevels;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLevel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Hands every change of stock to whoever listens: woken by the news in Redis, whichever hub caused
 * it, and looking once a second because Redis may be away.
 */
@Component
class StockNews {

  /** More listeners than this are not tills. */
  static final int LISTENERS_MAX = 500;

  private static final int BEHIND_MAX = 5_000;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** Lines of the ledger commit out of order; so many are looked at twice. */
  private static final long OVERLAP = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(StockNews.class);

  private final StockLevels levels;
  private final Semaphore places = new Semaphore(LISTENERS_MAX);
  private final Semaphore woken = new Semaphore(0);
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private final Map<LocationId, Seen> seen = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean closed;

  StockNews(StockLevels levels, ReservationGate gate) {
    this.levels = levels;
    gate.onNews(_ -> woken.release());
    this.thread = Thread.ofVirtual().name("stock-news").start(this::run);
  }

  /** What was told about a location: up to which line, and which version of each SKU. */
  private static final class Seen {
    private long upTo;
    private final Map<Sku, Told> told = new HashMap<>();

    Seen(long upTo) {
      this.upTo = upTo;
    }
  }

  private record Told(long version, int free, int published) {}

  /** A listener's queue. */
  final class Subscription implements AutoCloseable {
    private final LocationId location;
    private final BlockingQueue<StockLevel> queue = new ArrayBlockingQueue<>(BEHIND_MAX);
    private volatile boolean open = true;

    Subscription(LocationId location) {
      this.location = location;
    }

    /** The next change; null when there was none for so long. */
    @Nullable
    StockLevel next(Duration atMost) throws InterruptedException {
      return queue.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isOpen() {
      return open && !closed;
    }

    @Override
    public void close() {
      open = false;
      if (subscriptions.remove(this)) {
        places.release();
      }
    }
  }

  /** Null when there are too many listeners already. */
  @Nullable
  Subscription subscribe(LocationId location) {
    if (closed || !places.tryAcquire()) {
      return null;
    }
    if (subscriptions.stream().noneMatch(s -> s.location.equals(location))) {
      // Nobody was told anything meanwhile. What changes from here on is told.
      seen.put(location, new Seen(levels.newestSeq()));
    }
    var subscription = new Subscription(location);
    subscriptions.add(subscription);
    return subscription;
  }

  private void run() {
    while (!closed) {
      try {
        if (woken.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
          // A busy shelf wakes hundreds of times a second; one look tells it all.
          woken.drainPermits();
        }
        subscriptions.stream().map(s -> s.location).distinct().forEach(this::look);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException away) {
        LOG.warn("no news of stock until PostgreSQL is back: {}", String.valueOf(away));
      }
    }
  }

  private void look(LocationId location) {
    var known = seen.get(location);
    if (known == null) {
      return;
    }
    long newest = levels.newestSeq();
    for (var level : levels.changedSince(location, Math.max(0, known.upTo - OVERLAP))) {
      var now = new Told(level.version(), level.free(), level.published());
      var before = known.told.put(level.sku(), now);
      if (!now.equals(before)) {
        tell(location, level);
      }
    }
    known.upTo = newest;
  }

  private void tell(LocationId location, StockLevel level) {
    for (var subscription : subscriptions) {
      if (subscription.location.equals(location) && !subscription.queue.offer(level)) {
        subscription.open = false;
      }
    }
  }

  /** Before the server waits for its requests: these would never end by themselves. */
  @EventListener(ContextClosedEvent.class)
  void close() {
    closed = true;
    thread.interrupt();
    subscriptions.forEach(Subscription::close);
  }
}
