package dev.tillbridge.hub.stock;

import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/**
 * A culprit: hands questions to a worker as {@link HoldBatcher} once did. A question that is
 * offered after the worker has emptied its queue for the last time is never answered.
 */
final class HastyHandOver implements AutoCloseable {

  private final BlockingQueue<CompletableFuture<String>> queue = new ArrayBlockingQueue<>(4);
  private final Thread worker;
  private volatile boolean closed;

  HastyHandOver() {
    worker = Thread.ofPlatform().daemon().start(this::run);
  }

  CompletableFuture<String> ask() {
    var answer = new CompletableFuture<String>();
    if (closed || !queue.offer(answer)) {
      throw new IllegalStateException("closed");
    }
    return answer;
  }

  private void run() {
    while (!closed) {
      try {
        queue.take().complete("yes");
      } catch (InterruptedException stop) {
        break;
      }
    }
    var late = new ArrayList<CompletableFuture<String>>();
    queue.drainTo(late);
    late.forEach(answer -> answer.complete("no"));
  }

  @Override
  public void close() {
    closed = true;
    worker.interrupt();
  }
}
