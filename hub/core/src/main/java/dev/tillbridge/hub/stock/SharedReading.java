package dev.tillbridge.hub.stock;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads a shop's orders for many who ask at the same time, because reading is the most expensive
 * question a shop can be asked (Shopify: most of a second's allowance).
 */
final class SharedReading {

  /** The newest complete reading of one shop; guarded by its lock. */
  private static final class Newest {
    final ReentrantLock lock = new ReentrantLock();

    @Nullable
    Instant begun;

    Outcome<Integer> outcome = new Delivered<>(0);
  }

  private final OrderReader orders;
  private final InstantSource clock;
  private final Map<String, Newest> newest = new ConcurrentHashMap<>();

  SharedReading(OrderReader orders, InstantSource clock) {
    this.orders = orders;
    this.clock = clock;
  }

  /** The outcome of a reading that began at this time or later; reads if there is none. */
  Outcome<Integer> begunSince(String shop, Instant earliest) {
    var known = newest.computeIfAbsent(shop, _ -> new Newest());
    known.lock.lock();
    try {
      if (known.begun == null || known.begun.isBefore(earliest)) {
        var begun = clock.instant();
        known.outcome = orders.readOrders(shop);
        // A failed reading is nobody's but the asker's: the next one tries anew.
        known.begun = known.outcome instanceof Delivered<Integer> ? begun : null;
      }
      return known.outcome;
    } finally {
      known.lock.unlock();
    }
  }
}
