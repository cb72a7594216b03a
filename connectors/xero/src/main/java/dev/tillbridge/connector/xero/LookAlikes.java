package dev.tillbridge.connector.xero;

import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.LookAlike;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds invoices of others with the day, the total and a number of a sale, in their number or their
 * reference. Money received without an invoice has no number that could be compared.
 */
final class LookAlikes {

  private static final Set<String> GONE = Set.of("VOIDED", "DELETED");

  private final References references;

  LookAlikes(References references) {
    this.references = references;
  }

  Outcome<List<LookAlike>> of(Document document) {
    var head = document.head();
    if (head.others().isEmpty()) {
      return new Delivered<>(List.of());
    }
    var day = head.day();
    var where = "Type==\"ACCREC\" AND Date==DateTime(%d,%d,%d) AND Total==%s"
        .formatted(
            day.getYear(),
            day.getMonthValue(),
            day.getDayOfMonth(),
            document.total().toDecimal().toPlainString());
    return references.ask("Invoices", where).map(found -> {
      var alike = new ArrayList<LookAlike>();
      var numbers = new HashSet<String>();
      head.others().forEach(number -> numbers.add(plain(number)));
      for (var row : found.path("Invoices")) {
        var number = Json.text(row, "InvoiceNumber");
        boolean same =
            numbers.contains(plain(number)) || numbers.contains(plain(Json.text(row, "Reference")));
        if (same
            && !number.equals(DocNumber.of(head.id()))
            && !GONE.contains(Json.text(row, "Status"))) {
          alike.add(new LookAlike("invoice", Json.text(row, "InvoiceID"), number));
        }
      }
      return List.copyOf(alike);
    });
  }

  private static String plain(String number) {
    return number.startsWith("#") ? number.substring(1) : number;
  }
}
