package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Holds units that lie there but were promised to somebody else, because a person in charge says so.
 * Free falls below zero, on record, until the other promise is kept from elsewhere or called off; if
 * the customer leaves without them, it is kept after all.
 */
public final class ForcedHolds {

  private final HoldStore holds;
  private final StockLedger ledger;
  private final InstantSource clock;
  private final TakingApart takingApart;

  ForcedHolds(StockParts parts, TakingApart takingApart) {
    this.takingApart = takingApart;
    this.holds = parts.holds();
    this.ledger = parts.ledger();
    this.clock = parts.clock();
  }

  /** The wish for the parts of its bundles, as {@link #hold} takes it. */
  public HoldRequest takenApart(HoldRequest asked) {
    return takingApart.of(asked);
  }

  /** The answer to a wish that was taken apart, in the words of whoever made it. */
  public Answer inWordsOf(HoldRequest asked, Answer answer) {
    return takingApart.inWordsOf(List.of(asked), answer);
  }

  /**
   * Sets the units aside, all or none. Joins the caller's transaction.
   *
   * @param request with its bundles {@link #takenApart taken apart}
   * @param promised units of each SKU that are promised to those who shall give way; free falls no
   *     further below zero than that
   * @return as for any wish; the same id again gets the same answer
   * @throws BadInput when a SKU does not exist
   * @throws IdReused when the id stands for another wish
   */
  public Answer hold(HoldRequest request, Map<Sku, Integer> promised) {
    long epoch = ledger.enter(request.location());
    if (holds.claim(List.of(request), epoch).isEmpty()) {
      var known = holds.find(request.id()).orElseThrow();
      if (known.hash() != null && !known.hash().equals(request.hash())) {
        throw new IdReused("hold " + request.id());
      }
      return known.answer();
    }
    var skus = request.lines().stream().map(StockLine::sku).toList();
    var unknown = ledger.unknown(skus);
    if (!unknown.isEmpty()) {
      throw new BadInput(unknown.stream()
          .map(sku ->
              new FieldError("lines[" + skus.indexOf(sku) + "].sku", "there is no SKU " + sku))
          .toList());
    }
    var free = ledger.lock(request.location(), skus);
    boolean covered = request.lines().stream()
        .allMatch(line -> free.getOrDefault(line.sku(), 0) + promised.getOrDefault(line.sku(), 0)
            >= line.quantity());
    if (covered) {
      holds.addLines(List.of(request), null);
      var at = clock.instant();
      ledger.apply(
          request.location(),
          request.lines().stream()
              .map(line -> new Move(
                  line.sku(),
                  new Delta(0, line.quantity(), 0, 0, 0),
                  Cause.HOLD,
                  request.id().toString(),
                  at))
              .toList(),
          true);
    } else {
      holds.addLines(List.of(request), free);
      holds.setState(List.of(request.id()), HoldState.REFUSED);
    }
    return holds.find(request.id()).orElseThrow().answer();
  }
}
