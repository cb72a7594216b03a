package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.model.outcome.Outcome;
import java.util.List;
import java.util.Map;

/** What the books are to be told, as their lane needs it. */
public interface BooksDesk {

  /** Takes what one worker can carry within a lease; none while the books are away. */
  List<Delivery> claim();

  /** Tells the books; trouble comes back as an outcome, one for each. */
  Map<Delivery, Outcome<String>> deliver(List<Delivery> deliveries);

  /** Notes how they ended. */
  void settle(Map<Delivery, Outcome<String>> outcomes);
}
