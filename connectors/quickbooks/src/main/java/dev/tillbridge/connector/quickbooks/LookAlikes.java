package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.Invoice;
import com.intuit.ipp.data.SalesReceipt;
import com.intuit.ipp.data.SalesTransaction;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.LookAlike;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.sale.Channel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds documents of others with the day, the total and a number of a sale. Others number a sale by
 * what stands on its receipt, or by the order's name; a web order is an invoice with some of them.
 */
final class LookAlikes {

  private static final int NUMBER_MOST = 21;

  private final References references;

  LookAlikes(References references) {
    this.references = references;
  }

  Outcome<List<LookAlike>> of(Document document) {
    var found = new ArrayList<LookAlike>();
    if (numbers(document).isEmpty()) {
      return new Delivered<>(List.of());
    }
    var receipts = ask(document, "SalesReceipt", SalesReceipt.class, found);
    boolean counter =
        document.head().channel() == Channel.COUNTER && !(document instanceof Document.Invoice);
    if (!(receipts instanceof Delivered<List<LookAlike>>) || counter) {
      return receipts;
    }
    return ask(document, "Invoice", Invoice.class, found);
  }

  /** The numbers under which others may have booked the sale. */
  static Set<String> numbers(Document document) {
    var numbers = new LinkedHashSet<String>();
    for (var number : document.head().others().stream().sorted().toList()) {
      var plain = number.startsWith("#") ? number.substring(1) : number;
      for (var form : new String[] {plain, "#" + plain}) {
        if (!plain.isBlank() && form.length() <= NUMBER_MOST) {
          numbers.add(form);
        }
      }
    }
    return numbers;
  }

  private <T extends SalesTransaction> Outcome<List<LookAlike>> ask(
      Document document, String kind, Class<T> type, List<LookAlike> found) {
    var query = "select * from %s where DocNumber in %s and TxnDate = '%s'"
        .formatted(kind, QueryText.list(numbers(document)), document.head().day());
    return references.ask(query, type).map(documents -> {
      for (var other : documents) {
        if (!Judgement.isOf(document, other)
            && other.getTotalAmt() != null
            && other.getTotalAmt().compareTo(document.total().toDecimal()) == 0) {
          found.add(new LookAlike(kind, other.getId(), other.getDocNumber()));
        }
      }
      return List.copyOf(found);
    });
  }
}
