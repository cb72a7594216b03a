package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.model.outcome.Outcome;

/** Tells another system one piece of news. Trouble comes back as an outcome. */
@FunctionalInterface
public interface Courier {

  /** Carries it; the answer is the remote's id or a word for what was done. */
  Outcome<String> deliver(Delivery delivery);
}
