package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.stock.PromiseStore.Locked;
import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Units of a shop's order that leave from another location than before, where the shop moves them as
 * well: its number here rises, its number there falls. What stands behind those numbers follows, here
 * before the shop shows more, so that nobody else is promised what the shop may sell.
 */
public final class OrderMoves {

  private final JdbcClient jdbc;
  private final PromiseStore promises;
  private final StockLedger ledger;
  private final ShopWindowStore windows;
  private final BundleBook bundles;
  private final InstantSource clock;

  OrderMoves(JdbcClient jdbc, PromiseStore promises, StockParts parts) {
    this.jdbc = jdbc;
    this.promises = promises;
    this.ledger = parts.ledger();
    this.windows = parts.windows();
    this.bundles = parts.bundles();
    this.clock = parts.clock();
  }

  /**
   * Units of the SKUs that an order of the shop could take, by location: those that are free, and
   * those that stand behind the shop's own number there. Below zero where more was promised than
   * there is: then not even what is promised to the order is there for certain.
   */
  public SortedMap<LocationId, Map<Sku, Integer>> within(String shop, Collection<Sku> skus) {
    var within = new TreeMap<LocationId, Map<Sku, Integer>>();
    jdbc.sql("""
            select s.location, s.sku,
                   s.free + coalesce((
                     select e.granted_total - e.sold_total - e.returned_total from escrow e
                      where e.holder = 'shop:' || :shop and e.generation = 1
                        and e.location = s.location and e.sku = s.sku), 0)::int as units
              from stock s where s.sku = any(:skus::text[])
            """)
        .param("shop", shop)
        .param("skus", skus.stream().map(Sku::code).toArray(String[]::new))
        .query(row -> {
          within
              .computeIfAbsent(new LocationId(row.getString("location")), _ -> new TreeMap<>())
              .put(new Sku(row.getString("sku")), row.getInt("units"));
        });
    return within;
  }

  /** Whether the order has something that was sold as one and is held as its parts. */
  public boolean hasBundles(UUID holdId) {
    return !bundles.noted(List.of(holdId)).getOrDefault(holdId, List.of()).isEmpty();
  }

  /**
   * Moves them, all or none; joins the caller's transaction, which must not go on when this throws.
   *
   * @param change made by the caller; also the id of the part that has the units from now on
   * @param holdId the order's, or that of a part of it
   * @param units at most one line per SKU
   * @throws NotPossible when they are not promised any more, or the other location lacks them
   */
  public void move(String shop, UUID change, UUID holdId, List<StockLine> units, LocationId to) {
    if (promises.isKnown(change)) {
      throw new IdReused("hold " + change);
    }
    var hold = promises.lock(holdId).orElseThrow(() -> new NotPossible("there is no such hold"));
    for (var line : units) {
      if (hold.state() != HoldState.COMMITTED || hold.units(line.sku()) < line.quantity()) {
        throw new NotPossible("its units of " + line.sku() + " are not promised here any more");
      }
    }
    var from = Objects.requireNonNull(hold.location(), "only a tombstone is nowhere");
    long epoch = 0;
    for (var location : from.compareTo(to) < 0 ? List.of(from, to) : List.of(to, from)) {
      long entered = ledger.enter(location);
      var free = ledger.lock(location, units.stream().map(StockLine::sku).toList());
      if (location.equals(to)) {
        epoch = entered;
      }
      var moves = new ArrayList<Move>();
      for (var line : units) {
        var delta =
            location.equals(to) ? arriving(shop, to, line, free) : leaving(shop, from, line);
        moves.add(new Move(line.sku(), delta, Cause.REROUTE, change.toString(), clock.instant()));
        windows.lookAgain(shop, location, line.sku());
      }
      ledger.apply(location, moves, false);
    }
    promises.addPart(change, hold, to, epoch, hold.insteadOf());
    units.forEach(line -> leave(change, hold, line));
  }

  private Delta arriving(String shop, LocationId to, StockLine line, Map<Sku, Integer> free) {
    int units = line.quantity();
    int covered = windows
        .consume(shop, to, line.sku(), units, Map.of(line.sku(), units))
        .getOrDefault(line.sku(), 0);
    int there = free.getOrDefault(line.sku(), 0);
    if (there + covered < units) {
      throw new NotPossible("%s has %d of %s, %d are needed"
          .formatted(to, Math.max(0, there + covered), line.sku(), units));
    }
    return new Delta(0, 0, units, -covered, 0);
  }

  private Delta leaving(String shop, LocationId from, StockLine line) {
    int units = line.quantity();
    int shown = windows
        .restock(shop, from, line.sku(), units, Map.of(line.sku(), units))
        .getOrDefault(line.sku(), 0);
    return new Delta(0, 0, -units, shown, 0);
  }

  private void leave(UUID change, Locked hold, StockLine line) {
    promises.grow(change, line.sku(), line.quantity());
    promises.shrink(hold.id(), line.sku(), line.quantity());
    if (!hold.isPart()) {
      promises.note(
          change,
          hold.id(),
          line.sku(),
          line.quantity(),
          PromiseStore.Change.ELSEWHERE,
          clock.instant());
    }
  }
}
