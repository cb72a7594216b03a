package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.LeaseBook.Term;
import dev.tillbridge.hub.stock.LeaseSizing.Shelf;
import dev.tillbridge.hub.stock.LeaseSizing.Target;
import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lends a device what it lacks. Every method joins the caller's transaction. */
final class LeaseLending {

  /**
   * What is aimed at.
   *
   * @param stands where the register stands now
   */
  record Aim(LocationId stands, LeasePolicy policy, SaleRates rates) {}

  /**
   * What was lent just now.
   *
   * @param moved the SKUs
   * @param waiting shops were asked to give units back that the device lacks
   */
  record Lent(Set<Sku> moved, boolean waiting) {
    static final Lent NOTHING = new Lent(Set.of(), false);
  }

  private final StockLedger ledger;
  private final ShopWindowStore windows;
  private final LeaseShares shares;
  private final InstantSource clock;

  LeaseLending(StockParts parts) {
    this.ledger = parts.ledger();
    this.windows = parts.windows();
    this.shares = parts.leaseShares();
    this.clock = parts.clock();
  }

  /**
   * Lends what is lacking, as far as the shelf is free.
   *
   * @param lastChance shops are not asked to give back what they show
   */
  Lent topUp(Term term, Aim aim, boolean lastChance) {
    var known = bySku(shares.of(term.device()));
    var targets = targets(term, aim, known.values());
    targets.entrySet().removeIf(e -> e.getValue().units() <= left(known, e.getKey()));
    if (targets.isEmpty()) {
      return Lent.NOTHING;
    }
    var location = term.location();
    ledger.enter(location);
    // Most reports lack nothing, or nothing that is there: these lock no shelf.
    var glance = shelves(location, targets.keySet(), glance(location, targets.keySet()));
    targets.entrySet().removeIf(e -> {
      var shelf = shelf(glance, e.getKey());
      return LeaseSizing.lacking(e.getValue(), left(known, e.getKey()), shelf, aim.policy()) <= 0
          || (shelf.free() <= 0 && shelf.shown() <= 0);
    });
    return targets.isEmpty() ? Lent.NOTHING : lend(term, aim.policy(), targets, lastChance);
  }

  private Lent lend(Term term, LeasePolicy policy, Map<Sku, Target> targets, boolean lastChance) {
    var location = term.location();
    var shelves = shelves(location, targets.keySet(), ledger.lock(location, targets.keySet()));
    var locked = shares.lock(term.device(), location, targets.keySet());
    var granted = new TreeMap<Sku, Integer>();
    var wanted = new TreeMap<Sku, Integer>();
    var changed = new ArrayList<LeaseShare>();
    var moves = new ArrayList<Move>();
    targets.forEach((sku, target) -> {
      var share = Objects.requireNonNull(locked.get(sku));
      var shelf = shelf(shelves, sku);
      long lacking = LeaseSizing.lacking(target, share.left(), shelf, policy);
      int units = Math.clamp(lacking, 0, Math.max(0, shelf.free()));
      if (units > 0) {
        var more = share.grant(units);
        granted.put(sku, units);
        changed.add(more);
        var delta = new Delta(0, 0, 0, units, 0);
        var cause = term.device() + "/" + more.seq();
        moves.add(new Move(sku, delta, Cause.LEASE_GRANT, cause, clock.instant()));
      }
      int couldComeBack = Math.clamp(lacking - units, 0, shelf.shown());
      if (couldComeBack > 0 && !lastChance) {
        wanted.put(sku, couldComeBack);
      }
    });
    shares.save(term.device(), location, changed);
    if (!granted.isEmpty()) {
      windows.satisfied(location, granted);
    }
    windows.want(location, wanted);
    ledger.apply(location, moves, false);
    return new Lent(Set.copyOf(granted.keySet()), !wanted.isEmpty());
  }

