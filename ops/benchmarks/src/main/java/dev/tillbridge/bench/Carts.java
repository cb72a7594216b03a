package dev.tillbridge.bench;

import dev.tillbridge.bench.Report.Goal;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.StockLine;
import java.util.ArrayList;
import java.util.List;

/** Carts of three lines over many SKUs: throughput, then latency at half of it. */
final class Carts implements Part {

  private static final double SHARE_OF_FLOOR = 0.3;
  private static final int LEAST_LINES = 10_000;

  @Override
  public void run(Servers servers, Scale scale, Report report) {
    try (var rig = new Rig(servers, "carts")) {
      var skus = rig.shelves("CART", scale.skus(), 1_000_000);
      var work = cart(rig, skus);
      Callers.run(scale.callers(), scale.warmUp(), rig.cpu(), _ -> work);
      for (int run = 0; run < scale.runs(); run++) {
        report.sample("floor: batched insert", Floors.inserts(rig, scale.floor()));
        var seen = Callers.run(scale.callers(), scale.measured(), rig.cpu(), _ -> work);
        report.sample("carts: lines", seen.perSecond() * Floors.LINES);
        report.sample(
            "carts: share of the batched insert",
            100 * seen.perSecond() * Floors.LINES / report.last("floor: batched insert"));
        report.sample("carts: p99 at full load", seen.latencies().millis(0.99));
        seen.cpuMicros()
            .forEach((who, cpu) -> report.sample("carts: CPU of " + who, cpu / Floors.LINES));
        var atHalf = OpenLoop.run(seen.perSecond() / 2, scale.measured(), work);
        report.sample("carts: p50 at half load", atHalf.millis(0.5));
        report.sample("carts: p99 at half load", atHalf.millis(0.99));
      }
      rig.verify();
    }
    enter(report);
  }

  private static Callers.Work cart(Rig rig, List<Sku> skus) {
    return random -> {
      var lines = new ArrayList<StockLine>(Floors.LINES);
      int first = random.nextInt(skus.size());
      for (int i = 0; i < Floors.LINES; i++) {
        // Three different ones, far from each other.
        int at = (first + i * (skus.size() / Floors.LINES)) % skus.size();
        lines.add(new StockLine(skus.get(at), 1));
      }
      rig.hold(random, lines);
    };
  }

  private static void enter(Report report) {
    double floor = report.median("floor: batched insert");
    report.enter("floor: batched insert", "lines/s", null);
    report.enter(
        "carts: lines",
        "lines/s",
        Goal.atLeast(Math.max(LEAST_LINES, Math.rint(SHARE_OF_FLOOR * floor))));
    report.enter("carts: share of the batched insert", "%", null);
    report.enter("carts: p99 at full load", "ms", null);
    report.enter("carts: p50 at half load", "ms", null);
    report.enter("carts: p99 at half load", "ms", Goal.below(25));
    report.enter("carts: CPU of hub", "us/line", null);
    report.enter("carts: CPU of PostgreSQL", "us/line", null);
    report.enter("carts: CPU of Redis", "us/line", null);
  }
}
