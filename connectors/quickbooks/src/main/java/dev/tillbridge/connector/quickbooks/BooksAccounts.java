package dev.tillbridge.connector.quickbooks;

import dev.tillbridge.model.books.BookAccount;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the accounts of our ledger are called in QuickBooks, as far as the merchant has not linked
 * them otherwise. An account that is not named here has the same name there as here.
 *
 * @param usual names by the account's code in our ledger
 * @param shops by the shop's name: each shop pays out by itself, so each has its own
 * @param split where a sale's money lies until the next document of the sale moves its parts
 */
public record BooksAccounts(Map<String, String> usual, Map<String, String> shops, String split) {

  private static final Map<String, String> USUAL = Map.ofEntries(
      Map.entry("1010", "Cash on hand - till"),
      Map.entry("1100", "PayPal clearing"),
      Map.entry("1110", "Card clearing"),
      Map.entry("1120", "Shopify clearing"),
      Map.entry("1200", "Accounts Receivable (A/R)"),
      Map.entry("2200", "Sales tax payable"),
      Map.entry("2300", "Tips owed to staff"),
      Map.entry("2310", "Duties owed to customs"),
      Map.entry("2400", "Gift cards owed"),
      Map.entry("2410", "Store credit owed"),
      Map.entry("2500", "Deposits owed"),
      Map.entry("4000", "Sales of Product Income"),
      Map.entry("4100", "Discounts given"),
      Map.entry("4200", "Shipping Income"));

  public BooksAccounts {
    usual = Map.copyOf(usual);
    shops = Map.copyOf(shops);
    if (Stream.concat(usual.values().stream(), shops.values().stream()).anyMatch(String::isBlank)
        || split.isBlank()) {
      throw new IllegalArgumentException("every account needs a name");
    }
  }

  /** The names that the guide tells a bookkeeper to use. */
  public static BooksAccounts usual(Map<String, String> shops) {
    return new BooksAccounts(USUAL, shops, "Undeposited Funds");
  }

  /** The same, but for shops whose money goes elsewhere; by their names. */
  public BooksAccounts with(Map<String, String> own) {
    var all = new HashMap<>(shops);
    all.putAll(own);
    return new BooksAccounts(usual, all, split);
  }

  /** Its name at QuickBooks. */
  String of(BookAccount account) {
    var link = account.link();
    if (link != null) {
      return link;
    }
    if (account.code().equals(BookAccount.SPLIT.code())) {
      return split;
    }
    var ofShop = shops.get(account.part());
    return ofShop == null ? usual.getOrDefault(account.code(), account.name()) : ofShop;
  }
}
