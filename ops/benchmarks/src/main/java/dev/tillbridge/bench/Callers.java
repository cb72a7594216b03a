package dev.tillbridge.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Many callers at once, each asking again as soon as it has its answer. */
final class Callers {

  /** One request; it throws when the answer is not the one that was expected. */
  @FunctionalInterface
  interface Work {
    void once(SplittableRandom random) throws Exception;
  }

  /** Makes each caller's work, for example with a connection of its own. */
  @FunctionalInterface
  interface Worker {
    Work of(int caller) throws Exception;
  }

  /**
   * What was seen.
   *
   * @param cpuMicros per answer, by process
   */
  record Seen(double perSecond, Latencies latencies, Map<String, Double> cpuMicros) {}

  private static final Duration RAMP = Duration.ofMillis(300);

  private final int count;
  private final LongAdder done = new LongAdder();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private volatile boolean measuring;
  private volatile boolean over;

  private Callers(int count) {
    this.count = count;
  }

  /** Lets virtual threads work for so long after a short ramp. */
  static Seen run(int callers, Duration time, Cpu cpu, Worker worker) {
    return new Callers(callers).run(time, cpu, worker);
  }

  private Seen run(Duration time, Cpu cpu, Worker worker) {
    var latencies = new ArrayList<Latencies>();
    long answers;
    long nanos;
    Map<String, Long> before;
    Map<String, Long> after;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        var own = new Latencies();
        latencies.add(own);
        int caller = i;
        var _ = threads.submit(() -> call(caller, worker, own));
      }
      pause(RAMP);
      before = cpu.now();
      long answered = done.sum();
      long begun = System.nanoTime();
      measuring = true;
      pause(time);
      measuring = false;
      nanos = System.nanoTime() - begun;
      answers = done.sum() - answered;
      after = cpu.now();
      over = true;
    }
    var broken = failure.get();
    if (broken != null) {
      throw new IllegalStateException("a caller failed: " + broken, broken);
    }
    return seen(answers, nanos, latencies, cpu, before, after);
  }

  private static Seen seen(
      long answers,
      long nanos,
      List<Latencies> each,
      Cpu cpu,
      Map<String, Long> before,
      Map<String, Long> after) {
    var all = new Latencies();
    each.forEach(all::addAll);
    var micros = new java.util.LinkedHashMap<String, Double>();
    for (var name : cpu.names()) {
      long spent = after.getOrDefault(name, 0L) - before.getOrDefault(name, 0L);
      micros.put(name, spent / 1_000.0 / Math.max(1, answers));
    }
    return new Seen(answers * 1e9 / nanos, all, micros);
  }

  private void call(int caller, Worker worker, Latencies latencies) {
    try {
      var random = new SplittableRandom(caller);
      var work = worker.of(caller);
      while (!over) {
        long begun = System.nanoTime();
        work.once(random);
        if (measuring) {
          latencies.add(System.nanoTime() - begun);
        }
        done.increment();
      }
    } catch (Exception e) {
      failure.compareAndSet(null, e);
      over = true;
    }
  }

  private void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      over = true;
      throw BenchException.trouble("interrupted");
    }
  }
}
