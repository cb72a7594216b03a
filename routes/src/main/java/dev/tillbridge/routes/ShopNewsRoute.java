package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Destination;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;

/**
 * Tells shops how their orders leave, asks them for money, has them record counter sales: a lane for
 * each, so that none holds up another. Two at a time: there are few, and each is several calls.
 */
public final class ShopNewsRoute extends RouteBuilder {

  // Looking how an order stands, and what has left of it, and telling what is new.
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final String name;
  private final Lane lane;

  /** A lane. */
  public ShopNewsRoute(Destination destination, Outbox outbox, Courier courier) {
    this.name = name(destination);
    this.lane = new Lane(destination, LONGEST, outbox, courier);
  }

  private static String name(Destination destination) {
    return destination.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** Send anything there when there is work; many wake-ups in a row are one. */
  public static String wake(Destination destination) {
    return "seda:" + name(destination) + "?size=1&discardWhenFull=true&concurrentConsumers=2";
  }

  @Override
  public void configure() {
    var wake = "seda:" + name + "?size=1&discardWhenFull=true&concurrentConsumers=2";
    // spotless:off (indentation shows what each end() closes)
    onException(Exception.class).handled(true).process(Trouble::note);

    // The safety net below the wake-ups, and the clock of the retries.
    from("timer:" + name + "?period={{tillbridge.poll:1000}}").routeId(name + "-clock")
        .to(wake);

    from(wake).routeId(name)
        .setBody(lane::claim)
        .loopDoWhile(Work::some)
          .filter(exchange -> Work.full(exchange, lane.batch()))
            // More than one worker can carry: wake another.
            .to(wake)
          .end()
          .split(body())
            .process(lane::carry)
          .end()
          .setBody(lane::claim)
        .end();
    // spotless:on
  }
}
