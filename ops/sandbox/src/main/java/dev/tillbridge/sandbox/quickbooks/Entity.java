package dev.tillbridge.sandbox.quickbooks;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of things in a company, with the path they live under. */
enum Entity {
  ACCOUNT("Account", "Name"),
  CUSTOMER("Customer", "DisplayName"),
  ITEM("Item", "Name"),
  SALES_RECEIPT("SalesReceipt", null),
  REFUND_RECEIPT("RefundReceipt", null),
  COMPANY_INFO("CompanyInfo", null),
  PREFERENCES("Preferences", null);

  private final String spelling;
  private final @Nullable String uniqueName;

  Entity(String spelling, @Nullable String uniqueName) {
    this.spelling = spelling;
    this.uniqueName = uniqueName;
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

  boolean isDocument() {
    return this == SALES_RECEIPT || this == REFUND_RECEIPT;
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
