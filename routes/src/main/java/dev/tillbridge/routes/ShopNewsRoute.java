package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Destination;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.camel.builder.RouteBuilder;

/**
 * Tells shops how their orders leave, asks them for money, has them record counter sales. Each shop
 * has a lane of its own for each of these, so that one that is away never holds up another, nor one
 * kind of news the other.
 */
public final class ShopNewsRoute extends RouteBuilder {

  // Looking how an order stands, and what has left of it, and telling what is new.
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final String name;
  private final Destination destination;
  private final List<String> shops;
  private final Function<String, Outbox> outboxes;
  private final Courier courier;

  /**
   * The lanes of one kind of news.
   *
   * @param outboxes what is due for a shop, by its name
   */
  public ShopNewsRoute(
      Destination destination,
      List<String> shops,
      Function<String, Outbox> outboxes,
      Courier courier) {
    this.name = name(destination);
    this.destination = destination;
    this.shops = List.copyOf(shops);
    this.outboxes = outboxes;
    this.courier = courier;
  }

  private static String name(Destination destination) {
    return destination.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Send anything there when there is work; many wake-ups in a row are one. */
  public static String wake(Destination destination) {
    return "seda:" + name(destination) + "?size=1&discardWhenFull=true";
  }

  private String lane(String shop) {
    return "seda:" + name + "-" + shop + "?size=1&discardWhenFull=true&concurrentConsumers=2";
  }

  @Override
  public void configure() {
    // spotless:off (indentation shows what each end() closes)
    onException(Exception.class).handled(true).process(Trouble::note);

    // The safety net below the wake-ups, and the clock of the retries.
    from("timer:" + name + "?period={{tillbridge.poll:1000}}").routeId(name + "-clock")
        .to(wake(destination));

    var wake = from(wake(destination)).routeId(name);
    if (shops.isEmpty()) {
      wake.stop();
    } else {
      wake.multicast().to(shops.stream().map(this::lane).toArray(String[]::new));
    }

    for (var shop : shops) {
      var lane = new Lane(destination, LONGEST, outboxes.apply(shop), courier);
      from(lane(shop)).routeId(name + "-" + shop)
          .setBody(lane::claim)
          .loopDoWhile(Work::some)
            .filter(exchange -> Work.full(exchange, lane.batch()))
              // More than one worker can carry: wake another.
              .to(lane(shop))
            .end()
            .split(body())
              .process(lane::carry)
            .end()
            .setBody(lane::claim)
          .end();
    }
    // spotless:on
  }
}
