package dev.tillbridge.connector.xero;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What we send, in Xero's words and with exact decimals; the names follow from the mapper. Amounts in
 * Xero's own Java classes are doubles, which nothing here may be.
 */
final class Rows {

  private Rows() {}

  /** A line of what was sold, or of money received or spent. */
  record Line(
      String description,
      BigDecimal quantity,
      BigDecimal unitAmount,
      BigDecimal lineAmount,
      String accountCode,
      @Nullable String itemCode,
      @Nullable String taxType,
      @Nullable BigDecimal taxAmount) {

    /** A line of an amount and no more. */
    static Line plain(String description, BigDecimal amount, String account) {
      return new Line(
          description.isBlank() ? "-" : description,
          BigDecimal.ONE,
          amount,
          amount,
          account,
          null,
          null,
          null);
    }
  }

  record Contact(String contactID) {}

  record Account(String accountID) {}

  record Invoice(
      String type,
      String invoiceNumber,
      String reference,
      Contact contact,
      String date,
      String dueDate,
      String lineAmountTypes,
      List<Line> lineItems,
      String currencyCode,
      String status) {}

  record CreditNote(
      String type,
      String creditNoteNumber,
      String reference,
      Contact contact,
      String date,
      String lineAmountTypes,
      List<Line> lineItems,
      String currencyCode,
      String status) {}

  record BankTransaction(
      String type,
      String reference,
      Contact contact,
      Account bankAccount,
      String date,
      String lineAmountTypes,
      List<Line> lineItems,
      String status) {}

  record JournalLine(BigDecimal lineAmount, String accountCode, String description) {}

  record ManualJournal(
      String narration,
      String date,
      String lineAmountTypes,
      String status,
      List<JournalLine> journalLines) {}

  record InvoiceId(String invoiceID) {}

  record CreditNoteId(String creditNoteID) {}

  /** Of an invoice, or of a credit note. */
  record Payment(
      @Nullable InvoiceId invoice,
      @Nullable CreditNoteId creditNote,
      Account account,
      String date,
      BigDecimal amount,
      String reference) {}

  record NewContact(String name) {}

  record NewAccount(String code, String name, String type, boolean enablePaymentsToAccount) {}

  record SalesDetails(String accountCode) {}

  record NewItem(String code, String name, SalesDetails salesDetails) {}
}
