package dev.tillbridge.bench;

import dev.tillbridge.bench.Report.Goal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sales at the counter at a fixed rate, each of another SKU, until the shop has confirmed what it
 * shows of it afterwards. The shop needs 50 ms for an answer and keeps its limit of calls.
 */
final class ShopConfirms implements Part {

  static final double SALES_A_SECOND = 50;
  static final Duration LATENCY = Duration.ofMillis(50);

  @Override
  public void run(Servers servers, Scale scale, Report report) {
    var time = scale.told();
    int sales = (int) (SALES_A_SECOND * time.toSeconds());
    int warm = sales / 10;
    try (var rig = new ShopRig(servers, "confirms", "a.example")) {
      var skus = rig.shelves("SOLD", sales + warm, 20);
      rig.list(0, skus);
      rig.shop(0).slow(LATENCY);
      rig.open();
      rig.changed(0, skus);
      rig.rest();
      var next = new AtomicInteger();
      Callers.Work sale = _ -> rig.sellAndConfirm(0, skus.get(next.getAndIncrement()));
      OpenLoop.run(SALES_A_SECOND, time.dividedBy(10), sale);
      int before = rig.shop(0).channel().calls();
      var seen = OpenLoop.run(SALES_A_SECOND, time, sale);
      rig.rest();
      rig.verify();
      report.sample("confirm: sales", (double) seen.count());
      report.sample("confirm: p50", seen.millis(0.5));
      report.sample("confirm: p99", seen.millis(0.99));
      report.sample("confirm: longest", seen.millis(1));
      report.sample("confirm: calls", rig.shop(0).channel().calls() - before);
      report.sample("confirm: calls over the limit", rig.shop(0).overTheLimit());
    }
    report.enter("confirm: sales", "", null);
    report.enter("confirm: p50", "ms", null);
    report.enter("confirm: p99", "ms", Goal.below(1_000));
    report.enter("confirm: longest", "ms", null);
    report.enter("confirm: calls", "", null);
    report.enter("confirm: calls over the limit", "", Goal.atMost(0));
  }
}
