package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.Gate.Free;
import dev.tillbridge.hub.stock.HoldStore.Stored;
import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/** PostgreSQL decides and records: many wishes of one location in one transaction. */
final class HoldDecisions {

  /**
   * A wish in a batch.
   *
   * @param lastChance no more waiting for a shop to give units back
   * @param gateSaysNo the gate and a PostgreSQL of a moment ago agree that there is not enough
   */
  record Wish(HoldRequest request, boolean lastChance, boolean gateSaysNo) {}

  /** What became of a wish. */
  sealed interface Verdict {
    /** Decided, and on record. */
    record Decided(Answer answer) implements Verdict {}

    /** The id belongs to another wish. */
    record Reused() implements Verdict {}

    /** Nothing on record: these SKUs do not exist. */
    record Unknown(List<Sku> skus) implements Verdict {}

    /** Nothing on record: shops were asked to give units back; try again when they have. */
    record Waiting() implements Verdict {}
  }

  /** All verdicts of a batch, by id, and what is free afterwards of the SKUs that were locked. */
  record Result(Map<UUID, Verdict> verdicts, List<Free> free, long epoch) {}

  private final TransactionTemplate tx;
  private final HoldStore holds;
  private final StockLedger ledger;
  private final ShopWindowStore windows;
  private final InstantSource clock;

  HoldDecisions(StockParts parts) {
    this.tx = parts.tx();
    this.holds = parts.holds();
    this.ledger = parts.ledger();
    this.windows = parts.windows();
    this.clock = parts.clock();
  }

  /** Decides in order of arrival. Once it returns, everything it says is committed. */
  Result decide(LocationId location, List<Wish> wishes) {
    return Objects.requireNonNull(tx.execute(_ -> inTransaction(location, wishes)));
  }

  private Result inTransaction(LocationId location, List<Wish> wishes) {
    long epoch = ledger.enter(location);
    // The same id twice in one batch is one wish that was sent twice.
    var byId = new LinkedHashMap<UUID, Wish>();
    wishes.forEach(wish -> byId.putIfAbsent(wish.request().id(), wish));
    var verdicts = new HashMap<UUID, Verdict>();
    var claimed = holds.claim(byId.values().stream().map(Wish::request).toList(), epoch);
    var fresh = byId.values().stream()
        .filter(wish -> claimed.containsKey(wish.request().id()))
        .toList();
    var free = decideFresh(location, fresh, claimed, verdicts);
    answerKnown(byId, verdicts);
    return new Result(verdicts, free, epoch);
  }

  private List<Free> decideFresh(
      LocationId location, List<Wish> fresh, Map<UUID, Hold> claimed, Map<UUID, Verdict> verdicts) {
    var glanced = glance(location, fresh.stream().filter(Wish::gateSaysNo).toList());
    var refusedAtAGlance = new ArrayList<HoldRequest>();
    var asking = new ArrayList<Wish>();
    for (var wish : fresh) {
      // A refusal needs no lock; but it is PostgreSQL's refusal, never the gate's alone.
      if (wish.gateSaysNo() && !covers(glanced, wish.request().lines())) {
        refusedAtAGlance.add(wish.request());
      } else {
        asking.add(wish);
      }
    }
    var locked = asking.isEmpty() ? Map.<Sku, Integer>of() : ledger.lock(location, skus(asking));
    var free = new HashMap<>(locked);
    setAsideUnknown(asking, locked.keySet(), verdicts);
    var granted = new ArrayList<HoldRequest>();
    var lacking = new ArrayList<Wish>();
    for (var wish : asking) {
      var lines = wish.request().lines();
      if (covers(free, lines)) {
        lines.forEach(l -> free.merge(l.sku(), -l.quantity(), Integer::sum));
        granted.add(wish.request());
        var hold = Objects.requireNonNull(claimed.get(wish.request().id()));
        verdicts.put(hold.id(), new Verdict.Decided(new Answer.Granted(hold)));
      } else {
        lacking.add(wish);
      }
    }
    var refused = withoutWaiting(location, lacking, free, verdicts);
    var now = record(location, granted);
    refuse(refused, free);
    // With what was seen then: since then units may have come.
    refuse(refusedAtAGlance, glanced);
    return locked.isEmpty() ? List.of() : withTheRest(location, locked.keySet(), now);
  }

  /** Gives back the ids of wishes for what the catalogue does not know. */
  private void setAsideUnknown(List<Wish> asking, Set<Sku> known, Map<UUID, Verdict> verdicts) {
    var unclaimed = new ArrayList<UUID>();
    asking.removeIf(wish -> {
      var missing = wish.request().lines().stream()
          .map(StockLine::sku)
          .filter(sku -> !known.contains(sku))
          .toList();
      if (!missing.isEmpty()) {
        unclaimed.add(wish.request().id());
        verdicts.put(wish.request().id(), new Verdict.Unknown(missing));
      }
      return !missing.isEmpty();
    });
    holds.unclaim(unclaimed);
  }

