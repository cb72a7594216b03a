package dev.tillbridge.sandbox.control;

import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * The requests that are being answered at this moment. One is under way from its arrival until its
 * answer has left, which is later by as much as the answer was ordered to be late.
 */
public final class UnderWay {

  // When answers that were given late will have left, by the machine's own time.
  private final PriorityQueue<Long> leaving = new PriorityQueue<>();
  private int inside;

  /** One more; returns how many there are now. */
  public synchronized int enter() {
    long now = System.nanoTime();
    while (!leaving.isEmpty() && leaving.peek() - now <= 0) {
      leaving.remove();
    }
    inside++;
    return inside + leaving.size();
  }

  /** One less, once its answer has left after so many milliseconds. */
  public synchronized void leave(int afterMillis) {
    inside--;
    if (afterMillis > 0) {
      leaving.add(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(afterMillis));
    }
  }
}
