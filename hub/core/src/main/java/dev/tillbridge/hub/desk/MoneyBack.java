package dev.tillbridge.hub.desk;

import dev.tillbridge.hub.desk.PickUp.Payment;
import dev.tillbridge.hub.payments.RefundQueue;
import dev.tillbridge.hub.sales.SaleView;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.stock.StockLine;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a customer gets his money back: through our gateway where we took it, by the shop that took
 * it, else by a person where it was taken. Joins the caller's transaction.
 */
final class MoneyBack {

  private final RefundQueue refunds;
  private final ShopErrands shops;

  MoneyBack(RefundQueue refunds, ShopErrands shops) {
    this.refunds = refunds;
    this.shops = shops;
  }

  /**
   * What was arranged.
   *
   * @param words for people, a sentence
   * @param byPerson what somebody must give back by hand; null when nothing is
   */
  record Arranged(String words, @Nullable Money byPerson) {}

  /**
   * Of a recorded sale.
   *
   * @param units that it is given back for; empty for all of the sale
   */
  Arranged of(UUID cause, SaleView sale, Money amount, List<StockLine> units, String why) {
    var left = refunds.add(cause, refunds.ofSale(sale.id()), amount, why);
    var reference = sale.reference();
    if (reference != null
        && left.minor() > 0
        && shops.giveBack(cause, sale.id(), left, units, why)) {
      return new Arranged(left + " go back by " + reference.account() + ".", null);
    }
    return arranged(
        amount, left, reference == null ? "at the counter" : "at " + reference.account());
  }

  /** Everything that was paid for a pick-up that no sale was made of. */
  Arranged of(UUID cause, PickUp pickup, String why) {
    var amount = pickup.amount();
    if (amount == null) {
      return new Arranged("Nothing had been paid.", null);
    }
    if (pickup.payment() != Payment.GATEWAY) {
      return arranged(amount, amount, "where it was paid");
    }
    var captured = refunds.ofHold(pickup.holdId());
    var all = captured.stream()
        .map(RefundQueue.Refundable::left)
        .reduce(Money.zero(amount.currency()), Money::plus);
    return arranged(all, refunds.add(cause, captured, all, why), "");
  }

  /** Whether money was to go back for this cause by itself, and has. */
  boolean isBack(UUID cause) {
    return refunds.isDone(cause) || shops.isBack(cause);
  }

  private static Arranged arranged(Money amount, Money byPerson, String where) {
    if (amount.isZero()) {
      return new Arranged("Nothing is to be given back.", null);
    }
    var queued = amount.minus(byPerson);
    if (byPerson.isZero()) {
      return new Arranged(queued + " go back the way they were paid.", null);
    }
    var hand = "Give " + byPerson + " back " + where + ".";
    return new Arranged(
        queued.isZero() ? hand : queued + " go back the way they were paid. " + hand, byPerson);
  }
}