  /** Asks shops for what is missing; returns the wishes that they cannot or shall not cover. */
  private List<HoldRequest> withoutWaiting(
      LocationId location,
      List<Wish> lacking,
      Map<Sku, Integer> free,
      Map<UUID, Verdict> verdicts) {
    if (lacking.isEmpty()) {
      return List.of();
    }
    var shown = windows.shown(location, free.keySet());
    var demand = new HashMap<Sku, Integer>();
    var refused = new ArrayList<HoldRequest>();
    var waiting = new ArrayList<UUID>();
    for (var wish : lacking) {
      var lines = wish.request().lines();
      if (!wish.lastChance() && shopsCanCover(lines, free, shown)) {
        reckon(lines, free, shown, demand);
        waiting.add(wish.request().id());
        verdicts.put(wish.request().id(), new Verdict.Waiting());
      } else {
        refused.add(wish.request());
      }
    }
    windows.want(location, demand);
    holds.unclaim(waiting);
    return refused;
  }

  private Map<Sku, Integer> glance(LocationId location, List<Wish> wishes) {
    var free = new HashMap<Sku, Integer>();
    if (!wishes.isEmpty()) {
      ledger.free(location, skus(wishes)).forEach(f -> free.put(f.sku(), f.free()));
    }
    return free;
  }

  private static boolean covers(Map<Sku, Integer> free, List<StockLine> lines) {
    return lines.stream().allMatch(l -> free.getOrDefault(l.sku(), 0) >= l.quantity());
  }

  private List<Free> withTheRest(LocationId location, Collection<Sku> locked, List<Free> changed) {
    return changed.size() == locked.size() ? changed : ledger.free(location, locked);
  }

  private static boolean shopsCanCover(
      List<StockLine> lines, Map<Sku, Integer> free, Map<Sku, Integer> shown) {
    return lines.stream()
        .allMatch(l -> Math.max(0, free.getOrDefault(l.sku(), 0)) + shown.getOrDefault(l.sku(), 0)
            >= l.quantity());
  }

  // Later wishes of the batch must not count on the units that this one waits for.
  private static void reckon(
      List<StockLine> lines,
      Map<Sku, Integer> free,
      Map<Sku, Integer> shown,
      Map<Sku, Integer> demand) {
    for (var line : lines) {
      int lacking = line.quantity() - Math.max(0, free.getOrDefault(line.sku(), 0));
      if (lacking > 0) {
        shown.merge(line.sku(), -lacking, Integer::sum);
        demand.merge(line.sku(), line.quantity(), Integer::sum);
      }
    }
  }

  private List<Free> record(LocationId location, List<HoldRequest> granted) {
    if (granted.isEmpty()) {
      return List.of();
    }
    holds.addLines(granted, null);
    windows.satisfied(location, units(granted));
    var at = clock.instant();
    var moves = new ArrayList<Move>();
    for (var request : granted) {
      for (var line : request.lines()) {
        var delta = new Delta(0, line.quantity(), 0, 0, 0);
        moves.add(new Move(line.sku(), delta, Cause.HOLD, request.id().toString(), at));
      }
    }
    return ledger.apply(location, moves, false);
  }

  private static Map<Sku, Integer> units(List<HoldRequest> granted) {
    var units = new TreeMap<Sku, Integer>();
    for (var request : granted) {
      request.lines().forEach(line -> units.merge(line.sku(), line.quantity(), Integer::sum));
    }
    return units;
  }

  private void refuse(List<HoldRequest> refused, Map<Sku, Integer> free) {
    if (!refused.isEmpty()) {
      holds.addLines(refused, free);
      holds.setState(refused.stream().map(HoldRequest::id).toList(), HoldState.REFUSED);
    }
  }

  // A refusal is read back like everything older, so that it is the same answer for ever; what was
  // granted is as it was claimed.
  private void answerKnown(Map<UUID, Wish> wishes, Map<UUID, Verdict> verdicts) {
    var open = wishes.keySet().stream().filter(id -> !verdicts.containsKey(id)).toList();
    if (open.isEmpty()) {
      return;
    }
    var stored = holds.find(open);
    for (UUID id : open) {
      var known = Objects.requireNonNull(stored.get(id), "a claimed hold is there");
      var request = Objects.requireNonNull(wishes.get(id)).request();
      verdicts.put(
          id,
          sameWish(known, request) ? new Verdict.Decided(known.answer()) : new Verdict.Reused());
    }
  }

  private static boolean sameWish(Stored known, HoldRequest request) {
    return known.hash() == null || known.hash().equals(request.hash());
  }

  private static List<Sku> skus(Collection<Wish> wishes) {
    return wishes.stream()
        .flatMap(wish -> wish.request().lines().stream())
        .map(StockLine::sku)
        .distinct()
        .toList();
  }
}
