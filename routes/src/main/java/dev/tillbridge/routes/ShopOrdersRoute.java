package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Received;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Works through what shops told us: an order becomes a sale, anything else is noted. */
public final class ShopOrdersRoute extends RouteBuilder {

  /** Send anything here when there is work; many wake-ups in a row are one. */
  public static final String WAKE = "seda:inbox?size=1&discardWhenFull=true&concurrentConsumers=4";

  private final Letters letters;
  private final OrderIntake intake;

  public ShopOrdersRoute(Letters letters, OrderReader reader, OrderTaker taker) {
    this(letters, reader, taker, NoticeTaker.NONE, OrderHints.NONE);
  }

  public ShopOrdersRoute(
      Letters letters,
      OrderReader reader,
      OrderTaker taker,
      NoticeTaker notices,
      OrderHints hints) {
    this.letters = letters;
    this.intake = new OrderIntake(letters, reader, taker, notices, hints);
  }

  @Override
  public void configure() {
    // spotless:off (indentation shows what each end() closes)
    onException(Exception.class).handled(true).process(Trouble::note);

    // The safety net below the wake-ups, and the clock of the retries.
    from("timer:inbox?period={{tillbridge.poll:1000}}").routeId("inbox-clock")
        .to(WAKE);

    from(WAKE).routeId("inbox")
        .setBody(this::claim)
        .loopDoWhile(Work::some)
          .filter(exchange -> Work.full(exchange, OrderIntake.BATCH))
            // More than one worker can carry: wake another.
            .to(WAKE)
          .end()
          .setBody(this::withoutHints)
          .split(body())
            .process(exchange -> intake.accept(exchange.getMessage().getMandatoryBody(Received.class)))
          .end()
          .setBody(this::claim)
        .end();
    // spotless:on
  }

  @SuppressWarnings("unchecked")
  private List<Received> withoutHints(Exchange exchange) {
    var batch = exchange.getMessage().getBody(List.class);
    return batch == null ? List.of() : intake.heed((List<Received>) batch);
  }

  private List<Received> claim(Exchange exchange) {
    return exchange.getContext().isStopping() ? List.of() : letters.claim(OrderIntake.BATCH);
  }
}
