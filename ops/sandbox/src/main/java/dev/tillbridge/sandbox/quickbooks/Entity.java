package dev.tillbridge.sandbox.quickbooks;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of things in a company, with the path they live under. */
enum Entity {
  ACCOUNT("Account", "Name", Sort.LIST),
  CUSTOMER("Customer", "DisplayName", Sort.LIST),
  ITEM("Item", "Name", Sort.LIST),
  CLASS("Class", "Name", Sort.LIST),
  DEPARTMENT("Department", "Name", Sort.LIST),
  PAYMENT_METHOD("PaymentMethod", "Name", Sort.LIST),
  TAX_AGENCY("TaxAgency", "DisplayName", Sort.LIST),
  TAX_RATE("TaxRate", "Name", Sort.READ_ONLY),
  TAX_CODE("TaxCode", "Name", Sort.READ_ONLY),
  SALES_RECEIPT("SalesReceipt", null, Sort.DOCUMENT),
  REFUND_RECEIPT("RefundReceipt", null, Sort.DOCUMENT),
  INVOICE("Invoice", null, Sort.DOCUMENT),
  CREDIT_MEMO("CreditMemo", null, Sort.DOCUMENT),
  PAYMENT("Payment", null, Sort.DOCUMENT),
  JOURNAL_ENTRY("JournalEntry", null, Sort.DOCUMENT),
  DEPOSIT("Deposit", null, Sort.DOCUMENT),
  ATTACHABLE("Attachable", null, Sort.FILE),
  COMPANY_INFO("CompanyInfo", null, Sort.READ_ONLY),
  PREFERENCES("Preferences", null, Sort.READ_ONLY);

  /** What may be done with a kind of thing. */
  private enum Sort {
    LIST,
    DOCUMENT,
    FILE,
    READ_ONLY
  }

  private final String spelling;
  private final @Nullable String uniqueName;
  private final Sort sort;

  Entity(String spelling, @Nullable String uniqueName, Sort sort) {
    this.spelling = spelling;
    this.uniqueName = uniqueName;
    this.sort = sort;
  }

  /** As in JSON: "SalesReceipt". */
  String spelling() {
    return spelling;
  }

  /** The field no two may share; null when there is none. */
  @Nullable
  String uniqueName() {
    return uniqueName;
  }

  /** Whether it moves money between accounts. */
  boolean isDocument() {
    return sort == Sort.DOCUMENT;
  }

  /** Whether it can be written by this API at all. */
  boolean isWritable() {
    return sort != Sort.READ_ONLY;
  }

  /** Whether it can be deleted; names can only be made inactive. */
  boolean isDeletable() {
    return sort == Sort.DOCUMENT || sort == Sort.FILE;
  }

  /** What a customer gets on paper, and so by mail. */
  boolean isSent() {
    return this == INVOICE
        || this == SALES_RECEIPT
        || this == CREDIT_MEMO
        || this == REFUND_RECEIPT
        || this == PAYMENT;
  }

  /** By its JSON name or its path, whatever the case; null when there is no such kind. */
  static @Nullable Entity named(String name) {
    for (var entity : values()) {
      if (entity.spelling.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        return entity;
      }
    }
    return null;
  }
}
