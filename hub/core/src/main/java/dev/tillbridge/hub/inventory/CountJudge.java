package dev.tillbridge.hub.inventory;

import dev.tillbridge.hub.stock.ShelfCounts;
import dev.tillbridge.hub.stock.Shelves;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides what becomes of counts, under the locks of their shelves: what is expected is then what
 * will be posted against. Joins the caller's transaction, which has locked the stocktake.
 */
final class CountJudge {

  /** So many shelves are locked at once; trading waits for them a moment. */
  private static final int AT_ONCE = 200;

  private final StocktakeStore store;
  private final Shelves shelves;
  private final ShelfCounts counts;
  private final CountLimits limits;
  private final UnitValues values;

  CountJudge(
      StocktakeStore store,
      Shelves shelves,
      ShelfCounts counts,
      CountLimits limits,
      UnitValues values) {
    this.store = store;
    this.shelves = shelves;
    this.counts = counts;
    this.limits = limits;
    this.values = values;
  }

  /** Judges the next counts of which nothing was decided; false when there were none. */
  boolean next(UUID stocktake, LocationId location, Instant now) {
    var lines = store.counted(stocktake, AT_ONCE);
    if (lines.isEmpty()) {
      return false;
    }
    var expected = lock(location, lines);
    var worth = values.at(location, skus(lines));
    var limit = limits.of(location);
    var within = new ArrayList<StocktakeStore.Line>();
    var waiting = new ArrayList<UUID>();
    for (var line : lines) {
      int variance = line.counted() - expected.getOrDefault(line.sku(), 0);
      if (limit.isExceededBy(variance, worth.get(line.sku()))) {
        waiting.add(line.id());
      } else {
        within.add(line);
      }
    }
    post(location, within);
    store.decide(ids(within), CountView.State.POSTED, null, null, now);
    store.decide(waiting, CountView.State.WAITING, null, null, now);
    return true;
  }

  /** Posts what a second person agrees to, or throws and says why not. */
  void approve(StocktakeRequest.Approve approve, LocationId location, String by, Instant now) {
    var skus = approve.lines().stream().map(StocktakeRequest.Agreed::sku).toList();
    var waiting = waiting(approve.stocktake(), skus, "lines[%d].sku");
    var expected = lock(location, waiting.values());
    var faults = new Faults();
    for (int i = 0; i < approve.lines().size(); i++) {
      var agreed = approve.lines().get(i);
      var line = waiting.get(agreed.sku());
      if (line == null) {
        continue;
      }
      faults.require(
          !line.countedBy().equals(by),
          "lines[" + i + "].sku",
          "was counted by " + by + "; somebody else must approve it");
      int variance = line.counted() - expected.getOrDefault(line.sku(), 0);
      faults.require(
          agreed.variance() == null || agreed.variance() == variance,
          "lines[" + i + "].variance",
          "is " + variance + " by now; look again");
    }
    faults.check();
    post(location, waiting.values());
    store.decide(ids(waiting.values()), CountView.State.POSTED, by, null, now);
  }

  void reject(StocktakeRequest.Reject reject, String by, Instant now) {
    var waiting = waiting(reject.stocktake(), reject.skus(), "skus[%d]");
    store.decide(ids(waiting.values()), CountView.State.REJECTED, by, reject.reason(), now);
  }

  private Map<Sku, StocktakeStore.Line> waiting(UUID stocktake, List<Sku> skus, String field) {
    var waiting = store.waiting(stocktake, skus).stream()
        .collect(Collectors.toMap(StocktakeStore.Line::sku, Function.identity()));
    var faults = new Faults();
    for (int i = 0; i < skus.size(); i++) {
      faults.require(
          waiting.containsKey(skus.get(i)),
          field.formatted(i),
          skus.get(i) + " does not wait for a second person");
    }
    faults.check();
    return waiting;
  }

  /** Locks the shelves, and answers what was expected on them when they were counted. */
  private Map<Sku, Integer> lock(LocationId location, Collection<StocktakeStore.Line> lines) {
    shelves.lock(location, skus(lines));
    var moments = new LinkedHashMap<Sku, Instant>();
    lines.forEach(line -> moments.put(line.sku(), line.countedAt()));
    return counts.expected(location, moments);
  }

  private void post(LocationId location, Collection<StocktakeStore.Line> lines) {
    if (!lines.isEmpty()) {
      counts.post(
          location,
          lines.stream()
              .map(line ->
                  new ShelfCounts.Count(line.id(), line.sku(), line.counted(), line.countedAt()))
              .toList());
    }
  }

  private static List<Sku> skus(Collection<StocktakeStore.Line> lines) {
    return lines.stream().map(StocktakeStore.Line::sku).toList();
  }

  private static List<UUID> ids(Collection<StocktakeStore.Line> lines) {
    return lines.stream().map(StocktakeStore.Line::id).toList();
  }
}
