package dev.tillbridge.bench;

import dev.tillbridge.bench.Report.Goal;
import dev.tillbridge.hub.stock.Answer;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.StockLine;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Sells out completely, half of it one hot SKU, with a few askers more than there are units; then
 * counts. Whatever was acknowledged must be there, whatever was refused must not.
 */
final class Million implements Part {

  /** How often the heap is weighed. */
  private static final int POINTS = 10;

  /** One asker in so many comes too late. */
  private static final int TOO_MANY = 100;

  private static final int OTHERS = 500;
  private static final double MEGABYTE = 1 << 20;

  @Override
  public void run(Servers servers, Scale scale, Report report) {
    int units = scale.holds();
    try (var rig = new Rig(servers, "million")) {
      var hot = rig.shelves("HOT", 1, units / 2).getFirst();
      var others = rig.shelves("OTHER", OTHERS, units / 2 / OTHERS);
      var ids = new long[2 * units];
      var granted = new AtomicInteger();
      long begun = System.nanoTime();
      int asked = units + units / TOO_MANY;
      for (int point = 0; point < POINTS; point++) {
        sell(rig, hot, others, ids, granted, asked / POINTS * point, asked / POINTS, scale);
        report.sample(point < 2 ? "heap early" : "heap later", heap());
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      report.sample("million: holds granted", granted.get());
      report.sample("million: holds", granted.get() / seconds);
      report.sample("million: oversold", (double) oversold(rig, granted.get(), units));
      report.sample("million: acknowledged lost", (double) lost(rig, ids, granted.get()));
      rig.verify();
    }
    report.sample(
        "million: heap growth",
        Math.max(0, report.highest("heap later") - report.highest("heap early")));
    report.enter("million: holds granted", "holds", Goal.atLeast(units));
    report.enter("million: holds", "/s", null);
    report.enter("million: oversold", "holds", Goal.atMost(0));
    report.enter("million: acknowledged lost", "holds", Goal.atMost(0));
    report.enter("heap later", "MB", null);
    report.enter("million: heap growth", "MB", Goal.atMost(8));
  }

  // Every SKU is asked for one percent more often than it has units, in a fixed order.
  private static void sell(
      Rig rig,
      Sku hot,
      List<Sku> others,
      long[] ids,
      AtomicInteger granted,
      int from,
      int count,
      Scale scale) {
    var next = new AtomicInteger(from);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var callers = new ArrayList<Future<?>>();
      for (int i = 0; i < scale.callers(); i++) {
        int seed = from + i;
        callers.add(threads.submit(() -> {
          var random = new SplittableRandom(seed);
          for (int n; (n = next.getAndIncrement()) < from + count; ) {
            var sku = n % 2 == 0 ? hot : others.get(n / 2 % others.size());
            ask(rig, random, sku, ids, granted);
          }
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

  private static void ask(
      Rig rig, SplittableRandom random, Sku sku, long[] ids, AtomicInteger granted) {
    var id = Ids.next(random);
    var wish = Rig.wish(id, List.of(new StockLine(sku, 1)));
    if (rig.stock().reservations().reserve(wish) instanceof Answer.Granted) {
      int at = granted.getAndIncrement();
      if (2 * at < ids.length) {
        ids[2 * at] = id.getMostSignificantBits();
        ids[2 * at + 1] = id.getLeastSignificantBits();
      }
    }
  }

  private static double heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
  }

  private static long oversold(Rig rig, int granted, int units) {
    long below = rig.jdbc()
        .sql("select coalesce(sum(greatest(0, held - on_hand)), 0) from stock")
        .query(Long.class)
        .single();
    return below + Math.max(0, granted - units);
  }

  /** Acknowledged holds that PostgreSQL does not have. */
  private static long lost(Rig rig, long[] ids, int granted) {
    var seen = new AtomicIntegerArray(granted);
    var index = new HashMap<UUID, Integer>(granted * 2);
    for (int i = 0; i < granted; i++) {
      index.put(new UUID(ids[2 * i], ids[2 * i + 1]), i);
    }
    rig.count(jdbc -> {
      jdbc.sql("""
              select h.id from hold h join hold_line l on l.hold_id = h.id
                join stock_ledger g on g.cause = 'HOLD' and g.cause_id = h.id::text and g.sku = l.sku
               where h.state = 'HELD' and g.held = l.quantity
              """).query(row -> {
        var at = index.get(row.getObject("id", UUID.class));
        if (at != null) {
          seen.set(at, 1);
        }
      });
      return seen;
    });
    long there = 0;
    for (int i = 0; i < granted; i++) {
      there += seen.get(i);
    }
    return granted - there;
  }
}
