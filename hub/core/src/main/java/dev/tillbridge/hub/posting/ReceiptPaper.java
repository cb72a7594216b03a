package dev.tillbridge.hub.posting;

import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.sale.Sale;
import org.jspecify.annotations.Nullable;

/** Makes the paper of a document that a customer could be shown. */
@FunctionalInterface
public interface ReceiptPaper {

  /**
   * The paper as a PDF; of the same document the same bytes.
   *
   * @param number what a person calls it
   * @param sale that the document is about; null when nobody knows it
   */
  byte[] of(Document document, String number, @Nullable Sale sale);
}
