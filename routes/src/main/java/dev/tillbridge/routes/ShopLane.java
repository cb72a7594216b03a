package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One shop's lane: one batch at a time, and no faster than the shop likes. */
final class ShopLane {

  private static final Logger LOG = LoggerFactory.getLogger(ShopLane.class);

  /** Then it is looked again, and somebody may have stopped the hub meanwhile. */
  private static final Duration PAUSE_MOST = Duration.ofSeconds(1);

  private static final String STILL_PAUSED = "tillbridge.still-paused";

  private final String shop;
  private final StockDesk desk;

  ShopLane(String shop, StockDesk desk) {
    this.shop = shop;
    this.desk = desk;
  }

  /** Waits as long as the shop likes; what falls due meanwhile gathers for one call. */
  void rest(Exchange exchange) throws InterruptedException {
    var pause = exchange.getContext().isStopping() ? Duration.ZERO : desk.pause(shop);
    boolean isLong = pause.compareTo(PAUSE_MOST) > 0;
    exchange.setProperty(STILL_PAUSED, isLong);
    if (pause.isPositive()) {
      Thread.sleep(isLong ? PAUSE_MOST : pause);
    }
  }

  /**
   * The next batch. None while the shop wants more rest, so that nobody has tried in vain what may be
   * more urgent later: the clock comes back. And none once the hub is stopping, so that a stop waits
   * for one batch at most.
   */
  List<Delivery> claim(Exchange exchange) {
    boolean wait = exchange.getContext().isStopping()
        || Boolean.TRUE.equals(exchange.getProperty(STILL_PAUSED));
    return wait ? List.of() : desk.claim(shop);
  }

  void carry(Exchange exchange) throws InvalidPayloadException {
    @SuppressWarnings("unchecked")
    Collection<Delivery> batch = exchange.getMessage().getMandatoryBody(Collection.class);
    desk.settle(shop, outcomes(batch));
  }

  private Map<Delivery, Outcome<String>> outcomes(Collection<Delivery> batch) {
    try {
      return desk.deliver(batch);
    } catch (RuntimeException bug) {
      LOG.error("{}: a batch of {} failed", shop, batch.size(), bug);
      // It may have reached the other side before it hit the bug.
      var doubt = new LinkedHashMap<Delivery, Outcome<String>>();
      batch.forEach(delivery -> doubt.put(delivery, new InDoubt<>("bug: " + bug)));
      return doubt;
    }
  }
}
