package dev.tillbridge.connector.xero;

import dev.tillbridge.model.sale.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Under whom sales are booked. Customers of flesh and blood stay out of the books, but for those who
 * owe.
 *
 * @param counter name of the contact for sales at a register
 * @param web name of the contact for sales of an online shop
 */
public record XeroContacts(String counter, String web) {

  public XeroContacts {
    if (counter.isBlank() || web.isBlank()) {
      throw new IllegalArgumentException("every contact needs a name");
    }
  }

  /** The names that the guide tells a bookkeeper to use. */
  public static XeroContacts usual() {
    return new XeroContacts("Walk-in customer", "Web customer");
  }

  String of(@Nullable Channel channel) {
    return channel == Channel.WEB ? web : counter;
  }
}
