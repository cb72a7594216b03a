package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.Invoice;
import com.intuit.ipp.data.SalesReceipt;
import com.intuit.ipp.data.SalesTransaction;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.LookAlike;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.sale.Channel;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
    if (!(receipts instanceof Delivered<List<LookAlike>>) || isCounter(document)) {
      return receipts;
    }
    return ask(document, "Invoice", Invoice.class, found);
  }

  /**
   * Those of many documents, by the ids of these: the days between the first and the last are searched
   * for all their numbers.
   */
  Outcome<Map<UUID, List<LookAlike>>> of(List<Document> documents) {
    Map<UUID, List<LookAlike>> found = new HashMap<>();
    var numbered = documents.stream().filter(d -> !numbers(d).isEmpty()).toList();
    var receipts = ask(numbered, "SalesReceipt", SalesReceipt.class, found);
    return receipts instanceof Delivered<Map<UUID, List<LookAlike>>>
        ? ask(
            numbered.stream().filter(d -> !isCounter(d)).toList(), "Invoice", Invoice.class, found)
        : receipts;
  }

  private <T extends SalesTransaction> Outcome<Map<UUID, List<LookAlike>>> ask(
      List<Document> documents, String kind, Class<T> type, Map<UUID, List<LookAlike>> found) {
    if (documents.isEmpty()) {
      return new Delivered<>(found);
    }
    var all = new LinkedHashSet<String>();
    documents.forEach(document -> all.addAll(numbers(document)));
    var days = documents.stream().map(d -> d.head().day()).sorted().toList();
    var query =
        "select * from %s where DocNumber in %s and TxnDate >= '%s' and TxnDate <= '%s' maxresults 1000"
            .formatted(kind, QueryText.list(all), days.getFirst(), days.getLast());
    return references.ask(query, type).map(others -> {
      for (var document : documents) {
        for (var other : others) {
          if (numbers(document).contains(other.getDocNumber())
              && document.head().day().equals(day(other))
              && isAlike(document, other)) {
            found
                .computeIfAbsent(document.head().id(), _ -> new ArrayList<>())
                .add(new LookAlike(kind, other.getId(), other.getDocNumber()));
          }
        }
      }
      return found;
    });
  }

  /** The SDK reads a day as its beginning here. */
  private static @Nullable LocalDate day(SalesTransaction other) {
    return other.getTxnDate() == null
        ? null
        : LocalDate.ofInstant(other.getTxnDate().toInstant(), ZoneId.systemDefault());
  }

  private static boolean isCounter(Document document) {
    return document.head().channel() == Channel.COUNTER && !(document instanceof Document.Invoice);
  }

  private static boolean isAlike(Document document, SalesTransaction other) {
    return !Judgement.isOf(document, other)
        && other.getTotalAmt() != null
        && other.getTotalAmt().compareTo(document.total().toDecimal()) == 0;
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
        if (isAlike(document, other)) {
          found.add(new LookAlike(kind, other.getId(), other.getDocNumber()));
        }
      }
      return List.copyOf(found);
    });
  }
}
