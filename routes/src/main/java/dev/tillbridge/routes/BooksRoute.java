package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Destination;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;

/**
 * Books sales. Two at a time: the books take their documents one by one anyway.
 */
public final class BooksRoute extends RouteBuilder {

  /** Send anything here when there is work; many wake-ups in a row are one. */
  public static final String WAKE = "seda:books?size=1&discardWhenFull=true&concurrentConsumers=2";

  // Looking for the document and for those of others, naming its items and booking it are several
  // calls, and each may wait for its turn.
  private static final Duration LONGEST = Duration.ofSeconds(110);

  private final Lane lane;

  public BooksRoute(Outbox outbox, Courier courier) {
    this.lane = new Lane(Destination.BOOKS, LONGEST, outbox, courier);
  }

  @Override
  public void configure() {
    // spotless:off (indentation shows what each end() closes)
    onException(Exception.class).handled(true).process(Trouble::note);

    // The safety net below the wake-ups, and the clock of the retries.
    from("timer:books?period={{tillbridge.poll:1000}}").routeId("books-clock")
        .to(WAKE);

    from(WAKE).routeId("books")
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
