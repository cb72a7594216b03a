package dev.tillbridge.connector.xero;

import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the accounts of our ledger are called at Xero, as far as the merchant has not linked them
 * otherwise. An account that is not named here has the same name there as here. What customers owe and
 * tax are not named: Xero has accounts of its own for them and moves no others.
 *
 * @param usual names by the account's code in our ledger
 * @param shops by the shop's name: each shop pays out by itself, so each has its own
 * @param split where a sale's money lies until the next document of the sale moves its parts
 */
public record XeroAccounts(Map<String, String> usual, Map<String, String> shops, String split) {

  private static final Map<String, String> USUAL = Map.ofEntries(
      Map.entry("1010", "Cash on hand - till"),
      Map.entry("1100", "PayPal clearing"),
      Map.entry("1110", "Card clearing"),
      Map.entry("1120", "Shopify clearing"),
      Map.entry("1300", "Inventory asset"),
      Map.entry("2300", "Tips owed to staff"),
      Map.entry("2310", "Duties owed to customs"),
      Map.entry("2400", "Gift cards owed"),
      Map.entry("2410", "Store credit owed"),
      Map.entry("2500", "Deposits owed"),
      Map.entry("4000", "Sales"),
      Map.entry("4100", "Discounts given"),
      Map.entry("4200", "Shipping Income"));

  public XeroAccounts {
    usual = Map.copyOf(usual);
    shops = Map.copyOf(shops);
    if (Stream.concat(usual.values().stream(), shops.values().stream()).anyMatch(String::isBlank)
        || split.isBlank()) {
      throw new IllegalArgumentException("every account needs a name");
    }
  }

  /** The names that the guide tells a bookkeeper to use. */
  public static XeroAccounts usual(Map<String, String> shops) {
    return new XeroAccounts(USUAL, shops, "Tender split");
  }

  /** The same, but for shops whose money goes elsewhere; by their names. */
  public XeroAccounts with(Map<String, String> own) {
    var all = new HashMap<>(shops);
    all.putAll(own);
    return new XeroAccounts(usual, all, split);
  }

  /** Its name, or its code, at Xero. */
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

  /** Xero's own account that stands for one of ours; empty when it is none of those. */
  static String system(BookAccount account) {
    if (account.code().equals(Role.RECEIVABLE.account())) {
      return Chart.RECEIVABLE;
    }
    return account.code().equals(Role.TAX.account()) ? Chart.TAX : "";
  }
}
