package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Delivery;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.builder.RouteBuilder;

/** Puts files beside documents at the books, and has invoices mailed: one after the other, documents go first. */
public final class BooksPapersRoute extends RouteBuilder {

  /** Send anything here when there is work; many wake-ups in a row are one. */
  public static final String WAKE =
      "seda:books-papers?size=1&discardWhenFull=true&concurrentConsumers=1";

  private final BooksDesk desk;

  public BooksPapersRoute(BooksDesk desk) {
    this.desk = desk;
  }

  @Override
  public void configure() {
    // spotless:off (indentation shows what each end() closes)
    onException(Exception.class).handled(true).process(Trouble::note);

    // The safety net below the wake-ups, and the clock of the retries.
    from("timer:books-papers?period={{tillbridge.poll:1000}}").routeId("books-papers-clock")
        .to(WAKE);

    from(WAKE).routeId("books-papers")
        .setBody(this::claim)
        .loopDoWhile(Work::some)
          .process(this::carry)
          .setBody(this::claim)
        .end();
    // spotless:on
  }

  /** None once the hub is stopping, so that a stop waits for one at most. */
  private List<Delivery> claim(Exchange exchange) {
    return exchange.getContext().isStopping() ? List.of() : desk.claim();
  }

  @SuppressWarnings("unchecked")
  private void carry(Exchange exchange) throws InvalidPayloadException {
    desk.settle(desk.deliver(exchange.getMessage().getMandatoryBody(List.class)));
  }
}
