package dev.tillbridge.sandbox.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** Amounts in the smallest unit, and the decimals the outside APIs write. */
public final class Cents {

  private Cents() {}

  /** 1999 USD as "19.99", 500 JPY as "500". */
  public static String decimal(long minor, String currency) {
    return BigDecimal.valueOf(minor, digits(currency)).toPlainString();
  }

  /**
   * "19.99" USD as 1999.
   *
   * @throws ArithmeticException when the amount is finer than the currency
   * @throws NumberFormatException when it is no number
   */
  public static long minor(String decimal, String currency) {
    return new BigDecimal(decimal).movePointRight(digits(currency)).longValueExact();
  }

  /** The part of an amount that a rate in millionths gives, rounded half up to whole units. */
  public static long share(long minor, long ratePpm) {
    return BigDecimal.valueOf(minor)
        .multiply(BigDecimal.valueOf(ratePpm))
        .movePointLeft(6)
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  private static int digits(String currency) {
    return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
  }
}
