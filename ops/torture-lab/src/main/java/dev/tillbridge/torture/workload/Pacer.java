package dev.tillbridge.torture.workload;

import java.time.Duration;

/** Lets so many calls a second go, whoever makes them; what was missed is not made up for. */
final class Pacer {

  private static final long LAG_MAX = Duration.ofMillis(500).toNanos();

  private final long apart;
  private long next;

  Pacer(int perSecond) {
    this.apart = Duration.ofSeconds(1).toNanos() / perSecond;
    this.next = System.nanoTime();
  }

  /** Returns when it is the caller's turn. */
  void take() throws InterruptedException {
    long mine;
    synchronized (this) {
      next = Math.max(next, System.nanoTime() - LAG_MAX) + apart;
      mine = next;
    }
    long wait = mine - System.nanoTime();
    if (wait > 0) {
      Thread.sleep(Duration.ofNanos(wait));
    }
  }
}
