package dev.tillbridge.app.api;

import dev.tillbridge.model.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Money on the wire.
 *
 * @param minor whole minor units: cents for USD
 */
record MoneyJson(@Nullable Long minor, @Nullable String currency) {

  static MoneyJson of(Money money) {
    return new MoneyJson(money.minor(), money.currency().getCurrencyCode());
  }

  static @Nullable MoneyJson orNull(@Nullable Money money) {
    return money == null ? null : of(money);
  }

  /** Read strictly; the field is named in what is wrong. */
  static Money read(String field, @Nullable MoneyJson json) {
    var given = Input.need(field, json);
    return new Money(
        Input.need(field + ".minor", given.minor()),
        Input.currency(field + ".currency", given.currency()));
  }

  static @Nullable Money readOrNull(String field, @Nullable MoneyJson json) {
    return json == null ? null : read(field, json);
  }
}
