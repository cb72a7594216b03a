package dev.tillbridge.bench;

import dev.tillbridge.bench.Report.Goal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two shops of one hub, each with goods of its own. One answers nothing for as long as it is
 * allowed to, with thousands of numbers waiting for it; the other must not notice.
 */
final class ShopNeighbours implements Part {

  @Override
  public void run(Servers servers, Scale scale, Report report) {
    var time = scale.told().dividedBy(2);
    int sales = (int) (ShopConfirms.SALES_A_SECOND * time.toSeconds());
    int warm = sales / 10;
    try (var rig = new ShopRig(servers, "neighbours", "quick.example", "stuck.example")) {
      var quick = rig.shelves("QUICK", 2 * sales + warm, 20);
      var stuck = rig.shelves("STUCK", scale.changed() / 4, 20);
      rig.list(0, quick);
      rig.list(1, stuck);
      rig.shop(0).slow(ShopConfirms.LATENCY);
      rig.shop(1).slow(Duration.ofSeconds(9));
      rig.open();
      rig.changed(0, quick);
      rig.rest();
      var next = new AtomicInteger();
      Callers.Work sale = _ -> rig.sellAndConfirm(0, quick.get(next.getAndIncrement()));
      OpenLoop.run(ShopConfirms.SALES_A_SECOND, time.dividedBy(10), sale);
      var alone = OpenLoop.run(ShopConfirms.SALES_A_SECOND, time, sale);
      rig.changed(1, stuck);
      var beside = OpenLoop.run(ShopConfirms.SALES_A_SECOND, time, sale);
      report.sample("neighbours: p99 alone", alone.millis(0.99));
      report.sample("neighbours: p99 beside a stuck shop", beside.millis(0.99));
      rig.shop(1).slow(Duration.ZERO);
      rig.rest();
      rig.verify();
      report.sample(
          "neighbours: calls over the limit",
          (double) rig.shop(0).overTheLimit() + rig.shop(1).overTheLimit());
    }
    report.enter("neighbours: p99 alone", "ms", null);
    report.enter("neighbours: p99 beside a stuck shop", "ms", Goal.below(1_000));
    report.enter("neighbours: calls over the limit", "", Goal.atMost(0));
  }
}
