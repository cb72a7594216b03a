package dev.tillbridge.bench;

import dev.tillbridge.bench.Report.Goal;
import dev.tillbridge.model.catalog.Sku;
import java.util.List;

/** Everybody wants the same thing: one SKU, many callers, and the same crowd spread over many. */
final class HotSku implements Part {

  static final int PLENTY = 1_000_000_000;

  private static final int BATCH = 256;

  @Override
  public void run(Servers servers, Scale scale, Report report) {
    try (var rig = new Rig(servers, "hot")) {
      var hot = rig.shelves("HOT", 1, PLENTY).getFirst();
      var many = rig.shelves("MANY", scale.skus(), 1_000_000);
      var alone = rig.shelves("ALONE", 1, PLENTY).getFirst();
      Callers.run(scale.callers(), scale.warmUp(), rig.cpu(), _ -> r -> rig.hold(r, hot));
      Callers.run(scale.callers(), scale.warmUp().dividedBy(3), rig.cpu(), _ -> spread(rig, many));
      for (int run = 0; run < scale.runs(); run++) {
        floors(servers, scale, report, rig, alone);
        measure(scale, report, rig, hot, many);
      }
      rig.jdbc()
          .sql("delete from stock where sku = :sku")
          .param("sku", alone.code())
          .update();
      rig.verify();
    }
    enter(report);
  }

  private static void floors(Servers servers, Scale scale, Report report, Rig rig, Sku alone) {
    var redis = servers.redis().uri();
    report.sample("floor: hot row, 16 clients", Floors.hotRow(rig, alone, scale.floor()));
    report.sample("floor: hot row, coalesced by 100", Floors.coalesced(rig, alone, scale.floor()));
    report.sample(
        "floor: Redis alone, 256 a call",
        RedisFloor.requests(rig, redis, alone, BATCH, scale.floor()));
    report.sample(
        "floor: Redis alone, 1 a call", RedisFloor.requests(rig, redis, alone, 1, scale.floor()));
  }

  private static void measure(Scale scale, Report report, Rig rig, Sku hot, List<Sku> many) {
    var one = Callers.run(scale.callers(), scale.measured(), rig.cpu(), _ -> r -> rig.hold(r, hot));
    var all = Callers.run(scale.callers(), scale.measured(), rig.cpu(), _ -> spread(rig, many));
    report.sample("hot SKU: holds", one.perSecond());
    report.sample(
        "hot SKU: times the hot row", one.perSecond() / report.last("floor: hot row, 16 clients"));
    report.sample("hot SKU: p50", one.latencies().millis(0.5));
    report.sample("hot SKU: p99", one.latencies().millis(0.99));
    one.cpuMicros().forEach((who, cpu) -> report.sample("hot SKU: CPU of " + who, cpu));
    report.sample("spread: holds", all.perSecond());
    report.sample("spread: p99", all.latencies().millis(0.99));
    report.sample("spread: hot SKU compared", one.perSecond() / all.perSecond());
    all.cpuMicros().forEach((who, cpu) -> report.sample("spread: CPU of " + who, cpu));
  }

  private static Callers.Work spread(Rig rig, List<Sku> many) {
    return random -> rig.hold(random, many.get(random.nextInt(many.size())));
  }

  private static void enter(Report report) {
    report.enter("floor: hot row, 16 clients", "/s", null);
    report.enter("floor: hot row, coalesced by 100", "/s", null);
    report.enter("floor: Redis alone, 256 a call", "/s", null);
    report.enter("floor: Redis alone, 1 a call", "/s", null);
    report.enter("hot SKU: holds", "/s", null);
    report.enter("hot SKU: times the hot row", "x", Goal.atLeast(20));
    report.enter("hot SKU: p50", "ms", null);
    report.enter("hot SKU: p99", "ms", Goal.below(50));
    report.enter("hot SKU: CPU of hub", "us/hold", null);
    report.enter("hot SKU: CPU of PostgreSQL", "us/hold", null);
    report.enter("hot SKU: CPU of Redis", "us/hold", null);
    report.enter("spread: holds", "/s", null);
    report.enter("spread: p99", "ms", null);
    report.enter("spread: hot SKU compared", "x", Goal.atLeast(0.8));
    report.enter("spread: CPU of hub", "us/hold", null);
    report.enter("spread: CPU of PostgreSQL", "us/hold", null);
    report.enter("spread: CPU of Redis", "us/hold", null);
  }
}
