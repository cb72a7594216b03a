package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.CountBook.Standing;
import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Counts of shelves. A count speaks for the moment at which it was made: what the ledger says of
 * that moment is expected, the difference is posted, and what moved since stays moved. Every method
 * joins the caller's transaction.
 */
public final class ShelfCounts {

  /**
   * Somebody stood before the shelf.
   *
   * @param id made by whoever counted
   * @param counted sellable units, from zero up
   * @param countedAt not after now
   */
  public record Count(UUID id, Sku sku, int counted, Instant countedAt) {}

  private final StockLedger ledger;
  private final Shelves shelves;
  private final CountBook counts;

  ShelfCounts(StockLedger ledger, Shelves shelves, CountBook counts) {
    this.ledger = ledger;
    this.shelves = shelves;
    this.counts = counts;
  }

  /** What the ledger says was on hand of each SKU at its moment, as far as is known now. */
  public Map<Sku, Integer> expected(LocationId location, Map<Sku, Instant> moments) {
    return counts.onHandAt(location, moments);
  }

  /**
   * Posts counts, as the physical truth that they are: free may fall below zero, which the review
   * of oversold shelves then brings to a person. The caller has locked the shelves.
   *
   * @param posted at most one of each SKU
   */
  public void post(LocationId location, Collection<Count> posted) {
    var moments = new LinkedHashMap<Sku, Instant>();
    posted.forEach(count -> moments.put(count.sku(), count.countedAt()));
    var expected = counts.onHandAt(location, moments);
    var later = counts.after(location, moments);
    counts.add(location, posted, expected);
    var moves = new ArrayList<Move>();
    for (var count : posted) {
      int variance = count.counted() - expected.getOrDefault(count.sku(), 0);
      if (variance != 0) {
        moves.addAll(moves(count, variance, later.get(count.sku())));
      }
    }
    if (!moves.isEmpty()) {
      shelves.tellGate(location, ledger.apply(location, moves, true));
    }
  }

  private List<Move> moves(Count count, int variance, @Nullable Standing later) {
    var move = new Move(
        count.sku(),
        new Delta(variance, 0, 0, 0, 0),
        Cause.COUNT,
        count.id().toString(),
        count.countedAt());
    // Who counted at a later moment knows better what lies there now.
    return later == null ? List.of(move) : LateNews.evenedOut(counts, move, later);
  }
}
