package dev.tillbridge.connector.quickbooks;

import dev.tillbridge.model.sale.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Under whom sales are booked. Customers of flesh and blood stay out of the books, but for those who
 * owe.
 *
 * @param counter display name for sales at a register
 * @param web display name for sales of an online shop
 */
public record BooksCustomers(String counter, String web) {

  public BooksCustomers {
    if (counter.isBlank() || web.isBlank()) {
      throw new IllegalArgumentException("every customer needs a name");
    }
  }

  /** The names that the guide tells a bookkeeper to use. */
  public static BooksCustomers usual() {
    return new BooksCustomers("Walk-in customer", "Web customer");
  }

  String of(@Nullable Channel channel) {
    return channel == Channel.WEB ? web : counter;
  }
}
