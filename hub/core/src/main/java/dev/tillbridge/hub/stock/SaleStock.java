package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a sale does to the shelf. Every method joins the transaction of the sale: either both are
 * recorded or neither. A paid sale is never refused; what the shelf does not cover goes on record
 * as a shortage, for which {@link OversoldReview} opens a case.
 */
public final class SaleStock {

  private static final Delta NOTHING = new Delta(0, 0, 0, 0, 0);

  private final HoldStore holds;
  private final StockLedger ledger;
  private final ShopWindowStore windows;
  private final StockParts parts;
  private final BundleBook bundles;
  private final LeaseSales leases;
  private final CountBook counts;

  SaleStock(StockParts parts) {
    this.parts = parts;
    this.holds = parts.holds();
    this.ledger = parts.ledger();
    this.windows = parts.windows();
    this.bundles = parts.bundles();
    this.leases = new LeaseSales(parts.leaseShares());
    this.counts = parts.counts();
  }

  /**
   * Units of a sale that a register sold without asking.
   *
   * @param generation of its lease
   * @param lines beyond its rights too; together at most what was sold
   */
  public record LeaseUse(String register, int generation, List<StockLine> lines) {
    public LeaseUse {
      lines = List.copyOf(lines);
    }
  }

  /** As the other, for a sale of which every unit was asked for. */
  public List<Shortage> sellAtCounter(
      UUID saleId,
      @Nullable UUID holdId,
      LocationId location,
      List<StockLine> lines,
      Instant soldAt) {
    return sellAtCounter(saleId, holdId, null, location, lines, soldAt);
  }

  /**
   * Goods leave over the counter. The hold, if it is still open, covers them, and the register's
   * lease what it sold without asking; what they do not cover is taken from what is free, and what is
   * not free is sold all the same.
   *
   * @param holdId the cart's hold, or null
   * @param lines as sold: bundles are taken apart as they were defined when they were sold
   * @param use what was sold without asking, or null
   * @return what neither hold, nor lease, nor free stock, nor a shop that shows it can cover
   * @throws BadInput when more was sold without asking than was sold
   */
  public List<Shortage> sellAtCounter(
      UUID saleId,
      @Nullable UUID holdId,
      @Nullable LeaseUse use,
      LocationId location,
      List<StockLine> lines,
      Instant soldAt) {
    var apart = takenApart(lines, soldAt);
    bundles.note(saleId, apart.bundles());
    var sold = apart.units();
    var committed = holdId == null ? Committed.NOTHING : commit(holdId, saleId, location);
    var held = committed.here();
    var goesHere = new TreeMap<>(sold);
    var goesElsewhere = elsewhere(committed, goesHere);
    // Locations are locked in the order of their ids.
    goesElsewhere.headMap(location.code()).forEach((_, leave) -> leave.from(saleId, soldAt));
    ledger.enter(location);
    var all = new TreeSet<>(sold.keySet());
    all.addAll(held.keySet());
    var free = ledger.lock(location, all);
    var leased = use == null
        ? Map.<Sku, LeaseShare.Sold>of()
        : leases.take(saleId, location, takenApart(use, soldAt), sold);
    var shown = windows.shown(location, all);
    var late = LateNews.of(counts, location, all, soldAt);
    var moves = new ArrayList<Move>();
    var shortages = new ArrayList<Shortage>();
    for (Sku sku : all) {
      int goes = goesHere.getOrDefault(sku, 0);
      int wasHeld = held.getOrDefault(sku, 0);
      int covered = Math.max(0, free.getOrDefault(sku, 0)) + wasHeld + shown.getOrDefault(sku, 0);
      int fromEscrow = 0;
      int fromSuspense = 0;
      var lent = leased.get(sku);
      if (lent != null) {
        covered += lent.covered() + lent.explained();
        fromEscrow = lent.fromEscrow();
        fromSuspense = lent.fromSuspense();
        if (lent.explained() > 0) {
          var back = new Delta(lent.explained(), 0, 0, 0, 0);
          moves.add(new Move(sku, back, Cause.LEASE_EXPLAINED, saleId.toString(), soldAt));
        }
      }
      if (goes > covered && !late.wasCounted(sku)) {
        shortages.add(new Shortage(sku, goes, covered));
      }
      var delta = new Delta(-goes, -wasHeld, 0, -fromEscrow, -fromSuspense);
      if (delta.equals(NOTHING)) {
        continue; // All of it came from elsewhere.
      }
      moves.add(new Move(sku, delta, Cause.SALE, saleId.toString(), soldAt));
    }
    ledger.apply(location, late.evenOut(moves), true);
    goesElsewhere.tailMap(location.code()).forEach((_, leave) -> leave.from(saleId, soldAt));
    return shortages;
  }

