package dev.tillbridge.sandbox.xero;

import org.jspecify.annotations.Nullable;

/** The resources of the Accounting API that the simulation knows. */
enum Kind {
  ORGANISATION("Organisations", "OrganisationID"),
  ACCOUNT("Accounts", "AccountID"),
  TAX_RATE("TaxRates", "TaxType"),
  CONTACT("Contacts", "ContactID"),
  ITEM("Items", "ItemID"),
  INVOICE("Invoices", "InvoiceID"),
  CREDIT_NOTE("CreditNotes", "CreditNoteID"),
  PAYMENT("Payments", "PaymentID"),
  BANK_TRANSACTION("BankTransactions", "BankTransactionID"),
  MANUAL_JOURNAL("ManualJournals", "ManualJournalID");

  private final String plural;
  private final String idField;

  Kind(String plural, String idField) {
    this.plural = plural;
    this.idField = idField;
  }

  /** As in bodies, and but for the organisation in addresses. */
  String plural() {
    return plural;
  }

  String idField() {
    return idField;
  }

  /** Whether it moves money in the books. */
  boolean isDocument() {
    return switch (this) {
      case INVOICE, CREDIT_NOTE, PAYMENT, BANK_TRANSACTION, MANUAL_JOURNAL -> true;
      case ORGANISATION, ACCOUNT, TAX_RATE, CONTACT, ITEM -> false;
    };
  }

  static @Nullable Kind at(String path) {
    for (var kind : values()) {
      if (kind.plural.equals(path) || (kind == ORGANISATION && path.equals("Organisation"))) {
        return kind;
      }
    }
    return null;
  }
}
