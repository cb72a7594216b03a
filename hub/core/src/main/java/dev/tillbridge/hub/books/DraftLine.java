package dev.tillbridge.hub.books;

import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;

/**
 * One line of an entry, before it has an account.
 *
 * @param category of the goods, or empty
 * @param key what tells it from others of its role, see {@link Role}; or empty
 * @param amount a debit above zero, a credit below; never zero
 */
public record DraftLine(Role role, String category, String key, Money amount) {

  public DraftLine {
    if (amount.isZero() || Math.abs(amount.minor()) > Money.MOST_BOOKED) {
      throw new IllegalArgumentException(role + ": cannot book " + amount);
    }
  }

  /** The same on the other side. */
  DraftLine negated() {
    return new DraftLine(role, category, key, amount.negated());
  }
}
