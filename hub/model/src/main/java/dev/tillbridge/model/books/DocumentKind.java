package dev.tillbridge.model.books;

/** The kinds of documents, in our words. */
public enum DocumentKind {
  /** Something was sold, and the money is there. */
  RECEIPT,
  /** Something was taken back, and the money is gone. */
  REFUND,
  /** Something was sold, and the customer owes for it. */
  INVOICE,
  /** Something was taken back, and the customer owes less. */
  CREDIT,
  /** The customer paid what he owed. */
  PAYMENT,
  /** Whatever has no kind of its own. */
  JOURNAL,
  /** Money arrived at the bank. */
  DEPOSIT;

  /** That of a document. */
  public static DocumentKind of(Document document) {
    return switch (document) {
      case Document.Receipt ignored -> RECEIPT;
      case Document.Refund ignored -> REFUND;
      case Document.Invoice ignored -> INVOICE;
      case Document.Credit ignored -> CREDIT;
      case Document.Payment ignored -> PAYMENT;
      case Document.Journal ignored -> JOURNAL;
      case Document.Deposit ignored -> DEPOSIT;
    };
  }
}
