package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.model.outcome.Outcome;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What shops are to be told about stock, as their lanes need it. */
public interface StockDesk {

  /** The shops; each has a lane of its own. */
  List<String> shops();

  /** How long the next batch should wait: for the shop's limit, or until the shop is back. */
  Duration pause(String shop);

  /** Takes the most urgent of what is due for the shop, as much as fits one call. */
  List<Delivery> claim(String shop);

  /** Tells the shop; trouble comes back as an outcome. */
  Map<Delivery, Outcome<String>> deliver(Collection<Delivery> deliveries);

  /** Notes how a batch of the shop ended. */
  void settle(String shop, Map<Delivery, Outcome<String>> outcomes);
}
