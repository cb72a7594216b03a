package dev.tillbridge.hub.closereport;

import dev.tillbridge.hub.closing.DayVerdict.State;
import dev.tillbridge.hub.closing.DayVerdict.Topic;
import dev.tillbridge.model.books.AccountKind;
import dev.tillbridge.model.books.Role;
import java.util.Locale;

/** How things are called in a report. */
final class Words {

  private Words() {}

  static String channel(String channel) {
    return switch (channel) {
      case "COUNTER" -> "Counter";
      case "WEB" -> "Online";
      case "" -> "-";
      default -> spoken(channel);
    };
  }

  static String role(Role role) {
    return switch (role) {
      case PAYPAL -> "PayPal";
      case SHOP -> "Online shop";
      case CARD -> "Card";
      case RECEIVABLE -> "On account";
      case OWED -> "Owed to customers, exchanges";
      case UNCLEAR -> "Money taken before the sale came";
      default -> spoken(role.name());
    };
  }

  /** What is compared; a comparison that is newer than these words is called by its name. */
  static String topic(Topic topic) {
    return switch (topic) {
      case ENTERED -> "Sales and refunds are in the ledger";
      case TENDERS -> "Tills and the ledger";
      case DRAWERS -> "Drawers as counted and the ledger";
      case LEDGER -> "Debits and credits";
      case GATEWAYS -> "Payments and what gateways report";
      case PAYOUTS -> "Payouts and the bank";
      case DOCUMENTS -> "Documents in the accounting software";
      case SHOPS -> "Online shops' orders and ours";
      case BOOKS_THERE -> "What the accounting software has now";
    };
  }

  static String state(State state) {
    return switch (state) {
      case AGREES -> "Agrees";
      case WAITS -> "On its way";
      case DIFFERS -> "To do";
      case UNUSED -> "Nothing of the kind";
    };
  }

  static String kind(AccountKind kind) {
    return switch (kind) {
      case ASSET -> "Owned";
      case LIABILITY -> "Owed";
      case EQUITY -> "Own capital";
      case INCOME -> "Income";
      case EXPENSE -> "Expense";
    };
  }

  /** {@code GIFT_CARD} is Gift card. */
  static String spoken(String name) {
    var words = name.replace('_', ' ').toLowerCase(Locale.ROOT);
    return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  static String many(long count, String one, String more) {
    return count == 1 ? "1 " + one : "%,d %s".formatted(count, more);
  }
}
