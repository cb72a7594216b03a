package dev.tillbridge.hub.books;

import dev.tillbridge.model.books.AccountKind;
import java.math.BigInteger;
import java.util.Currency;

/**
 * An account's line of a trial balance, in smallest units of one currency.
 *
 * @param debit all debits of the period
 * @param credit all credits of the period, above zero
 */
public record Balance(
    String account,
    String name,
    AccountKind kind,
    boolean clears,
    Currency currency,
    BigInteger debit,
    BigInteger credit) {

  /** What is on the account: above zero on the debit side. */
  public BigInteger balance() {
    return debit.subtract(credit);
  }
}
