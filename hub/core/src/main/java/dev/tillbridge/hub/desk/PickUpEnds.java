package dev.tillbridge.hub.desk;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.desk.PickUp.Payment;
import dev.tillbridge.hub.desk.PickUp.State;
import dev.tillbridge.hub.sales.SaleChanges;
import dev.tillbridge.hub.stock.PickupStock;
import dev.tillbridge.hub.stock.Reservations;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import java.util.List;
import java.util.UUID;

/**
 * How a pick-up ends that nobody collected: its units are for sale again, and the customer's money
 * goes back. Joins the caller's transaction, which has locked the pick-up.
 */
final class PickUpEnds {

  /** The kind of a case about one that nobody came for; its subject: the pick-up. */
  static final String UNCOLLECTED = "pickup-uncollected";

  private static final String NOBODY = "nobody came for it";

  private final PickUpStore store;
  private final Reservations reservations;
  private final PickupStock stock;
  private final DeskParts parts;
  private final SaleChanges sales;
  private final MoneyBack money;
  private final Cases cases;

  PickUpEnds(
      PickUpStore store,
      Reservations reservations,
      PickupStock stock,
      DeskParts parts,
      SaleChanges sales,
      MoneyBack money) {
    this.store = store;
    this.reservations = reservations;
    this.stock = stock;
    this.parts = parts;
    this.sales = sales;
    this.money = money;
    this.cases = parts.cases();
  }

  /** Ends it if its time or its hold is over; false when it goes on. */
  boolean settle(PickUp pickup) {
    if (pickup.state() != State.WAITING) {
      return false;
    }
    var hold = reservations.find(pickup.holdId()).map(Hold::state).orElse(HoldState.VOID);
    return switch (hold) {
      case FULFILLED -> ended(pickup, State.COLLECTED, "collected and sold at the till");
      case REVERSED -> ended(pickup, State.CANCELLED, "the order was cancelled");
      case REFUSED, VOID -> ended(pickup, State.REFUSED, "nothing was set aside");
      case RELEASED -> uncollected(pickup, State.CANCELLED, "its hold was released");
      case EXPIRED -> uncollected(pickup, State.UNCOLLECTED, NOBODY);
      case HELD, COMMITTED -> letGo(pickup);
      // Money is under way; what becomes of it is not known yet.
      case PAYING -> pickup.payment() == Payment.GATEWAY && letGo(pickup);
    };
  }

  private boolean letGo(PickUp pickup) {
    return store.isOver(pickup)
        && stock.callOff(pickup.holdId(), NOBODY)
        && uncollected(pickup, State.UNCOLLECTED, NOBODY);
  }

  private boolean ended(PickUp pickup, State outcome, String note) {
    end(pickup, outcome, note, "hub");
    return true;
  }

  private boolean uncollected(PickUp pickup, State outcome, String note) {
    var back = back(pickup, "pick-up " + pickup.reference() + ": " + note, "hub");
    if (pickup.payment() != Payment.NONE) {
      cases.open(
          UNCOLLECTED,
          pickup.id().toString(),
          "Pick-up %s: %s".formatted(pickup.reference(), note),
          "Its units are for sale again. " + back.words());
    }
    return ended(pickup, outcome, note + ". " + back.words());
  }

  /** Arranges that the customer gets back what he paid. */
  MoneyBack.Arranged back(PickUp pickup, String why, String by) {
    return sales
        .cancelAll(pickup.id(), pickup.holdId(), by)
        .map(done -> money.of(pickup.id(), done.sale(), done.amount(), List.of(), why))
        .orElseGet(() -> money.of(pickup.id(), pickup, why));
  }

  /** A case that only tells of money on its way is over when the money is there. */
  void closeRefunded() {
    for (var open : cases.open()) {
      if (open.kind().equals(UNCOLLECTED) && money.isBack(UUID.fromString(open.subject()))) {
        cases.close(UNCOLLECTED, open.subject(), "the money is back");
      }
    }
  }

  PickUp end(PickUp pickup, State outcome, String note, String by) {
    store.end(pickup.id(), outcome, note, by, parts.clock().instant());
    parts.audit().note(by, "pickup", pickup.id().toString(), outcome + ": " + note);
    return store.find(pickup.id()).orElseThrow();
  }
}
