package dev.tillbridge.app.console;

import dev.tillbridge.model.money.Money;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How things are called and written on the screen. */
final class Words {

  private static final DateTimeFormatter TODAY =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter BEFORE =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

  private final ZoneId zone;
  private final LocalDate today;

  /** Times are those of the place; what is older than today has its date. */
  Words(ZoneId zone, Instant now) {
    this.zone = zone;
    this.today = now.atZone(zone).toLocalDate();
  }

  String time(Instant at) {
    var local = at.atZone(zone);
    return (local.toLocalDate().equals(today) ? TODAY : BEFORE).format(local);
  }

  static String money(Money money) {
    var format = NumberFormat.getCurrencyInstance(Locale.US);
    format.setCurrency(money.currency());
    format.setMinimumFractionDigits(money.currency().getDefaultFractionDigits());
    format.setMaximumFractionDigits(money.currency().getDefaultFractionDigits());
    return format.format(money.toDecimal());
  }

  static String tenders(List<String> kinds) {
    return kinds.stream().distinct().map(Words::tender).collect(Collectors.joining(", "));
  }

  private static String tender(String kind) {
    return switch (kind) {
      case "CASH" -> "Cash";
      case "PAYPAL" -> "PayPal";
      case "SHOP" -> "Online";
      case "GIFT_CARD" -> "Gift card";
      case "CARD" -> "Card";
      case "STORE_CREDIT" -> "Store credit";
      case "ON_ACCOUNT" -> "On account";
      case "DEPOSIT" -> "Deposit";
      case "EXCHANGE" -> "Exchange";
      default -> kind;
    };
  }

  static String sale(String state) {
    return switch (state) {
      case "PAID" -> "To ship";
      case "FULFILLED" -> "Done";
      case "CANCELLED" -> "Cancelled";
      default -> state;
    };
  }

  static String system(String destination) {
    return switch (destination) {
      case "BOOKS", "BOOKS_FILE", "BOOKS_MAIL" -> "QuickBooks";
      case "SHOP_STOCK",
          "SHOP_ORDERS",
          "SHOP_PRODUCT",
          "SHOP_FULFILMENT",
          "SHOP_REFUND",
          "SHOP_MIRROR" -> "Shop";
      default -> destination;
    };
  }

  /** What sort of trouble a case is about. */
  static String kind(String kind) {
    return capitalised(kind.replace('-', '_'));
  }

  /** Words that begin a sentence. */
  static String sentence(String words) {
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  static String units(int units) {
    return units == 1 ? "1 unit" : units + " units";
  }

  /** Why units moved. */
  static String cause(String cause) {
    return switch (cause) {
      case "RECEIPT" -> "Goods received";
      case "OPENING" -> "First count";
      case "HOLD" -> "Held for a cart";
      case "RELEASE" -> "Cart given back";
      case "EXPIRY" -> "Cart ran out";
      case "SALE" -> "Sold at the counter";
      case "SHOP_ORDER" -> "Ordered online";
      case "FULFILMENT" -> "Sent out";
      case "REVERSAL" -> "Order cancelled";
      case "PUBLISH" -> "Shown in a shop";
      case "TAKE_BACK" -> "Taken back from a shop";
      case "LEASE_GRANT" -> "Lent to a till";
      case "LEASE_RETURN" -> "Given back by a till";
      case "LEASE_LOST" -> "Lent to a till that was lost";
      case "LEASE_FOUND" -> "Found after a till was lost";
      case "LEASE_WRITE_OFF" -> "Gone after a till was lost";
      case "LEASE_EXPLAINED" -> "Not gone but sold by the lost till";
      case "TRANSFER_SHIPPED" -> "Sent to another place";
      case "TRANSFER_RECEIVED" -> "Arrived from another place";
      case "COUNT" -> "Counted";
      case "COUNT_CORRECTION" -> "Known to the count already";
      case "RETURN" -> "Brought back";
      case "DAMAGE" -> "Damaged";
      case "REPAIR" -> "Repaired";
      case "WRITE_OFF" -> "Written off";
      case "REROUTE" -> "Promised from another place";
      case "SUBSTITUTION" -> "Promised in place of another";
      default -> capitalised(cause);
    };
  }

  private static String capitalised(String code) {
    var words = code.toLowerCase(Locale.ROOT).replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** A kind of shop, as its maker spells it. */
  static String shopKind(String system) {
    return system.equals("woocommerce") ? "WooCommerce" : sentence(system);
  }

  /** A shop's domain without what all of them share. */
  static String shop(String domain) {
    return domain.replaceFirst("\\.myshopify\\.com$", "");
  }
}
