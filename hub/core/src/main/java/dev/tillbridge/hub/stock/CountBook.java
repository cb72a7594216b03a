package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.ShelfCounts.Count;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/**
 * Counts that stand in the ledger. Every method joins the caller's transaction, and the caller has
 * locked the stock rows before. An interface, so that the same decisions can be played against a
 * simulated database.
 */
interface CountBook {

  /** A count of one SKU, and for when it speaks. */
  record Standing(UUID id, Instant countedAt) {}

  /** What the ledger says was on hand of each SKU at its moment, as far as is known now. */
  Map<Sku, Integer> onHandAt(LocationId location, Map<Sku, Instant> moments);

  /** The first count of each SKU that speaks for its moment or a later one; others are absent. */
  Map<Sku, Standing> since(LocationId location, Map<Sku, Instant> moments);

  /** The first count of each SKU that speaks for a moment later than its own. */
  Map<Sku, Standing> after(LocationId location, Map<Sku, Instant> moments);

  /** Writes counts down, each with what the ledger expected. */
  void add(LocationId location, Collection<Count> counts, Map<Sku, Integer> expected);

  /** News of before the count: the ledger expected so many more units then. */
  void expectMore(UUID count, int units);
}
