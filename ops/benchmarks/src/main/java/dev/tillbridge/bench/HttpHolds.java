package dev.tillbridge.bench;

import dev.tillbridge.bench.Report.Goal;
import dev.tillbridge.model.catalog.Sku;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds through the HTTP API of a real hub with a real token, one hot SKU; then the hub's heap with
 * many SKUs and many live holds. Callers, hub and servers share the machine's processors.
 */
final class HttpHolds implements Part {

  /** A path through a web framework is compiled later than a short one of our own. */
  private static final int LONGER_WARM_UP = 3;

  @Override
  public void run(Servers servers, Scale scale, Report report) {
    try (var rig = new Rig(servers, "httpfloor");
        var hub = HubProcess.start(servers, "hub");
        var pool = servers.pool("hub")) {
      var jdbc = org.springframework.jdbc.core.simple.JdbcClient.create(pool);
      Rig.shelves(jdbc, "HOT", 1, HotSku.PLENTY);
      var alone = rig.shelves("ALONE", 1, HotSku.PLENTY).getFirst();
      var cpu = cpu(servers, hub);
      Callers.run(
          scale.callers(), scale.warmUp().multipliedBy(LONGER_WARM_UP), cpu, _ -> work(hub));
      for (int run = 0; run < scale.runs(); run++) {
        double floor = Floors.hotRow(rig, alone, scale.floor());
        var seen = Callers.run(scale.callers(), scale.measured(), cpu, _ -> work(hub));
        report.sample("http: floor, hot row", floor);
        report.sample("http: holds", seen.perSecond());
        report.sample("http: times the hot row", seen.perSecond() / floor);
        report.sample("http: p50", seen.latencies().millis(0.5));
        report.sample("http: p99", seen.latencies().millis(0.99));
        seen.cpuMicros().forEach((who, micros) -> report.sample("http: CPU of " + who, micros));
      }
      Rig.shelves(jdbc, "LIVE", scale.live(), 1_000);
      holdAll(hub, scale.callers(), scale.live());
      report.sample(
          "hub: live holds",
          jdbc.sql("select count(*) from hold where state = 'HELD'")
              .query(Long.class)
              .single());
      report.sample("hub: heap", hub.liveHeap());
      if (!hub.isAlive()) {
        throw BenchException.trouble("the hub did not live within " + HubProcess.HEAP_MB + " MB");
      }
    }
    enter(scale, report);
  }

  private static Cpu cpu(Servers servers, HubProcess hub) {
    var roots = new LinkedHashMap<String, Long>();
    roots.put("hub", hub.pid());
    roots.put("PostgreSQL", servers.postgres().pid());
    roots.put("Redis", servers.redis().pid());
    roots.put("callers", ProcessHandle.current().pid());
    return new Cpu(roots);
  }

  private static Callers.Work work(HubProcess hub) throws IOException {
    var connection = new HttpConnection(hub.port());
    return random -> hold(connection, random, new Sku("HOT-000001"));
  }

  private static void hold(HttpConnection connection, SplittableRandom random, Sku sku)
      throws IOException {
    var json = """
        {"id":"%s","location":"main","channel":"WEB","lines":[{"sku":"%s","quantity":1}],"ttlSeconds":3600}""".formatted(Ids.next(random), sku);
    int status = connection.post("/api/v1/holds", HubProcess.TOKEN, json);
    if (status != 201) {
      throw new IllegalStateException("the hub answered " + status);
    }
  }

  /** One hold on each SKU. */
  private static void holdAll(HubProcess hub, int callersAtOnce, int count) {
    var next = new AtomicInteger(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < callersAtOnce; i++) {
        var random = new SplittableRandom(i);
        callers.add(threads.submit(() -> {
          try (var connection = new HttpConnection(hub.port())) {
            for (int n; (n = next.getAndIncrement()) <= count; ) {
              hold(connection, random, new Sku("LIVE-%06d".formatted(n)));
            }
          }
          return null;
        }));
      }
      for (var caller : callers) {
        caller.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BenchException.trouble("interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void enter(Scale scale, Report report) {
    report.enter("http: floor, hot row", "/s", null);
    report.enter("http: holds", "/s", null);
    report.enter("http: times the hot row", "x", Goal.atLeast(3));
    report.enter("http: p50", "ms", null);
    report.enter("http: p99", "ms", null);
    report.enter("http: CPU of hub", "us/hold", null);
    report.enter("http: CPU of PostgreSQL", "us/hold", null);
    report.enter("http: CPU of Redis", "us/hold", null);
    report.enter("http: CPU of callers", "us/hold", null);
    report.enter("hub: live holds", "holds", Goal.atLeast(scale.live()));
    report.enter("hub: heap", "MB", Goal.atMost(HubProcess.HEAP_MB));
  }
}
