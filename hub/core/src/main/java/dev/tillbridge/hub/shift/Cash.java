package dev.tillbridge.hub.shift;

import dev.tillbridge.model.money.Money;
import java.util.Currency;

/**
 * What should be in a drawer. All parts are above zero or zero, but in an adjustment, whose parts are
 * changes.
 *
 * @param began the float
 */
public record Cash(
    Money began, Money sales, Money refunds, Money paidIn, Money paidOut, Money dropped) {

  static Cash none(Currency currency) {
    var zero = Money.zero(currency);
    return new Cash(zero, zero, zero, zero, zero, zero);
  }

  /** float + cash sales - cash refunds + pay-ins - pay-outs - drops. */
  public Money expected() {
    return began.plus(sales).minus(refunds).plus(paidIn).minus(paidOut).minus(dropped);
  }

  /** The same with something more. */
  Cash plus(Item item) {
    var cash = item.cash();
    return switch (item.kind()) {
      case "SALE" -> new Cash(began, sales.plus(cash), refunds, paidIn, paidOut, dropped);
      case "REFUND" -> new Cash(began, sales, refunds.minus(cash), paidIn, paidOut, dropped);
      case "PAY_IN" -> new Cash(began, sales, refunds, paidIn.plus(cash), paidOut, dropped);
      case "PAY_OUT" -> new Cash(began, sales, refunds, paidIn, paidOut.minus(cash), dropped);
      case "DROP" -> new Cash(began, sales, refunds, paidIn, paidOut, dropped.minus(cash));
      default -> throw new IllegalArgumentException("no cash of kind " + item.kind());
    };
  }
}
