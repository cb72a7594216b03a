package dev.tillbridge.connector.quickbooks;

import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.Tender;
import java.util.HashMap;
import java.util.Map;

/**
 * The names of the accounts that a sale's money goes to until the bank has it, as the bookkeeper
 * spells them.
 *
 * @param cash for {@link Tender.Kind#CASH}
 * @param paypal for {@link Tender.Kind#PAYPAL}
 * @param shops for {@link Tender.Kind#SHOP}: each shop pays out by itself, so each has its own; by
 *     the shop's name, or by its system for all shops of that kind
 * @param giftCards for {@link Tender.Kind#GIFT_CARD}; a receipt cannot deposit to what is owed to the
 *     holders of the cards, so it is cleared against it from here
 * @param split for a sale paid in several kinds: a SalesReceipt has one account only
 */
public record BooksAccounts(
    String cash, String paypal, Map<String, String> shops, String giftCards, String split) {

  public BooksAccounts {
    shops = Map.copyOf(shops);
    if (cash.isBlank()
        || paypal.isBlank()
        || giftCards.isBlank()
        || split.isBlank()
        || shops.values().stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("every account needs a name");
    }
  }

  /** The names that the guide tells a bookkeeper to use. */
  public static BooksAccounts usual() {
    return new BooksAccounts(
        "Cash on hand - till",
        "PayPal clearing",
        Map.of("shopify", "Shopify clearing", "woocommerce", "WooCommerce clearing"),
        "Gift card clearing",
        "Undeposited Funds");
  }

  /** The same, but for shops whose money goes elsewhere than that of their kind; by their names. */
  public BooksAccounts with(Map<String, String> own) {
    var all = new HashMap<>(shops);
    all.putAll(own);
    return new BooksAccounts(cash, paypal, all, giftCards, split);
  }

  String of(Sale sale, Tender.Kind kind) {
    return switch (kind) {
      case CASH -> cash;
      case PAYPAL -> paypal;
      case SHOP -> shop(sale);
      case GIFT_CARD -> giftCards;
    };
  }

  private String shop(Sale sale) {
    var reference = sale.reference();
    if (reference == null) {
      return split;
    }
    var ofItsKind = shops.getOrDefault(reference.system(), reference.system() + " clearing");
    return shops.getOrDefault(reference.account(), ofItsKind);
  }
}
