package dev.tillbridge.routes;

import static dev.tillbridge.hub.delivery.Destination.BOOKS;
import static dev.tillbridge.hub.delivery.Destination.SHOP_ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import java.time.Duration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LanesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final FakeOutbox outbox = new FakeOutbox();
  private DefaultCamelContext context = new DefaultCamelContext();

  @BeforeEach
  void a_clock_that_never_ticks() {
    context = new DefaultCamelContext();
    context.getPropertiesComponent().addInitialProperty("tillbridge.poll", "3600000");
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void each_lane_carries_its_own_deliveries() throws Exception {
    context.addRoutes(new BooksRoute(outbox, d -> new Delivered<>("books " + d.subject())));
    context.addRoutes(new ShopOrdersReadRoute(outbox, d -> new Delivered<>("read " + d.subject())));
    outbox.add(BOOKS, "s1");
    outbox.add(SHOP_ORDERS, "demo");
    context.start();
    wake(BooksRoute.WAKE);
    wake(ShopOrdersReadRoute.WAKE);
    await().atMost(PATIENCE).until(() -> outbox.settled.size() == 2);
    assertThat(outbox.settled)
        .containsEntry("s1", new Delivered<>("books s1"))
        .containsEntry("demo", new Delivered<>("read demo"));
  }

  @Test
  void a_bug_in_one_delivery_stops_no_other_and_leaves_it_in_doubt() throws Exception {
    context.addRoutes(new BooksRoute(outbox, LanesTest::brokenOnDemand));
    outbox.add(BOOKS, "s1");
    outbox.add(BOOKS, "broken");
    outbox.add(BOOKS, "s2");
    context.start();
    wake(BooksRoute.WAKE);
    await().atMost(PATIENCE).until(() -> outbox.settled.size() == 3);
    assertThat(outbox.settled)
        .containsEntry("s1", new Delivered<>("s1"))
        .containsEntry("broken", new InDoubt<>("bug: java.lang.IllegalStateException: boom"))
        .containsEntry("s2", new Delivered<>("s2"));
  }

  @Test
  void a_lost_database_pauses_the_lane_and_the_next_wake_up_goes_on() throws Exception {
    context.addRoutes(new BooksRoute(outbox, d -> new Delivered<>(d.subject())));
    outbox.add(BOOKS, "s1");
    outbox.away = true;
    context.start();
    wake(BooksRoute.WAKE);
    await().atMost(PATIENCE).until(() -> outbox.claims.get() >= 1);
    outbox.away = false;
    wake(BooksRoute.WAKE);
    await().atMost(PATIENCE).until(() -> outbox.settled.containsKey("s1"));
  }

  @Test
  void without_any_wake_up_the_clock_finds_the_work() throws Exception {
    context.getPropertiesComponent().addInitialProperty("tillbridge.poll", "100");
    context.addRoutes(new BooksRoute(outbox, d -> new Delivered<>(d.subject())));
    context.start();
    outbox.add(BOOKS, "late");
    await().atMost(PATIENCE).until(() -> outbox.settled.containsKey("late"));
  }

  private void wake(String lane) {
    context.createFluentProducerTemplate().to(lane).withBody("").send();
  }

  private static Outcome<String> brokenOnDemand(dev.tillbridge.hub.delivery.Delivery delivery) {
    if (delivery.subject().equals("broken")) {
      throw new IllegalStateException("boom");
    }
    return new Delivered<>(delivery.subject());
  }
}
