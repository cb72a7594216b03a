package dev.tillbridge.model.sale;

import dev.tillbridge.model.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * How a sale, or a part of it, was paid.
 *
 * @param amount what it contributes to the total; above zero, or zero for a free sale
 * @param tendered what the customer handed over in cash, or null
 * @param change what went back, or null; tendered - change = amount
 * @param reference how the money is named where it is (PayPal capture, Shopify transaction, slip of
 *     the card terminal, gift card, whose account, the refund of an exchange), or null for cash
 */
public record Tender(
    Kind kind,
    Money amount,
    @Nullable Money tendered,
    @Nullable Money change,
    @Nullable String reference) {

  /** Where the money is until the bank has it. */
  public enum Kind {
    /** In the drawer. */
    CASH,
    /** With PayPal. */
    PAYPAL,
    /** With the online shop's own gateway. */
    SHOP,
    /** Was paid long ago: the shop owes it to the holder of a gift card. */
    GIFT_CARD,
    /** With the bank that the card terminal belongs to. */
    CARD,
    /** The shop owed it to the customer, mostly for goods that he brought back. */
    STORE_CREDIT,
    /** Not paid yet: the customer owes it. */
    ON_ACCOUNT,
    /** The customer had paid it in advance. */
    DEPOSIT,
    /** Paid by goods that came back in the same breath: the refund of the exchange gave it. */
    EXCHANGE
  }

  public Tender {
    if (amount.isNegative()) {
      throw new IllegalArgumentException("a tender must not be negative: " + amount);
    }
    if ((tendered == null) != (change == null)
        || (tendered != null && change != null && !tendered.minus(change).equals(amount))) {
      throw new IllegalArgumentException(
          "tendered %s less change %s is not %s".formatted(tendered, change, amount));
    }
  }
}
