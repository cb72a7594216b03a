package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.delivery.ShopDeliveries;
import dev.tillbridge.model.outcome.Outcome;
import java.util.List;

/** The outbox, as a lane needs it. */
public interface Outbox {

  /** Takes due deliveries under a lease, see {@link Deliveries#claim}. */
  List<Delivery> claim(Destination destination, int atMost);

  /** Notes how one ended, see {@link Deliveries#settle}. */
  void settle(Delivery delivery, Outcome<String> outcome);

  /**
   * What of the one in PostgreSQL is for one shop; what certainly did not get there is tried until it
   * does.
   */
  static Outbox of(ShopDeliveries deliveries) {
    return new Outbox() {
      @Override
      public List<Delivery> claim(Destination destination, int atMost) {
        return deliveries.claim(destination, atMost);
      }

      @Override
      public void settle(Delivery delivery, Outcome<String> outcome) {
        deliveries.settle(delivery, outcome);
      }
    };
  }

  /** The one in PostgreSQL. */
  static Outbox of(Deliveries deliveries) {
    return new Outbox() {
      @Override
      public List<Delivery> claim(Destination destination, int atMost) {
        return deliveries.claim(destination, atMost);
      }

      @Override
      public void settle(Delivery delivery, Outcome<String> outcome) {
        deliveries.settle(delivery, outcome);
      }
    };
  }
}
