package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.CreditMemo;
import com.intuit.ipp.data.Deposit;
import com.intuit.ipp.data.IntuitEntity;
import com.intuit.ipp.data.Invoice;
import com.intuit.ipp.data.JournalEntry;
import com.intuit.ipp.data.Payment;
import com.intuit.ipp.data.RefundReceipt;
import com.intuit.ipp.data.SalesReceipt;
import com.intuit.ipp.data.Transaction;
import dev.tillbridge.model.books.DocumentKind;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Our kinds of documents and QuickBooks'. */
final class Kinds {

  private Kinds() {}

  static Class<? extends Transaction> type(DocumentKind kind) {
    return switch (kind) {
      case RECEIPT -> SalesReceipt.class;
      case REFUND -> RefundReceipt.class;
      case INVOICE -> Invoice.class;
      case CREDIT -> CreditMemo.class;
      case PAYMENT -> Payment.class;
      case JOURNAL -> JournalEntry.class;
      case DEPOSIT -> Deposit.class;
    };
  }

  /** QuickBooks' name, as in JSON and in queries. */
  static String name(DocumentKind kind) {
    return type(kind).getSimpleName();
  }

  static String names(Collection<DocumentKind> kinds) {
    return kinds.stream().sorted().map(Kinds::name).collect(Collectors.joining(","));
  }

  /** Null for what is no document of ours. */
  static @Nullable DocumentKind of(IntuitEntity entity) {
    return Arrays.stream(DocumentKind.values())
        .filter(kind -> type(kind).isInstance(entity))
        .findFirst()
        .orElse(null);
  }
}
