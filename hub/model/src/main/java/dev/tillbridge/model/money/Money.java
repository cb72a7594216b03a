package dev.tillbridge.model.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;

/**
 * An amount in the currency's smallest unit. There is no way to hold half a cent.
 *
 * @param minor the amount in minor units (cents for USD, whole yen for JPY, fils for KWD)
 * @param currency never null; one of the currencies with minor units
 */
public record Money(long minor, Currency currency) implements Comparable<Money> {

  /** The largest amount that books hold: accounting software keeps 15 digits exactly. */
  public static final long MOST_BOOKED = 999_999_999_999_999L;

  /** Refuses a pseudo-currency such as gold, which has no minor unit. */
  public Money {
    Objects.requireNonNull(currency, "currency");
    if (currency.getDefaultFractionDigits() < 0) {
      throw new IllegalArgumentException(currency + " has no minor unit");
    }
  }

  /**
   * An amount by its ISO 4217 code.
   *
   * @throws IllegalArgumentException if the code is not a currency
   */
  public static Money of(long minor, String code) {
    return new Money(minor, Currency.getInstance(code));
  }

  /** Nothing, in the given currency. */
  public static Money zero(Currency currency) {
    return new Money(0, currency);
  }

  /**
   * Reads an amount as outside systems spell it, for example {@code 12.50}.
   *
   * @throws ArithmeticException if it has more decimals than the currency, or does not fit
   */
  public static Money parse(String decimal, Currency currency) {
    return new Money(
        new BigDecimal(decimal)
            .movePointRight(currency.getDefaultFractionDigits())
            .setScale(0, RoundingMode.UNNECESSARY)
            .longValueExact(),
        currency);
  }

  /** The amount as outside systems spell it, with exactly the currency's decimals. */
  public BigDecimal toDecimal() {
    return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits());
  }

  /** The sum. Throws when the currencies differ or the sum does not fit 64 bits. */
  public Money plus(Money other) {
    return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
  }

  /** The difference; may be negative. */
  public Money minus(Money other) {
    return new Money(Math.subtractExact(minor, sameCurrency(other).minor), currency);
  }

  /** This amount, so many times; never wraps. */
  public Money times(int quantity) {
    return new Money(Math.multiplyExact(minor, (long) quantity), currency);
  }

  /** The same amount with the other sign. */
  public Money negated() {
    return new Money(Math.negateExact(minor), currency);
  }

  /** True below zero. */
  public boolean isNegative() {
    return minor < 0;
  }

  /** True at exactly zero. */
  public boolean isZero() {
    return minor == 0;
  }

  /**
   * Splits in proportion to the weights. Each part is its fair share to within a minor unit, and
   * none is lost.
   *
   * @param weights at least one above zero, none below
   */
  public List<Money> splitBy(List<Long> weights) {
    long whole = weights.stream().reduce(0L, Math::addExact);
    if (minor < 0 || whole <= 0 || weights.stream().anyMatch(w -> w < 0)) {
      throw new IllegalArgumentException("cannot split " + this + " by " + weights);
    }
    var parts = new ArrayList<Money>(weights.size());
    long weightSoFar = 0;
    long minorSoFar = 0;
    for (long weight : weights) {
      weightSoFar += weight;
      // Rounding the running total up, not each part, is what keeps the sum exact.
      long upTo = share(weightSoFar, whole);
      parts.add(new Money(upTo - minorSoFar, currency));
      minorSoFar = upTo;
    }
    return List.copyOf(parts);
  }

  /** The amount times part over whole, rounded up; the product may need more than 64 bits. */
  private long share(long part, long whole) {
    if (Math.multiplyHigh(minor, part) == 0 && minor * part >= 0) {
      return Math.ceilDiv(minor * part, whole);
    }
    return BigInteger.valueOf(minor)
        .multiply(BigInteger.valueOf(part))
        .add(BigInteger.valueOf(whole - 1))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }

  /** By amount. Throws when the currencies differ, because that order would mean nothing. */
  @Override
  public int compareTo(Money other) {
    return Long.compare(minor, sameCurrency(other).minor);
  }

  private Money sameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException("cannot combine " + other + " with " + this);
    }
    return other;
  }

  @Override
  public String toString() {
    return toDecimal().toPlainString() + " " + currency;
  }
}
