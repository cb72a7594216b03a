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

/**
 * An event of which the hub hears after somebody has counted the shelf, although it happened
 * before. Who counts at ten past nine does not find what was sold at seven past: the news corrects
 * the variance of the count, and the shelf stays as it was counted.
 */
final class LateNews {

  private final CountBook counts;
  private final Map<Sku, Standing> countedSince;

  private LateNews(CountBook counts, Map<Sku, Standing> countedSince) {
    this.counts = counts;
    this.countedSince = countedSince;
  }

  /**
   * What has been counted since an event. To be asked in the event's own transaction, with the
   * stock rows locked.
   */
  static LateNews of(CountBook counts, LocationId location, Collection<Sku> skus, Instant eventAt) {
    var moments = new LinkedHashMap<Sku, Instant>();
    skus.forEach(sku -> moments.put(sku, eventAt));
    return new LateNews(counts, counts.since(location, moments));
  }

  /** True when somebody has counted the SKU since: nothing is missing that was not counted. */
  boolean wasCounted(Sku sku) {
    return countedSince.containsKey(sku);
  }

  /** The moves of the event, each that was counted since together with the line that evens it out. */
  List<Move> evenOut(List<Move> moves) {
    var all = new ArrayList<Move>();
    for (var move : moves) {
      var count = countedSince.get(move.sku());
      all.addAll(
          count == null || move.delta().onHand() == 0
              ? List.of(move)
              : evenedOut(counts, move, count));
    }
    return all;
  }

  /** A move and the line that evens it out, in an order that keeps every prefix above zero. */
  static List<Move> evenedOut(CountBook counts, Move move, Standing count) {
    int moved = move.delta().onHand();
    counts.expectMore(count.id(), moved);
    var correction = new Move(
        move.sku(),
        new Delta(-moved, 0, 0, 0, 0),
        Cause.COUNT_CORRECTION,
        move.causeId() + ":" + count.id(),
        count.countedAt());
    return moved < 0 ? List.of(correction, move) : List.of(move, correction);
  }
}
