package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Destination;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;

/** Tells the shops what they are to say of products, where the hub decides. */
public final class ShopProductRoute extends RouteBuilder {

  /** Send anything here when there is work; many wake-ups in a row are one. */
  public static final String WAKE =
      "seda:shop-product?size=1&discardWhenFull=true&concurrentConsumers=1";

  // After a lost answer pages of variants are read; then the product and its variants are written.
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Lane lane;

  public ShopProductRoute(Outbox outbox, Courier courier) {
    this.lane = new Lane(Destination.SHOP_PRODUCT, LONGEST, outbox, courier);
  }

  @Override
  public void configure() {
    // spotless:off (indentation shows what each end() closes)
    onException(Exception.class).handled(true).process(Trouble::note);

    // The safety net below the wake-ups, and the clock of the retries.
    from("timer:shop-product?period={{tillbridge.poll:1000}}").routeId("shop-product-clock")
        .to(WAKE);

    from(WAKE).routeId("shop-product")
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
