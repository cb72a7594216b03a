package dev.tillbridge.hub.sales;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many callers, let go at the same moment. */
public final class AtOnce {

  private AtOnce() {}

  /** What each caller got; fails when one of them did. */
  public static <T> List<T> atOnce(int callers, Callable<T> call) throws Exception {
    var start = new CyclicBarrier(callers);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<T>>();
      for (int i = 0; i < callers; i++) {
        running.add(threads.submit(() -> {
          start.await();
          return call.call();
        }));
      }
      var answers = new ArrayList<T>();
      for (var one : running) {
        answers.add(one.get());
      }
      return answers;
    }
  }
}
