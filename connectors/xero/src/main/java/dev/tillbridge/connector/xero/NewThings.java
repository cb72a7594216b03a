package dev.tillbridge.connector.xero;

import dev.tillbridge.model.books.BookAccount;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an account is like that is created at Xero because it is missing there. Pure. */
final class NewThings {

  /** Where money itself is: sales are paid to these. */
  private static final Set<String> MONEY =
      Set.of("1010", "1020", "1100", "1110", "1120", "1130", BookAccount.SPLIT.code());

  private static final Set<String> COST = Set.of("5000", "5100");
  private static final int CODE_MOST = 10;

  private NewThings() {}

  static boolean isMoney(BookAccount account) {
    return MONEY.contains(account.code());
  }

  /**
   * Clearing accounts are no bank accounts, because no journal may touch those. Null for the bank's, which
   * a person connects to his bank.
   */
  static @Nullable String type(BookAccount account) {
    return switch (account.kind()) {
      case ASSET -> account.code().equals("1150") ? null : "CURRENT";
      case LIABILITY -> "CURRLIAB";
      case EQUITY -> "EQUITY";
      case INCOME -> "REVENUE";
      case EXPENSE -> COST.contains(account.code()) ? "DIRECTCOSTS" : "EXPENSE";
    };
  }

  /** Our code, marked as ours and by the shop, in the ten characters that Xero allows. */
  static String code(BookAccount account) {
    var code = "T" + account.code();
    if (!account.part().isEmpty()) {
      code += Integer.toHexString(account.part().hashCode()).toUpperCase(Locale.ROOT);
    }
    return code.length() <= CODE_MOST ? code : code.substring(0, CODE_MOST);
  }
}
