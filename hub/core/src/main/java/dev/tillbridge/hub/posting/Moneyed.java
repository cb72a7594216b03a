package dev.tillbridge.hub.posting;

import dev.tillbridge.model.books.Document.Move;
import dev.tillbridge.model.books.Form;
import java.util.List;

/**
 * A form, and where its money is.
 *
 * @param back it went back to the customer
 * @param parts what each place has of the form's total; above zero in most cases
 */
record Moneyed(Form form, List<Move> parts, boolean back) {
  Moneyed {
    parts = List.copyOf(parts);
  }
}
