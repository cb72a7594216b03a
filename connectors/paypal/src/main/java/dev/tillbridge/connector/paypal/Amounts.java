package dev.tillbridge.connector.paypal;

import dev.tillbridge.model.money.Money;
import java.util.Currency;
import java.util.Set;

/** Money as PayPal spells it: a decimal string beside a currency code. */
final class Amounts {

  /**
   * PayPal takes no decimals for these, although two of them have some by ISO 4217 (currency codes
   * page of PayPal's developer documentation).
   */
  private static final Set<String> WHOLE_ONLY = Set.of("HUF", "JPY", "TWD");

  private Amounts() {}

  /**
   * @throws ArithmeticException if PayPal cannot take so small a part of the currency
   */
  static String spelled(Money money) {
    var decimal = money.toDecimal();
    return (WHOLE_ONLY.contains(money.currency().getCurrencyCode()) ? decimal.setScale(0) : decimal)
        .toPlainString();
  }

  /**
   * @throws RuntimeException if it is no amount
   */
  static Money read(com.paypal.orders.Money theirs) {
    return read(theirs.value(), theirs.currencyCode());
  }

  static Money read(String value, String currencyCode) {
    return Money.parse(value, Currency.getInstance(currencyCode));
  }
}
