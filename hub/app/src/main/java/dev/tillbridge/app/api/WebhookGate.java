package dev.tillbridge.app.api;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Lets so many genuine webhooks of one shop through as it can reasonably send, so that one that
 * sends without end takes neither the hub's memory nor the other shops' turn. What is
 * turned away comes again by itself, or the next poll finds it.
 */
@Component
class WebhookGate {

  /** A shop that was busy and then quiet may send so many seconds' worth at once. */
  private static final int BURST_SECONDS = 2;

  /** Webhooks of one shop that are being stored; each holds its body and its connection's buffers. */
  static final int AT_ONCE = 300;

  private static final long COST = 1_000;

  private static final long LATER_SECONDS = 2;

  /** Not yet, and when to ask again. */
  record No(int status, long retryAfterSeconds) {}

  private final InstantSource clock;

  /** A webhook costs a thousand; so many come back every millisecond. */
  private final long back;

  private final long most;
  private final Map<String, Shop> shops = new ConcurrentHashMap<>();

  /**
   * Opens the gate.
   *
   * @param perSecond webhooks of one shop in the long run
   */
  WebhookGate(InstantSource clock, @Value("${tillbridge.webhooks-per-second:1000}") int perSecond) {
    this.clock = clock;
    this.back = perSecond;
    this.most = (long) perSecond * BURST_SECONDS * COST;
  }

  private final class Shop {
    private final Semaphore room = new Semaphore(AT_ONCE);
    private long left = most;
    private long filledAt = clock.millis();

    synchronized boolean take() {
      long now = clock.millis();
      // More time than fills it is as good as just enough.
      long passed = Math.clamp(now - filledAt, 0, BURST_SECONDS * 1_000L);
      left = Math.min(most, left + passed * back);
      filledAt = now;
      if (left < COST) {
        return false;
      }
      left -= COST;
      return true;
    }
  }

  /** Does it, or says that it was not done. */
  @Nullable
  No through(String name, Runnable store) {
    var shop = shops.computeIfAbsent(name, _ -> new Shop());
    if (!shop.take()) {
      return new No(429, 1);
    }
    if (!shop.room.tryAcquire()) {
      return new No(503, LATER_SECONDS);
    }
    try {
      store.run();
      return null;
    } finally {
      shop.room.release();
    }
  }
}
