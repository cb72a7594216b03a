package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.HoldDecisions.Verdict;
import dev.tillbridge.hub.stock.SpreadRequest.Wishes;
import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Decides a wish for several locations in one transaction of its own: rare next to carts of one
 * shop, and its locks in several places would only hold up a batch.
 */
final class SpreadDecision {

  private static final Logger LOG = LoggerFactory.getLogger(SpreadDecision.class);

  private final StockParts parts;

  SpreadDecision(StockParts parts) {
    this.parts = parts;
  }

  /**
   * Decides; what it returns is committed.
   *
   * @param lastChance no more waiting for a shop to give units back
   */
  Verdict decide(Wishes request, boolean lastChance) {
    Verdict verdict;
    try {
      verdict = Objects.requireNonNull(parts.tx().execute(_ -> inTransaction(request, lastChance)));
    } catch (Unavailable | BadInput answer) {
      throw answer;
    } catch (ConcurrencyFailureException | CannotCreateTransactionException never) {
      // Rolled back, or not even begun: that is certain, so the id stays free.
      throw new Unavailable("PostgreSQL could not decide; ask again", never);
    } catch (RuntimeException unknown) {
      LOG.warn("hold {} has an unknown outcome", request.id(), unknown);
      return resolve(request.home());
    }
    for (var there : request.all()) {
      parts
          .gate()
          .decided(there.location(), List.of(), parts.ledger().free(there.location(), skus(there)));
    }
    return verdict;
  }

  /** Bars the id of the whole, then reads what it has been for ever; parts need no tombstone. */
  private Verdict resolve(HoldRequest home) {
    try {
      parts.holds().entomb(home.id());
      return known(home);
    } catch (RuntimeException stillAway) {
      throw new Unavailable("PostgreSQL does not answer; ask again with the same id", stillAway);
    }
  }

  private Verdict inTransaction(Wishes request, boolean lastChance) {
    var all = request.all();
    var epochs = new HashMap<LocationId, Long>();
    all.forEach(there -> epochs.put(there.location(), parts.ledger().enter(there.location())));
    var home = request.home();
    long epoch = Objects.requireNonNull(epochs.get(home.location()));
    if (parts.holds().claim(List.of(home), epoch).isEmpty()) {
      return known(home);
    }
    var unknown = parts.ledger().unknown(skus(request));
    if (!unknown.isEmpty()) {
      parts.holds().unclaim(List.of(home.id()));
      return new Verdict.Unknown(unknown);
    }
    var free = new HashMap<LocationId, Map<Sku, Integer>>();
    all.forEach(there ->
        free.put(there.location(), Map.copyOf(parts.ledger().lock(there.location(), skus(there)))));
    boolean enough = all.stream().allMatch(there -> covers(free, there));
    if (!enough && !lastChance && askShops(all, free)) {
      parts.holds().unclaim(List.of(home.id()));
      return new Verdict.Waiting();
    }
    for (var part : request.parts()) {
      claim(part, Objects.requireNonNull(epochs.get(part.location())));
    }
    if (enough) {
      all.forEach(this::take);
    } else {
      all.forEach(there -> parts.holds().addLines(List.of(there), free.get(there.location())));
      parts.holds().setState(all.stream().map(HoldRequest::id).toList(), HoldState.REFUSED);
    }
    return known(home);
  }

  private void claim(HoldRequest part, long epoch) {
    if (parts.holds().claim(List.of(part), epoch).isEmpty()) {
      // Made from the id of the whole, which was free a moment ago: nobody else can have it.
      throw new IllegalStateException("the id of part " + part.id() + " is taken");
    }
  }

  private Verdict known(HoldRequest home) {
    var stored = parts.holds().find(home.id()).orElseThrow();
    boolean same = stored.hash() == null || stored.hash().equals(home.hash());
    return same ? new Verdict.Decided(stored.answer()) : new Verdict.Reused();
  }

  private void take(HoldRequest there) {
    parts.holds().addLines(List.of(there), null);
    var units = new TreeMap<Sku, Integer>();
    there.lines().forEach(line -> units.put(line.sku(), line.quantity()));
    parts.windows().satisfied(there.location(), units);
    var at = parts.clock().instant();
    var moves = new ArrayList<Move>();
    for (var line : there.lines()) {
      var delta = new Delta(0, line.quantity(), 0, 0, 0);
      moves.add(new Move(line.sku(), delta, Cause.HOLD, there.id().toString(), at));
    }
    parts.ledger().apply(there.location(), moves, false);
  }

  /** Asks shops for what is missing; false when they could not cover it either. */
  private boolean askShops(List<HoldRequest> all, Map<LocationId, Map<Sku, Integer>> free) {
    var demand = new TreeMap<String, Map<Sku, Integer>>();
    for (var there : all) {
      var shown = parts.windows().shown(there.location(), skus(there));
      var lacking = new HashMap<Sku, Integer>();
      for (var line : there.lines()) {
        int here = Math.max(0, free(free, there.location(), line.sku()));
        if (here + shown.getOrDefault(line.sku(), 0) < line.quantity()) {
          return false;
        }
        if (here < line.quantity()) {
          lacking.put(line.sku(), line.quantity());
        }
      }
      demand.put(there.location().code(), lacking);
    }
    demand.forEach((location, lacking) -> parts.windows().want(new LocationId(location), lacking));
    return true;
  }

  private static boolean covers(Map<LocationId, Map<Sku, Integer>> free, HoldRequest there) {
    return there.lines().stream()
        .allMatch(line -> free(free, there.location(), line.sku()) >= line.quantity());
  }

  private static int free(Map<LocationId, Map<Sku, Integer>> free, LocationId location, Sku sku) {
    return free.getOrDefault(location, Map.of()).getOrDefault(sku, 0);
  }

  private static List<Sku> skus(HoldRequest there) {
    return there.lines().stream().map(StockLine::sku).toList();
  }

  private static List<Sku> skus(Wishes request) {
    return List.copyOf(new TreeSet<>(
        request.all().stream().flatMap(there -> skus(there).stream()).toList()));
  }
}
