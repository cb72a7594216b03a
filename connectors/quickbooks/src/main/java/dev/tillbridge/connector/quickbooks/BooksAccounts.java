package dev.tillbridge.connector.quickbooks;

import dev.tillbridge.model.sale.Tender;

/**
 * The names of the accounts that a sale's money goes to until the bank has it, as the bookkeeper
 * spells them.
 *
 * @param cash for {@link Tender.Kind#CASH}
 * @param paypal for {@link Tender.Kind#PAYPAL}
 * @param shop for {@link Tender.Kind#SHOP}
 * @param giftCards for {@link Tender.Kind#GIFT_CARD}; a receipt cannot deposit to what is owed to the
 *     holders of the cards, so it is cleared against it from here
 * @param split for a sale paid in several kinds: a SalesReceipt has one account only
 */
public record BooksAccounts(
    String cash, String paypal, String shop, String giftCards, String split) {

  public BooksAccounts {
    if (cash.isBlank()
        || paypal.isBlank()
        || shop.isBlank()
        || giftCards.isBlank()
        || split.isBlank()) {
      throw new IllegalArgumentException("every account needs a name");
    }
  }

  /** The names that the guide tells a bookkeeper to use. */
  public static BooksAccounts usual() {
    return new BooksAccounts(
        "Cash on hand - till",
        "PayPal clearing",
        "Shopify clearing",
        "Gift card clearing",
        "Undeposited Funds");
  }

  String of(Tender.Kind kind) {
    return switch (kind) {
      case CASH -> cash;
      case PAYPAL -> paypal;
      case SHOP -> shop;
      case GIFT_CARD -> giftCards;
    };
  }
}
