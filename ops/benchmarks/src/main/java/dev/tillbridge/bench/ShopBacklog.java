package dev.tillbridge.bench;

import dev.tillbridge.bench.Report.Goal;
import dev.tillbridge.bench.WatchedShop.Confirmed;
import dev.tillbridge.model.catalog.Sku;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;

/** Very many numbers that change at once: how many calls, and in what order. */
final class ShopBacklog implements Part {

  private static final int SCARCEST = 10;
  private static final int PER_CALL = 250;

  @Override
  public void run(Servers servers, Scale scale, Report report) {
    int count = scale.changed();
    try (var rig = new ShopRig(servers, "backlog", "a.example")) {
      var deep = rig.shelves("DEEP", count - SCARCEST, 40);
      var scarce = rig.shelves("SCARCE", SCARCEST, 2);
      var all = new ArrayList<Sku>(deep);
      all.addAll(scarce);
      rig.list(0, all);
      rig.shop(0).slow(ShopConfirms.LATENCY);
      var channel = rig.shop(0).channel();
      var confirmed = scarce.stream().map(sku -> channel.next(rig.item(0, sku))).toList();
      rig.changed(0, all);
      long begun = System.nanoTime();
      rig.open();
      var last = confirmed.stream()
          .map(CompletableFuture::join)
          .max(Comparator.comparingLong(Confirmed::nanos))
          .orElseThrow();
      rig.rest();
      double seconds = (System.nanoTime() - begun) / 1e9;
      rig.verify();
      report.sample("backlog: changed SKUs", count);
      report.sample("backlog: calls", channel.calls());
      report.sample("backlog: ten scarcest out in call", last.call());
      report.sample("backlog: ten scarcest out after", (last.nanos() - begun) / 1e6);
      report.sample("backlog: all out after", seconds);
      report.sample("backlog: calls over the limit", rig.shop(0).overTheLimit());
    }
    report.enter("backlog: changed SKUs", "", null);
    report.enter("backlog: calls", "", Goal.atMost(Math.ceilDiv(count, PER_CALL)));
    report.enter("backlog: ten scarcest out in call", "", Goal.atMost(1));
    report.enter("backlog: ten scarcest out after", "ms", Goal.atMost(5_000));
    report.enter("backlog: all out after", "s", null);
    report.enter("backlog: calls over the limit", "", Goal.atMost(0));
  }
}