  /** The lease as the device is told. */
  Lease view(Term term, Aim aim) {
    var all = shares.of(term.device());
    var targets = targets(term, aim, all);
    var skus = new TreeSet<>(targets.keySet());
    var location = term.location();
    boolean sells = term.state() == LeaseState.ACTIVE;
    var shelves = sells ? shelves(location, skus, glance(location, skus)) : Map.<Sku, Shelf>of();
    return new Lease(
        term.device().register(),
        term.device().generation(),
        location,
        term.state(),
        term.journalCount(),
        term.openedAt(),
        term.renewedAt(),
        term.expiresAt(),
        aim.policy().beyond(),
        all.stream()
            .map(share -> {
              var target = Objects.requireNonNull(targets.get(share.sku()));
              int remaining = sells ? share.remaining() : 0;
              int tooMany = remaining == 0
                  ? 0
                  : LeaseSizing.tooMany(
                      target, remaining, shelf(shelves, share.sku()), aim.policy());
              return item(share, remaining, tooMany);
            })
            .toList());
  }

  private static Lease.Item item(LeaseShare share, int remaining, int giveBack) {
    boolean inSuspense = share.state() == LeaseShare.State.SUSPENSE;
    return new Lease.Item(
        share.sku(),
        share.granted(),
        share.seq(),
        share.returned(),
        share.sold(),
        share.recorded(),
        remaining,
        giveBack,
        inSuspense ? 0 : share.outstanding(),
        inSuspense ? share.outstanding() : 0);
  }

  private static Map<Sku, Target> targets(Term term, Aim aim, Collection<LeaseShare> all) {
    var targets = new TreeMap<Sku, Target>();
    if (!aim.stands().equals(term.location())) {
      // The register was moved to another location: what it has here it shall give back.
      all.forEach(share -> targets.put(share.sku(), new Target(0, 0, true)));
      return targets;
    }
    var mine = new HashMap<Sku, Integer>();
    var everybodys = new HashMap<Sku, Integer>();
    aim.rates().registers().forEach((register, sold) -> {
      var cover = LeaseSizing.cover(sold, aim.policy());
      cover.forEach((sku, units) -> everybodys.merge(sku, units, Integer::sum));
      if (register.equals(term.device().register())) {
        mine.putAll(cover);
      }
    });
    mine.forEach((sku, units) ->
        targets.put(sku, new Target(units, everybodys.getOrDefault(sku, units), false)));
    for (var share : all) {
      var wished = share.wished();
      if (wished != null) {
        targets.put(share.sku(), new Target(wished, wished, true));
      } else {
        targets.putIfAbsent(share.sku(), new Target(0, 0, false));
      }
    }
    return targets;
  }

  private static Map<Sku, LeaseShare> bySku(List<LeaseShare> all) {
    var bySku = new HashMap<Sku, LeaseShare>();
    all.forEach(share -> bySku.put(share.sku(), share));
    return bySku;
  }

  private static long left(Map<Sku, LeaseShare> known, Sku sku) {
    var share = known.get(sku);
    return share == null ? 0 : share.left();
  }

  private static Shelf shelf(Map<Sku, Shelf> shelves, Sku sku) {
    return shelves.getOrDefault(sku, new Shelf(0, 0, 0));
  }

  private Map<Sku, Integer> glance(LocationId location, Collection<Sku> skus) {
    var free = new HashMap<Sku, Integer>();
    ledger.free(location, skus).forEach(f -> free.put(f.sku(), f.free()));
    return free;
  }

  private Map<Sku, Shelf> shelves(
      LocationId location, Collection<Sku> skus, Map<Sku, Integer> free) {
    var shown = windows.shown(location, skus);
    var lent = shares.lent(location, skus);
    var shelves = new HashMap<Sku, Shelf>();
    skus.forEach(sku -> shelves.put(
        sku,
        new Shelf(
            free.getOrDefault(sku, 0), shown.getOrDefault(sku, 0), lent.getOrDefault(sku, 0))));
    return shelves;
  }
}
