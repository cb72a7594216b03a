package dev.tillbridge.app.config;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.posting.BooksWatch;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.routes.Outbox;
import java.util.List;

/** The outbox of the books: closed while they do not let us in. */
record BooksOutbox(BooksWatch watch) implements Outbox {

  @Override
  public List<Delivery> claim(Destination destination, int atMost) {
    return watch.claim(atMost);
  }

  @Override
  public void settle(Delivery delivery, Outcome<String> outcome) {
    watch.settle(delivery, outcome);
  }
}