  /** What a hold had set aside: at the place of the sale, and at other places. */
  private record Committed(Map<Sku, Integer> here, List<Hold.Part> elsewhere) {
    static final Committed NOTHING = new Committed(Map.of(), List.of());
  }

  /** Units leave a part of the hold at another location; those that were not sold are free again. */
  private final class Leave {
    private final Hold.Part part;
    private final Map<Sku, Integer> sold = new TreeMap<>();

    Leave(Hold.Part part) {
      this.part = part;
    }

    void from(UUID saleId, Instant soldAt) {
      var skus = part.lines().stream().map(StockLine::sku).toList();
      ledger.enter(part.location());
      ledger.lock(part.location(), skus);
      var moves = part.lines().stream()
          .map(line -> new Move(
              line.sku(),
              new Delta(-sold.getOrDefault(line.sku(), 0), -line.quantity(), 0, 0, 0),
              Cause.SALE,
              saleId.toString(),
              soldAt))
          .toList();
      var late = LateNews.of(counts, part.location(), skus, soldAt);
      ledger.apply(part.location(), late.evenOut(moves), true);
    }
  }

  /** What is sold beyond the units held here comes from where else the hold has some. */
  private SortedMap<String, Leave> elsewhere(Committed committed, Map<Sku, Integer> goesHere) {
    var leaves = new TreeMap<String, Leave>();
    for (var part : committed.elsewhere()) {
      var leave = new Leave(part);
      for (var line : part.lines()) {
        int beyond =
            goesHere.getOrDefault(line.sku(), 0) - committed.here().getOrDefault(line.sku(), 0);
        int there = Math.clamp(beyond, 0, line.quantity());
        leave.sold.put(line.sku(), there);
        goesHere.computeIfPresent(line.sku(), (_, units) -> units - there);
      }
      leaves.put(part.location().code(), leave);
    }
    return leaves;
  }

  /** A register sells bundles without asking, but what it was lent are their parts. */
  private LeaseUse takenApart(LeaseUse use, Instant soldAt) {
    var apart = takenApart(use.lines(), soldAt);
    if (apart.bundles().isEmpty()) {
      return use;
    }
    var lines = new ArrayList<StockLine>();
    apart.units().forEach((sku, units) -> lines.add(new StockLine(sku, units)));
    return new LeaseUse(use.register(), use.generation(), lines);
  }

  private Committed commit(UUID holdId, UUID saleId, LocationId location) {
    return holds
        .end(holdId, List.of(HoldState.HELD, HoldState.PAYING), HoldState.FULFILLED, saleId)
        .map(hold -> {
          if (!location.equals(hold.location())) {
            throw new IllegalArgumentException("hold " + holdId + " is not at " + location);
          }
          for (var part : hold.parts()) {
            holds.end(part.id(), List.of(HoldState.HELD), HoldState.FULFILLED, saleId);
          }
          return new Committed(units(hold.lines()), hold.parts());
        })
        .orElse(Committed.NOTHING);
  }

  /**
   * An outside shop sold. Its order consumes what was carved out for it, then what is free; the
   * units stay on the shelf as committed until they are sent. The hold's id is the sale's.
   *
   * @param lines as ordered: bundles are taken apart as they were defined when they were ordered
   * @return what was not covered
   */
  public List<Shortage> sellAtShop(
      String shop, UUID saleId, LocationId location, List<StockLine> lines, Instant orderedAt) {
    return new ShopSale(parts).sell(shop, saleId, location, lines, orderedAt);
  }

  /** The goods of a web order have left. False when they had, or when it is not on record. */
  public boolean fulfil(UUID saleId, Instant at) {
    return new OrderEnds(parts).fulfil(saleId, at);
  }

  /**
   * A web order was cancelled before its goods left, and its shop has put the units back on show:
   * they are carved out for it again.
   *
   * @return false when there was nothing to reverse
   */
  public boolean reverse(String shop, UUID saleId, Instant at) {
    return new OrderEnds(parts).reverse(shop, saleId, at);
  }

  /** What an order took when it was placed, as its shop calls it, whatever became of it since. */
  public List<StockLine> taken(UUID saleId) {
    var noted = bundles.noted(List.of(saleId)).getOrDefault(saleId, List.of());
    return TakenApart.back(holds.taken(saleId), noted).pieces().stream()
        .map(piece -> new StockLine(piece.sku(), piece.quantity()))
        .toList();
  }

  private TakenApart takenApart(List<StockLine> lines, Instant at) {
    return TakenApart.of(lines, bundles, at);
  }

  private static Map<Sku, Integer> units(List<StockLine> lines) {
    var units = new TreeMap<Sku, Integer>();
    lines.forEach(line -> units.merge(line.sku(), line.quantity(), Math::addExact));
    return units;
  }
}
