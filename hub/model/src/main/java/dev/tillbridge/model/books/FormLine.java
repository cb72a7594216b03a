package dev.tillbridge.model.books;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * One line of a document that a customer could be shown.
 *
 * @param role what it is about; {@link Role#DISCOUNT} and {@link Role#TAX} are no lines of goods
 * @param account where the ledger has it
 * @param sku null for what is no single good
 * @param title for people; of a tax its name
 * @param quantity of the good, else 1
 * @param unitPrice as charged; null when there is none
 * @param amount without the tax that is inside its price; of a discount what was taken off
 * @param inside the tax that is inside its price
 * @param taxCategory of a tax, and of what bears it; empty when it bears none
 * @param ratePpm of a tax
 */
public record FormLine(
    Role role,
    BookAccount account,
    @Nullable Sku sku,
    String title,
    int quantity,
    @Nullable Money unitPrice,
    Money amount,
    Money inside,
    String taxCategory,
    int ratePpm) {

  /** A line of an amount and no more. */
  public static FormLine of(
      Role role, BookAccount account, String title, Money amount, String taxCategory) {
    return new FormLine(
        role, account, null, title, 1, null, amount, Money.zero(amount.currency()), taxCategory, 0);
  }
}
