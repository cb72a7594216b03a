package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.Gate.Free;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * How other features move units. Every method joins the caller's transaction. Whoever moves takes
 * the hold first, if he has one, then locks all shelves he is about to touch in one call, then looks
 * at what is there, then moves; the gate in Redis hears of it when the transaction has committed.
 */
public final class Shelves {

  /** No shelf holds more, and no shop takes a larger number. */
  public static final int MOST_ON_HAND = StockLedger.MOST_ON_HAND;

  /**
   * One line of the ledger to be.
   *
   * @param causeId unique with cause, location and SKU
   * @param eventAt when it happened; for most causes now
   */
  public record Move(Sku sku, Delta delta, Cause cause, String causeId, Instant eventAt) {}

  /**
   * What is on a shelf while it is locked.
   *
   * @param free below zero after a recorded physical truth
   */
  public record Units(int onHand, int free, int damaged, int inTransit) {}

  private final JdbcClient jdbc;
  private final HoldStore holds;
  private final StockLedger ledger;
  private final Gate gate;
  private final BundleBook bundles;

  Shelves(JdbcClient jdbc, StockParts parts) {
    this.jdbc = jdbc;
    this.holds = parts.holds();
    this.ledger = parts.ledger();
    this.gate = parts.gate();
    this.bundles = parts.bundles();
  }

  /**
   * Ends an open hold because its units are about to move; the caller moves them out of held. To be
   * called before {@link #lock}.
   *
   * @return empty when the hold is not open any more
   */
  public Optional<Hold> take(UUID holdId) {
    return holds.end(holdId, List.of(HoldState.HELD, HoldState.PAYING), HoldState.FULFILLED, null);
  }

  /** Those of the SKUs that the catalogue does not know. */
  public List<Sku> unknown(Collection<Sku> skus) {
    return ledger.unknown(skus);
  }

  /** Those of the SKUs that are bundles and so lie on no shelf, each with what to say about it. */
  public Map<Sku, String> withoutShelf(Collection<Sku> skus) {
    var without = new TreeMap<Sku, String>();
    bundles.now(skus).forEach((sku, made) -> without.put(sku, GoodsReceipts.noShelf(made)));
    return without;
  }

  /** What the bundles in a sale took from the shelf; those of other SKUs are absent. */
  public Map<Sku, Contents> bundlesIn(UUID saleId) {
    var contents = new TreeMap<Sku, Contents>();
    bundles
        .noted(List.of(saleId))
        .getOrDefault(saleId, List.of())
        .forEach(pieces -> contents.put(pieces.sku(), pieces.contents()));
    return contents;
  }

  /**
   * Locks shelves at one or more locations until the transaction ends, in the order that all of the
   * hub keeps. A SKU that never lay there gets an empty shelf.
   *
   * @return what is there, by location and SKU
   * @throws BadInput when there is no such location
   * @throws Unavailable when one of the locations is fenced
   */
  public Map<LocationId, Map<Sku, Units>> lock(Map<LocationId, ? extends Collection<Sku>> shelves) {
    var inOrder = new TreeMap<LocationId, Collection<Sku>>(shelves);
    inOrder.keySet().forEach(ledger::enter);
    var units = new TreeMap<LocationId, Map<Sku, Units>>();
    inOrder.forEach((location, skus) -> {
      ledger.lock(location, skus);
      units.put(location, units(location, skus));
    });
    return units;
  }

  /** Locks shelves at one location. */
  public Map<Sku, Units> lock(LocationId location, Collection<Sku> skus) {
    return lock(Map.of(location, skus)).getOrDefault(location, Map.of());
  }

  private SequencedMap<Sku, Units> units(LocationId location, Collection<Sku> skus) {
    var units = new TreeMap<Sku, Units>();
    jdbc.sql("""
            select sku, on_hand, free, damaged, in_transit from stock
             where location = :location and sku = any(:skus::text[])
            """)
        .param("location", location.code())
        .param("skus", skus.stream().map(Sku::code).distinct().toArray(String[]::new))
        .query(row -> {
          units.put(
              new Sku(row.getString("sku")),
              new Units(
                  row.getInt("on_hand"),
                  row.getInt("free"),
                  row.getInt("damaged"),
                  row.getInt("in_transit")));
        });
    return units;
  }

  /**
   * Moves units on locked shelves. The caller has seen that they are there: what does not fit is a
   * bug of his, and nothing happens at all.
   */
  public void move(LocationId location, List<Move> moves) {
    apply(location, moves, false);
  }

  /** As {@link #move}, for what has physically happened: free may fall below zero. */
  public void moveForced(LocationId location, List<Move> moves) {
    apply(location, moves, true);
  }

  private void apply(LocationId location, List<Move> moves, boolean forced) {
    if (moves.isEmpty()) {
      return;
    }
    tellGate(location, ledger.apply(location, moves.stream().map(Shelves::line).toList(), forced));
  }

  private static StockLedger.Move line(Move move) {
    return new StockLedger.Move(
        move.sku(), move.delta(), move.cause(), move.causeId(), move.eventAt());
  }

  /** What was decided is told when it is sure to stand. */
  void tellGate(LocationId location, List<Free> free) {
    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
      @Override
      public void afterCommit() {
        gate.decided(location, List.of(), free);
      }
    });
  }
}
