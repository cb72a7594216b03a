package dev.tillbridge.app.config;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.posting.BooksWatch;
import dev.tillbridge.hub.posting.PaperPostings;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.routes.BooksDesk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files and mails for the books: closed while they do not let us in. */
record BooksPapersOutbox(BooksWatch watch, PaperPostings papers) implements BooksDesk {

  private static final Logger LOG = LoggerFactory.getLogger(BooksPapersOutbox.class);

  @Override
  public List<Delivery> claim() {
    return watch.isOpen() ? papers.claim() : List.of();
  }

  @Override
  public Map<Delivery, Outcome<String>> deliver(List<Delivery> deliveries) {
    var outcomes = new LinkedHashMap<Delivery, Outcome<String>>();
    deliveries.forEach(delivery -> outcomes.put(delivery, carried(delivery)));
    return outcomes;
  }

  private Outcome<String> carried(Delivery delivery) {
    try {
      return papers.deliver(delivery);
    } catch (RuntimeException bug) {
      LOG.error("cannot carry {}", delivery, bug);
      return new InDoubt<>("bug: " + bug);
    }
  }

  @Override
  public void settle(Map<Delivery, Outcome<String>> outcomes) {
    outcomes.forEach(watch::settle);
  }
}
