package dev.tillbridge.hub.receipts;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Tender;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How a receipt writes amounts and times: as American English does, and as the till does in it. */
final class Words {

  private static final Locale LOCALE = Locale.US;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM d, uuuu, h:mm a", LOCALE);
  private static final int PPM_OF_A_PERCENT_DIGITS = 4;

  /** Letters that change the direction of what stands around them, and whatever is a command or a break. */
  private static final String UNSEEN =
      "[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+";

  private Words() {}

  /** What people typed, on one line, with nothing hidden in it. */
  static String plain(String text) {
    return text.replaceAll(UNSEEN, " ").replaceAll("[\\p{Zs}\\s\\uFEFF]+", " ").strip();
  }

  static String money(Money money) {
    var symbol = money.currency().getSymbol(LOCALE);
    boolean isWord = Character.isLetter(symbol.charAt(symbol.length() - 1));
    int digits = money.currency().getDefaultFractionDigits();
    var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(LOCALE));
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return (money.isNegative() ? "-" : "")
        + symbol
        + (isWord ? " " : "")
        + format.format(money.toDecimal().abs());
  }

  /** Such as 8.25%. */
  static String percent(int ratePpm) {
    var percent = BigDecimal.valueOf(ratePpm, PPM_OF_A_PERCENT_DIGITS);
    return percent.stripTrailingZeros().toPlainString() + "%";
  }

  static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone));
  }

  static String name(Tender.Kind kind) {
    return switch (kind) {
      case CASH -> "Cash";
      case CARD -> "Card";
      case PAYPAL -> "PayPal";
      case SHOP -> "Online shop";
      case GIFT_CARD -> "Gift card";
      case STORE_CREDIT -> "Store credit";
      case ON_ACCOUNT -> "On account";
      case DEPOSIT -> "Deposit";
      case EXCHANGE -> "Exchange";
    };
  }
}
