package dev.tillbridge.connector.xero;

/** The kinds of documents at Xero that ours become. */
enum Kind {
  INVOICE("Invoices", "InvoiceID", "invoice"),
  CREDIT_NOTE("CreditNotes", "CreditNoteID", "credit note"),
  BANK_TRANSACTION("BankTransactions", "BankTransactionID", "bank transaction"),
  MANUAL_JOURNAL("ManualJournals", "ManualJournalID", "manual journal"),
  PAYMENT("Payments", "PaymentID", "payment");

  private final String path;
  private final String idField;
  private final String words;

  Kind(String path, String idField, String words) {
    this.path = path;
    this.idField = idField;
    this.words = words;
  }

  /** In addresses and bodies. */
  String path() {
    return path;
  }

  String idField() {
    return idField;
  }

  /** For people. */
  String words() {
    return words;
  }

  /** What finds those of our number. */
  String where(String number) {
    return switch (this) {
      case INVOICE -> "InvoiceNumber==\"" + number + "\"";
      case CREDIT_NOTE -> "CreditNoteNumber==\"" + number + "\"";
      case BANK_TRANSACTION, PAYMENT -> "Reference==\"" + number + "\"";
      case MANUAL_JOURNAL -> "Narration.StartsWith(\"" + number + "\")";
    };
  }
}
