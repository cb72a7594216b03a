package dev.tillbridge.app.console;

import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * Bounds what strangers can ask of the receipts' pages, so that no flood of them slows the tills. It counts all
 * visitors together: behind a proxy they have one address, and a token of 128 bits is not found by trying.
 */
@Component
class ReceiptDoor {

  static final int PER_SECOND = 50;

  private static final int BURST_SECONDS = 2;
  private static final int AT_ONCE = 10;
  private static final long COST = 1_000;
  private static final long MOST = PER_SECOND * BURST_SECONDS * COST;

  private final InstantSource clock;
  private final Semaphore room = new Semaphore(AT_ONCE);
  private long left = MOST;
  private long filledAt;

  ReceiptDoor(InstantSource clock) {
    this.clock = clock;
    this.filledAt = clock.millis();
  }

  /** Whether there is room for one more; then {@link #leave} ends the visit. */
  boolean enter() {
    return take() && room.tryAcquire();
  }

  void leave() {
    room.release();
  }

  private synchronized boolean take() {
    long now = clock.millis();
    long passed = Math.clamp(now - filledAt, 0L, BURST_SECONDS * 1_000L);
    left = Math.min(MOST, left + passed * PER_SECOND);
    filledAt = now;
    if (left < COST) {
      return false;
    }
    left -= COST;
    return true;
  }
}
