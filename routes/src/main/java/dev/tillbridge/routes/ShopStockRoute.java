package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Destination;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;

/**
 * Tells the shops how many they may sell. Four at a time: a shop's own limit of requests is its
 * connector's business.
 */
public final class ShopStockRoute extends RouteBuilder {

  /** Send anything here when there is work; many wake-ups in a row are one. */
  public static final String WAKE =
      "seda:shop-stock?size=1&discardWhenFull=true&concurrentConsumers=4";

  // A compare-and-set and, after a lost answer, a look before it.
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Lane lane;

  public ShopStockRoute(Outbox outbox, Courier courier) {
    this.lane = new Lane(Destination.SHOP_STOCK, LONGEST, outbox, courier);
  }

  @Override
  public void configure() {
    // spotless:off (indentation shows what each end() closes)
    onException(Exception.class).handled(true).process(Trouble::note);

    // The safety net below the wake-ups, and the clock of the retries.
    from("timer:shop-stock?period={{tillbridge.poll:1000}}").routeId("shop-stock-clock")
        .to(WAKE);

    from(WAKE).routeId("shop-stock")
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
