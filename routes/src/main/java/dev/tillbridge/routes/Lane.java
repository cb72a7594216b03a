package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every lane of the outbox does with what it claims: carry each, settle each, lose none. */
final class Lane {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private final Destination destination;
  private final int batch;
  private final Outbox outbox;
  private final Courier courier;

  /**
   * A worker carries its batch one by one, so the whole batch must fit the lease, or somebody else
   * would carry the rest too.
   *
   * @param longest how long one delivery can take at worst
   */
  Lane(Destination destination, Duration longest, Outbox outbox, Courier courier) {
    this.destination = destination;
    this.batch = (int) Deliveries.LEASE.dividedBy(longest);
    if (batch < 1) {
      throw new IllegalArgumentException(destination + ": a delivery does not fit its lease");
    }
    this.outbox = outbox;
    this.courier = courier;
  }

  int batch() {
    return batch;
  }

  /** The next batch; none once the hub is stopping, so that a stop waits for one batch at most. */
  List<Delivery> claim(Exchange exchange) {
    return exchange.getContext().isStopping() ? List.of() : outbox.claim(destination, batch);
  }

  void carry(Exchange exchange) throws InvalidPayloadException {
    var delivery = exchange.getMessage().getMandatoryBody(Delivery.class);
    outbox.settle(delivery, outcome(delivery));
  }

  private Outcome<String> outcome(Delivery delivery) {
    try {
      return courier.deliver(delivery);
    } catch (RuntimeException bug) {
      LOG.error("courier failed on {}", delivery, bug);
      // It may have reached the other side before it hit the bug.
      return new InDoubt<>("bug: " + bug);
    }
  }
}
