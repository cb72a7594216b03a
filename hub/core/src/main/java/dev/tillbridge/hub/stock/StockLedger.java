package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.Gate.Free;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;

/**
 * The counts of a shelf and the append-only ledger that explains them. Every method joins the
 * caller's transaction. Locks are taken in one order everywhere: holds, then the location, then
 * stock rows by SKU, then escrow and shop windows, then deliveries; several locations by their id.
 * An interface, so that the same decisions can be played against a simulated database.
 */
interface StockLedger {

  /** Shopify takes no larger number (InventorySetQuantities), and no shelf holds more. */
  int MOST_ON_HAND = 1_000_000_000;

  /**
   * One line of the ledger to be.
   *
   * @param causeId unique with cause, location and SKU
   */
  record Move(Sku sku, Delta delta, Cause cause, String causeId, Instant eventAt) {}

  /** Every location there is, in the order in which locks are taken. */
  List<LocationId> locations();

  /**
   * Keeps a fence from falling until the caller's transaction ends.
   *
   * @return the location's epoch
   * @throws Unavailable when the location is fenced
   */
  long enter(LocationId location);

  /**
   * Locks the rows of these SKUs, making those that do not exist; answers what is free. SKUs that
   * the catalogue does not know have no row and are absent.
   */
  SequencedMap<Sku, Integer> lock(LocationId location, Collection<Sku> skus);

  /** Those of the SKUs that the catalogue does not know. */
  List<Sku> unknown(Collection<Sku> skus);

  /**
   * Applies moves to locked rows and writes them down. The condition stands in the statement again,
   * so no mistake of the caller can oversell: free stays at or above zero, or above the shortage
   * that is on record.
   *
   * @param forced moves a sale that has physically happened: a shortage goes on record
   * @return what is free now
   */
  List<Free> apply(LocationId location, List<Move> moves, boolean forced);

  /** As {@link #apply}, by whoever is just telling the shops and needs no reminder to do so. */
  void applyQuietly(LocationId location, List<Move> moves);

  /** What is free of these SKUs, without locking anything. */
  List<Free> free(LocationId location, Collection<Sku> skus);

  /** What is free of everything at the location. */
  List<Free> everything(LocationId location);
}
