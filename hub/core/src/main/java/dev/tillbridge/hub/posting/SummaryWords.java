package dev.tillbridge.hub.posting;

import dev.tillbridge.model.books.Role;
import java.util.Locale;

/** What summaries and their lines are called, for people who read them in other books. */
final class SummaryWords {

  private SummaryWords() {}

  /** For example {@code sales at main, counter, 2026-11-22}. */
  static String of(SummaryDays.Day day, int series) {
    var what = day.kind() == SummaryKind.SALES ? "sales" : "stock";
    return "%s at %s, %s%s%s%s"
        .formatted(
            what,
            day.location(),
            day.channel().isEmpty() ? "" : day.channel().toLowerCase(Locale.ROOT) + ", ",
            day.source().isEmpty() ? "" : day.source() + ", ",
            day.day(),
            series == 1 ? "" : ", supplement " + (series - 1));
  }

  /**
   * The title of a line.
   *
   * @param cause of movements of stock; else empty
   * @param key the name of a tax, the shop
   */
  static String title(Role role, String cause, String key) {
    if (!cause.isEmpty()) {
      return moved(cause);
    }
    return switch (role) {
      case TAX -> tax(key);
      case SHOP -> key.isEmpty() ? "Online shop" : "Online shop " + key;
      case SALES -> "Sales";
      case DISCOUNT -> "Discounts";
      case SHIPPING -> "Shipping";
      case TIP -> "Tips";
      case DUTY -> "Duties";
      case FEE_CHARGED -> "Fees charged";
      case ROUNDING -> "Cash rounding";
      case PAYPAL -> "PayPal";
      case GIFT_CARD -> "Gift cards";
      case STORE_CREDIT -> "Store credit";
      case DEPOSIT -> "Deposits";
      case OWED -> "Owed to customers";
      case UNCLEAR -> "Unclear money";
      default -> {
        var words = role.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        yield Character.toUpperCase(words.charAt(0)) + words.substring(1);
      }
    };
  }

  private static String tax(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("tax") || lower.contains("vat") ? name : ("Tax " + name).strip();
  }

  private static String moved(String cause) {
    return switch (cause) {
      case "COST" -> "Cost of goods sold";
      case "COST_RETURN" -> "Goods that came back";
      case "RECEIPT" -> "Goods received";
      case "WRITE_OFF" -> "Goods written off";
      default -> "Differences of counts";
    };
  }
}
