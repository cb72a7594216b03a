package dev.tillbridge.hub.delivery;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deliveries of one shop, those whose subject begins with its name and a bar. A shop that is away
 * comes back: what certainly was not sent is tried for as long as that takes.
 */
public final class ShopDeliveries {

  /** How long what could not be told is left alone when nobody said how long. */
  private static final Duration AWAY = Duration.ofSeconds(5);

  /** The shortest pause, whatever they said. */
  private static final Duration BUSY = Duration.ofMillis(500);

  private final JdbcClient jdbc;
  private final Deliveries deliveries;
  private final String shop;

  ShopDeliveries(JdbcClient jdbc, Deliveries deliveries, String shop) {
    this.jdbc = jdbc;
    this.deliveries = deliveries;
    this.shop = shop;
  }

  /** As {@link Deliveries#claim(Destination, int)}. */
  public List<Delivery> claim(Destination destination, int atMost) {
    var due = jdbc.sql("""
            select id from delivery
             where state = 'DUE' and destination = :destination and next_at <= :now
               and split_part(subject, '|', 1) = :shop
             order by next_at limit :atMost
            """)
        .param("destination", destination.name())
        .param("now", deliveries.now())
        .param("shop", shop)
        .param("atMost", atMost)
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
    return deliveries.claim(destination, due);
  }

  /** As {@link Deliveries#settle(Delivery, Outcome)}, but never gives up on what was not sent. */
  public void settle(Delivery delivery, Outcome<String> outcome) {
    if (outcome instanceof NotSent<String>(var why, var wait)) {
      var pause = wait == null ? AWAY : wait.compareTo(BUSY) < 0 ? BUSY : wait;
      deliveries.settleAway(Map.of(delivery, new NotSent<>(why, pause)));
    } else {
      deliveries.settle(delivery, outcome);
    }
  }
}
