package dev.tillbridge.app.config;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.posting.BooksWatch;
import dev.tillbridge.hub.posting.PostingRounds;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.routes.BooksDesk;
import java.util.List;
import java.util.Map;

/** The outbox of the books: closed while they do not let us in. */
record BooksOutbox(BooksWatch watch, PostingRounds rounds) implements BooksDesk {

  @Override
  public List<Delivery> claim() {
    return watch.isOpen() ? rounds.claim() : List.of();
  }

  @Override
  public Map<Delivery, Outcome<String>> deliver(List<Delivery> deliveries) {
    return rounds.deliver(deliveries);
  }

  @Override
  public void settle(Map<Delivery, Outcome<String>> outcomes) {
    outcomes.forEach(watch::settle);
  }
}
