package dev.tillbridge.bench;

import dev.tillbridge.bench.Report.Goal;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Two shops of one hub. One turns every change of stock away, as it does for an hour when its limit is
 * exceeded, while thousands of its numbers change several times; the other must not notice. Then
 * it has an empty bucket and takes changes again: how long until all is told, against what the
 * points that come back each second allow? An hour differs from these seconds in nothing: tries in
 * vain do not count, and what waits is one number a SKU.
 */
final class ShopOutage implements Part {

  private static final int PER_CALL = 250;
  private static final int CHANGES = 3;
  private static final double POINTS_A_SECOND = 100;
  private static final double SLACK = 1.1;

  /** Calls that were begun before and during the trouble, and are repeated as they were. */
  private static final int BEGUN = 10;

  /** The other worker needs so long to use up a full bucket. */
  private static final Duration EMPTYING = Duration.ofSeconds(3);

  @Override
  public void run(Servers servers, Scale scale, Report report) {
    var time = scale.told().dividedBy(3);
    int sales = (int) (ShopConfirms.SALES_A_SECOND * time.toMillis() / 1_000) + 1;
    try (var rig = new ShopRig(servers, "outage", "quick.example", "away.example")) {
      var quick = rig.shelves("QUICK", 2 * sales, 20);
      var held = rig.shelves("HELD", scale.changed(), 40);
      rig.list(0, quick);
      rig.list(1, held);
      rig.shop(0).slow(ShopConfirms.LATENCY);
      var away = rig.shop(1);
      away.throttle();
      rig.open();
      rig.changed(0, quick);
      rig.restOf(0);
      var next = new AtomicInteger();
      Callers.Work sale = _ -> rig.sellAndConfirm(0, quick.get(next.getAndIncrement()));
      var alone = OpenLoop.run(ShopConfirms.SALES_A_SECOND, time, sale);
      for (int i = 0; i < CHANGES; i++) {
        rig.changed(1, held);
      }
      var beside = OpenLoop.run(ShopConfirms.SALES_A_SECOND, time, sale);
      drain(rig, away, report);
      rig.verify();
      report.sample("outage: p99 of the other shop before", alone.millis(0.99));
      report.sample("outage: p99 of the other shop", beside.millis(0.99));
      report.sample("outage: numbers that waited", held.size());
    }
    report.enter("outage: p99 of the other shop before", "ms", null);
    report.enter("outage: p99 of the other shop", "ms", Goal.below(1_000));
    report.enter("outage: numbers that waited", "", null);
    report.enter("outage: calls", "", Goal.atMost(Math.ceilDiv(scale.changed(), PER_CALL) + BEGUN));
    report.enter("outage: first call after", "s", Goal.atMost(6));
    report.enter("outage: what the throttle allows", "s", null);
    report.enter("outage: drained within", "s", null);
    report.enter("outage: times what it allows", "x", Goal.atMost(SLACK));
  }

  private static void drain(ShopRig rig, OutsideShop away, Report report) {
    var channel = away.channel();
    var first = channel.first();
    var items = rig.items(1);
    long healed;
    try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
      var _ = others.submit(() -> away.useUp(() -> !first.isDone(), items));
      LockSupport.parkNanos(EMPTYING.toNanos());
      healed = System.nanoTime();
      away.slow(ShopConfirms.LATENCY);
      first.join();
    }
    long begun = first.join().nanos();
    long points = away.points();
    rig.restOf(1);
    double seconds = (System.nanoTime() - begun) / 1e9;
    double allowed = (away.points() - points) / POINTS_A_SECOND;
    report.sample("outage: calls", channel.stood());
    report.sample("outage: first call after", (begun - healed) / 1e9);
    report.sample("outage: what the throttle allows", allowed);
    report.sample("outage: drained within", seconds);
    report.sample("outage: times what it allows", seconds / allowed);
  }
}
