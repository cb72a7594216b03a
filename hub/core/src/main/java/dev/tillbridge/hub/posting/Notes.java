package dev.tillbridge.hub.posting;

import dev.tillbridge.model.sale.Sale;

/** What a document says of the sale it tells of, for people and to be recognised by. */
final class Notes {

  private Notes() {}

  /** Stays as it is: documents that were made long ago are recognised by it. */
  static String of(Sale sale) {
    var reference = sale.reference();
    return "Tillbridge sale %s, receipt %s, %s%s"
        .formatted(
            sale.id(),
            sale.receiptNumber(),
            sale.channel(),
            reference == null ? "" : ", " + reference);
  }
}
