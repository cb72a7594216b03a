package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.ReferenceType;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.FormLine;
import java.util.Map;
import java.util.Objects;

/**
 * What QuickBooks calls the things that one document names.
 *
 * @param accounts ids of accounts
 * @param items ids of items, by SKU or by their names
 * @param itemOf the item of each line of charges
 * @param customer id of who bought, owes or is owed
 * @param taxes how its tax is told
 * @param tags its location and class
 */
record Names(
    Map<BookAccount, String> accounts,
    Map<String, String> items,
    Map<FormLine, String> itemOf,
    String customer,
    FormTaxes taxes,
    Tags tags) {

  /** Without location and class. */
  Names(
      Map<BookAccount, String> accounts,
      Map<String, String> items,
      Map<FormLine, String> itemOf,
      String customer,
      FormTaxes taxes) {
    this(accounts, items, itemOf, customer, taxes, Tags.NONE);
  }

  Names tagged(Tags with) {
    return new Names(accounts, items, itemOf, customer, taxes, with);
  }

  ReferenceType account(BookAccount account) {
    return reference(Objects.requireNonNull(accounts.get(account), "look up first"));
  }

  String item(FormLine line) {
    var sku = line.sku();
    return Objects.requireNonNull(
        sku == null ? itemOf.get(line) : items.get(sku.code()), "look up first");
  }

  ReferenceType customerRef() {
    return reference(customer);
  }

  static ReferenceType reference(String id) {
    var reference = new ReferenceType();
    reference.setValue(id);
    return reference;
  }
}
