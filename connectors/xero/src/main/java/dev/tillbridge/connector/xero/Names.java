package dev.tillbridge.connector.xero;

import dev.tillbridge.connector.xero.Chart.Account;
import dev.tillbridge.model.books.BookAccount;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What Xero calls the things that one document names.
 *
 * @param contact id of who bought, owes or is owed; empty when the document needs none
 * @param items the SKUs that are codes of items
 * @param taxes how its tax is told
 */
record Names(Map<BookAccount, Account> accounts, String contact, Set<String> items, Taxes taxes) {

  Account account(BookAccount account) {
    return Objects.requireNonNull(accounts.get(account), "look up first");
  }
}
