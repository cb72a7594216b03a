package dev.tillbridge.hub.payments;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.money.Money;
import java.util.List;

/** Which payments of one sale may stand beside each other. Within the transaction that locked the sale. */
final class PaymentRules {

  private PaymentRules() {}

  /**
   * Makes room for another payment, or says why there is none.
   *
   * @throws BadInput when another one is under way, or more than the sale comes to would be taken
   */
  static void makeRoom(PaymentStore store, Wanted wanted) {
    var standing = store.standing(wanted.saleId());
    for (var other : standing) {
      if (other.state() != Row.State.CAPTURED) {
        throw notOver(other);
      }
    }
    store.inDoubt(wanted.saleId()).ifPresent(other -> {
      throw BadInput.of(
          "saleId",
          "payment " + other.id() + " may still take effect; another needs a manager's word");
    });
    fits(wanted, standing);
  }

  /** What was taken before and this one together are never more than the sale comes to. */
  private static void fits(Wanted wanted, List<Row> taken) {
    var due = wanted.due();
    if (due == null) {
      if (!taken.isEmpty()) {
        throw notOver(taken.getFirst());
      }
      return;
    }
    if (!due.currency().equals(wanted.amount().currency())) {
      throw BadInput.of("due.currency", "must be " + wanted.amount().currency());
    }
    long left =
        due.minor() - taken.stream().mapToLong(row -> row.amount().minor()).sum();
    if (wanted.amount().minor() > left) {
      throw BadInput.of(
          "amount",
          "only " + new Money(Math.max(0, left), due.currency()) + " of the sale are left to pay");
    }
  }

  private static BadInput notOver(Row other) {
    return BadInput.of(
        "saleId", "payment " + other.id() + " of this sale is not over; finish or cancel it first");
  }
}
