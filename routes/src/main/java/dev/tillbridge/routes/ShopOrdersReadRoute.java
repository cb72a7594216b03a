package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Destination;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;

/**
 * Reads a shop's orders when its stock was not what we thought, and as the safety net under the
 * webhooks.
 */
public final class ShopOrdersReadRoute extends RouteBuilder {

  /** Send anything here when there is work; many wake-ups in a row are one. */
  public static final String WAKE =
      "seda:shop-orders-read?size=1&discardWhenFull=true&concurrentConsumers=1";

  // Several pages of orders.
  private static final Duration LONGEST = Duration.ofSeconds(100);

  private final Lane lane;

  public ShopOrdersReadRoute(Outbox outbox, Courier courier) {
    this.lane = new Lane(Destination.SHOP_ORDERS, LONGEST, outbox, courier);
  }

  @Override
  public void configure() {
    // spotless:off (indentation shows what each end() closes)
    onException(Exception.class).handled(true).process(Trouble::note);

    // The safety net below the wake-ups, and the clock of the retries.
    from("timer:shop-orders-read?period={{tillbridge.poll:1000}}").routeId("shop-orders-read-clock")
        .to(WAKE);

    from(WAKE).routeId("shop-orders-read")
        .setBody(lane::claim)
        .loopDoWhile(Work::some)
          .filter(exchange -> Work.full(exchange, lane.batch()))
            // More than one worker can carry: wake another.
            .to(WAKE)
          .end()
          .split(body())
            .process(lane::carry)
          .end()
          .setBody(lane::claim)
        .end();
    // spotless:on
  }
}
