package dev.tillbridge.hub.desk;

import dev.tillbridge.hub.stock.Answer;
import dev.tillbridge.hub.stock.ForcedHolds;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.StockLine;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets the till have what waits for a customer, because a manager says so. The customer's pick-up
 * becomes the victim of a case at once, so that somebody finds it another place; if the till lets the
 * goods go again, the case closes and the pick-up has them as before.
 */
public final class Overrides {

  private final TransactionTemplate tx;
  private final ForcedHolds holds;
  private final PickUpStore pickUps;
  private final OversoldReview review;
  private final DeskParts parts;

  Overrides(
      TransactionTemplate tx,
      ForcedHolds holds,
      PickUpStore pickUps,
      OversoldReview review,
      DeskParts parts) {
    this.tx = tx;
    this.holds = holds;
    this.pickUps = pickUps;
    this.review = review;
    this.parts = parts;
  }

  /**
   * Sets the units aside for the till, all or none.
   *
   * @param manager who allowed it; the caller has made sure that it was him
   * @param cashier who asked
   * @return refused where even the pick-ups do not have what is wanted
   */
  public Answer hold(HoldRequest asked, String manager, String cashier) {
    var request = holds.takenApart(asked);
    return holds.inWordsOf(asked, decide(request, manager, cashier));
  }

  private Answer decide(HoldRequest request, String manager, String cashier) {
    return Objects.requireNonNull(tx.execute(_ -> {
      var skus = request.lines().stream().map(StockLine::sku).toList();
      // The same order as everybody's: the shelves of the desk, then holds, then stock.
      skus.forEach(sku -> parts.lock().take(new Shelf(request.location(), sku)));
      var reserved = pickUps.reserved(request.location(), skus);
      var promised = new TreeMap<Sku, Integer>();
      reserved.forEach(one -> promised.merge(one.sku(), one.units(), Integer::sum));
      var answer = holds.hold(request, promised);
      if (answer instanceof Answer.Granted) {
        skus.forEach(sku -> tell(new Shelf(request.location(), sku), reserved, manager));
        parts
            .audit()
            .note(
                manager,
                "pickup-override",
                request.id().toString(),
                "allowed %s to take %s, reserved for %s"
                    .formatted(cashier, request.lines(), names(reserved)));
      }
      return answer;
    }));
  }

  private void tell(Shelf shelf, List<PickUps.Reserved> reserved, String manager) {
    var here = reserved.stream()
        .filter(one -> one.sku().equals(shelf.sku()))
        .map(PickUps.Reserved::pickupId)
        .toList();
    review.decided(shelf, here, manager);
  }

  private static String names(List<PickUps.Reserved> reserved) {
    var names = new LinkedHashSet<String>();
    reserved.forEach(one -> names.add(one.reference()));
    return String.join(", ", names);
  }
}
