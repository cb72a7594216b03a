package dev.tillbridge.bench;

import dev.tillbridge.bench.Report.Goal;
import dev.tillbridge.model.catalog.Sku;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Redis loses everything while customers go on: how long until it knows every SKU again. */
final class Rebuild implements Part {

  private static final String GATE = "{loc:main}:gate";
  private static final int CALLERS = 16;
  private static final Duration BETWEEN = Duration.ofMillis(5);
  private static final Duration GIVE_UP = Duration.ofSeconds(60);

  @Override
  public void run(Servers servers, Scale scale, Report report) {
    try (var rig = new Rig(servers, "rebuild");
        var client = RedisClient.create(servers.redis().uri());
        var redis = client.connect()) {
      var skus = rig.shelves("SKU", scale.rebuilt(), 1_000);
      var asking = new Asking(rig, skus);
      try (asking) {
        asking.untilFirstHold();
        for (int run = 0; run < scale.runs(); run++) {
          int before = asking.granted.get();
          redis.sync().flushall();
          long begun = System.nanoTime();
          // Free units and the version of each SKU.
          while (redis.sync().hlen(GATE) < 2L * skus.size()) {
            rig.stock().gateReconciler().reconcile();
            if (System.nanoTime() - begun > GIVE_UP.toNanos()) {
              throw BenchException.trouble("Redis was not rebuilt within " + GIVE_UP);
            }
          }
          report.sample("rebuild: time", (System.nanoTime() - begun) / 1e9);
          report.sample("rebuild: holds granted meanwhile", asking.granted.get() - before);
        }
      }
      rig.verify();
    }
    report.enter("rebuild: time", "s", Goal.below(3));
    report.enter("rebuild: holds granted meanwhile", "holds", Goal.atLeast(1));
  }

  /** Customers, not many, who must not notice; whoever is refused ends the bench. */
  private static final class Asking implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> callers = new ArrayList<>();
    private final AtomicInteger granted = new AtomicInteger();
    private volatile boolean over;

    private final CountDownLatch first = new CountDownLatch(1);

    Asking(Rig rig, List<Sku> skus) {
      for (int i = 0; i < CALLERS; i++) {
        var random = new SplittableRandom(i);
        callers.add(threads.submit(() -> {
          while (!over) {
            rig.hold(random, skus.get(random.nextInt(skus.size())));
            granted.incrementAndGet();
            first.countDown();
            LockSupport.parkNanos(BETWEEN.toNanos());
          }
        }));
      }
    }

    /** Customers are in their stride, so that what follows meets them. */
    void untilFirstHold() {
      try {
        if (!first.await(GIVE_UP.toSeconds(), TimeUnit.SECONDS)) {
          throw BenchException.trouble("no hold was granted within " + GIVE_UP);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw BenchException.trouble("interrupted");
      }
    }

    @Override
    public void close() {
      over = true;
      threads.close();
      for (var caller : callers) {
        if (caller.state() == Future.State.FAILED) {
          throw new IllegalStateException("a hold failed meanwhile", caller.exceptionNow());
        }
      }
    }
  }
}
