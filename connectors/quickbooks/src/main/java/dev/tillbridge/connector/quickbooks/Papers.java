package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.CreditMemo;
import com.intuit.ipp.data.Deposit;
import com.intuit.ipp.data.DepositLineDetail;
import com.intuit.ipp.data.EntityTypeEnum;
import com.intuit.ipp.data.EntityTypeRef;
import com.intuit.ipp.data.Invoice;
import com.intuit.ipp.data.JournalEntry;
import com.intuit.ipp.data.JournalEntryLineDetail;
import com.intuit.ipp.data.Line;
import com.intuit.ipp.data.LineDetailTypeEnum;
import com.intuit.ipp.data.LinkedTxn;
import com.intuit.ipp.data.Payment;
import com.intuit.ipp.data.PostingTypeEnum;
import com.intuit.ipp.data.RefundReceipt;
import com.intuit.ipp.data.SalesReceipt;
import com.intuit.ipp.data.Transaction;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Document.Move;
import dev.tillbridge.model.books.Role;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Each kind of document as QuickBooks' own. Pure. */
final class Papers {

  private Papers() {}

  static Transaction of(Document document, Names names) {
    var row = plain(document, names);
    names.tags().put(row);
    return row;
  }

  private static Transaction plain(Document document, Names names) {
    return switch (document) {
      case Document.Receipt(var ignored, var form, var money) -> {
        var row = Forms.fill(new SalesReceipt(), document, form, names);
        row.setDepositToAccountRef(names.account(money));
        yield row;
      }
      case Document.Refund(var ignored, var form, var money) -> {
        var row = Forms.fill(new RefundReceipt(), document, form, names);
        row.setDepositToAccountRef(names.account(money));
        yield row;
      }
      // What is owed goes to the company's own account of what is owed.
      case Document.Invoice(var ignored, var form, var receivable) ->
        Forms.fill(new Invoice(), document, form, names);
      case Document.Credit(var ignored, var form, var receivable) ->
        Forms.fill(new CreditMemo(), document, form, names);
      case Document.Payment payment -> payment(payment, names);
      case Document.Journal journal -> journal(journal, names);
      case Document.Deposit deposit -> deposit(deposit, names);
    };
  }

  /** What all kinds have. */
  static void head(Transaction row, Document document) {
    var head = document.head();
    row.setDocNumber(DocNumber.of(head.id()));
    row.setTxnDate(date(head.day()));
    row.setCurrencyRef(Names.reference(head.currency().getCurrencyCode()));
    row.setPrivateNote(head.note());
  }

  private static Payment payment(Document.Payment paid, Names names) {
    var row = new Payment();
    head(row, paid);
    // A payment is known by its reference number; it has no other.
    row.setPaymentRefNum(row.getDocNumber());
    row.setDocNumber(null);
    row.setCustomerRef(names.customerRef());
    row.setDepositToAccountRef(names.account(paid.money()));
    row.setTotalAmt(paid.amount().toDecimal());
    var link = new LinkedTxn();
    link.setTxnId(Objects.requireNonNull(paid.remoteInvoice(), "its invoice comes first"));
    link.setTxnType("Invoice");
    var line = new Line();
    line.setAmount(paid.amount().toDecimal());
    line.setLinkedTxn(List.of(link));
    row.setLine(List.of(line));
    return row;
  }

  private static JournalEntry journal(Document.Journal journal, Names names) {
    var row = new JournalEntry();
    head(row, journal);
    row.setLine(journal.moves().stream().map(move -> move(move, names)).toList());
    return row;
  }

  private static Line move(Move move, Names names) {
    var detail = new JournalEntryLineDetail();
    boolean credit = move.amount().isNegative();
    detail.setPostingType(credit ? PostingTypeEnum.CREDIT : PostingTypeEnum.DEBIT);
    detail.setAccountRef(names.account(move.account()));
    if (move.role() == Role.RECEIVABLE) {
      var customer = new EntityTypeRef();
      customer.setType(EntityTypeEnum.CUSTOMER);
      customer.setEntityRef(names.customerRef());
      detail.setEntity(customer);
    }
    var amount = credit ? move.amount().negated() : move.amount();
    var line = new Line();
    line.setDetailType(LineDetailTypeEnum.JOURNAL_ENTRY_LINE_DETAIL);
    line.setDescription(move.title());
    line.setAmount(amount.toDecimal());
    line.setJournalEntryLineDetail(detail);
    return line;
  }

  private static Deposit deposit(Document.Deposit deposit, Names names) {
    var row = new Deposit();
    head(row, deposit);
    row.setDepositToAccountRef(names.account(deposit.bank()));
    row.setLine(deposit.moves().stream()
        .map(move -> {
          var detail = new DepositLineDetail();
          detail.setAccountRef(names.account(move.account()));
          var line = new Line();
          line.setDetailType(LineDetailTypeEnum.DEPOSIT_LINE_DETAIL);
          line.setDescription(move.title());
          line.setAmount(move.amount().negated().toDecimal());
          line.setDepositLineDetail(detail);
          return line;
        })
        .toList());
    return row;
  }

  /** QuickBooks' name of the kind, as in JSON and in queries. */
  static String kind(Document document) {
    return type(document).getSimpleName();
  }

  /** Lower case, as in the address. */
  static String path(Document document) {
    return kind(document).toLowerCase(Locale.ROOT);
  }

  static Class<? extends Transaction> type(Document document) {
    return switch (document) {
      case Document.Receipt ignored -> SalesReceipt.class;
      case Document.Refund ignored -> RefundReceipt.class;
      case Document.Invoice ignored -> Invoice.class;
      case Document.Credit ignored -> CreditMemo.class;
      case Document.Payment ignored -> Payment.class;
      case Document.Journal ignored -> JournalEntry.class;
      case Document.Deposit ignored -> Deposit.class;
    };
  }

  /** The field that has our number. */
  static String numberField(Document document) {
    return document instanceof Document.Payment ? "PaymentRefNum" : "DocNumber";
  }

  /**
   * The SDK takes a Date and prints its day in the JVM's time zone by an old calendar of zones (of
   * 2012), which puts midnight into the day before where the rules have changed since. Noon is in
   * the right day by both.
   */
  private static Date date(LocalDate day) {
    return Date.from(day.atTime(12, 0).atZone(ZoneId.systemDefault()).toInstant());
  }
}
