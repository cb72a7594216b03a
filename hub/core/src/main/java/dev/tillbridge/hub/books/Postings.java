package dev.tillbridge.hub.books;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.sales.SaleForBooks;
import dev.tillbridge.hub.sales.Sales;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Brings sales into the accounting software, each once: what may be there is looked for first. */
public final class Postings {

  private static final Duration UNTIL_CONNECTED = Duration.ofMinutes(10);

  private final Sales sales;
  private final Cases cases;
  private final @Nullable Bookkeeping books;

  /**
   * Begins to post.
   *
   * @param books null while no accounting software is connected
   */
  public Postings(Sales sales, Cases cases, @Nullable Bookkeeping books) {
    this.sales = sales;
    this.cases = cases;
    this.books = books;
  }

  /**
   * Books the sale that the delivery is about.
   *
   * @return the document's id at the books, or that there is nothing to book
   */
  public Outcome<String> deliver(Delivery delivery) {
    var found = sale(delivery.subject());
    if (found.isEmpty()) {
      return new Refused<>("there is no sale " + delivery.subject());
    }
    var connected = books;
    if (connected == null) {
      return new NotSent<>("no accounting software is connected", UNTIL_CONNECTED);
    }
    var sale = found.get();
    var posting = new Posting(delivery.key(), sale.sale(), sale.businessDay());
    if (delivery.lookFirst()) {
      var earlier = connected.recall(posting);
      if (!(earlier instanceof NotSent<String>)) {
        return earlier;
      }
    }
    // Here it is certain that no earlier attempt has reached the books.
    return sale.cancelled() ? nothingToBook(sale) : connected.book(posting);
  }

  private Outcome<String> nothingToBook(SaleForBooks sale) {
    cases.close(Sales.CANCELLED_AFTER_POSTING, sale.sale().id().toString(), "it was never booked");
    return new Delivered<>("not booked: cancelled");
  }

  private Optional<SaleForBooks> sale(String subject) {
    try {
      return sales.forBooks(UUID.fromString(subject));
    } catch (IllegalArgumentException noId) {
      return Optional.empty();
    }
  }
}
