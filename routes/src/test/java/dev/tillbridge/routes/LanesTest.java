package dev.tillbridge.routes;

import static dev.tillbridge.hub.delivery.Destination.BOOKS;
import static dev.tillbridge.hub.delivery.Destination.SHOP_FULFILMENT;
import static dev.tillbridge.hub.delivery.Destination.SHOP_ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LanesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final FakeOutbox outbox = new FakeOutbox();
  private DefaultCamelContext context = new DefaultCamelContext();

  private final BooksDesk books = new BooksDesk() {
    @Override
    public List<Delivery> claim() {
      return outbox.claim(BOOKS, 2);
    }

    @Override
    public Map<Delivery, Outcome<String>> deliver(List<Delivery> deliveries) {
      Map<Delivery, Outcome<String>> outcomes = new HashMap<>();
      deliveries.forEach(d -> outcomes.put(d, new Delivered<>("books " + d.subject())));
      return outcomes;
    }

    @Override
    public void settle(Map<Delivery, Outcome<String>> outcomes) {
      outcomes.forEach(outbox::settle);
    }
  };

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
    context.addRoutes(new BooksRoute(books));
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
    context.addRoutes(new ShopOrdersReadRoute(outbox, LanesTest::brokenOnDemand));
    outbox.add(SHOP_ORDERS, "s1");
    outbox.add(SHOP_ORDERS, "broken");
    outbox.add(SHOP_ORDERS, "s2");
    context.start();
    wake(ShopOrdersReadRoute.WAKE);
    await().atMost(PATIENCE).until(() -> outbox.settled.size() == 3);
    assertThat(outbox.settled)
        .containsEntry("s1", new Delivered<>("s1"))
        .containsEntry("broken", new InDoubt<>("bug: java.lang.IllegalStateException: boom"))
        .containsEntry("s2", new Delivered<>("s2"));
  }

  @Test
  void a_lost_database_pauses_the_lane_and_the_next_wake_up_goes_on() throws Exception {
    context.addRoutes(new ShopOrdersReadRoute(outbox, d -> new Delivered<>(d.subject())));
    outbox.add(SHOP_ORDERS, "s1");
    outbox.away = true;
    context.start();
    wake(ShopOrdersReadRoute.WAKE);
    await().atMost(PATIENCE).until(() -> outbox.claims.get() >= 1);
    outbox.away = false;
    wake(ShopOrdersReadRoute.WAKE);
    await().atMost(PATIENCE).until(() -> outbox.settled.containsKey("s1"));
  }

  @Test
  void without_any_wake_up_the_clock_finds_the_work() throws Exception {
    context.getPropertiesComponent().addInitialProperty("tillbridge.poll", "100");
    context.addRoutes(new ShopOrdersReadRoute(outbox, d -> new Delivered<>(d.subject())));
    context.start();
    outbox.add(SHOP_ORDERS, "late");
    await().atMost(PATIENCE).until(() -> outbox.settled.containsKey("late"));
  }

  @Test
  void a_shop_that_does_not_answer_keeps_no_other_shop_waiting() throws Exception {
    var away = new FakeOutbox();
    var answers = new CountDownLatch(1);
    context.addRoutes(new ShopNewsRoute(
        SHOP_FULFILMENT,
        List.of("away.example", "here.example"),
        shop -> shop.startsWith("away.") ? away : outbox,
        delivery -> {
          if (delivery.subject().startsWith("away.")) {
            awaitQuietly(answers);
          }
          return new Delivered<>(delivery.subject());
        }));
    for (int i = 0; i < 20; i++) {
      away.add(SHOP_FULFILMENT, "away.example|parcel|" + i);
      outbox.add(SHOP_FULFILMENT, "here.example|parcel|" + i);
    }
    context.start();
    wake(ShopNewsRoute.wake(SHOP_FULFILMENT));
    await().atMost(PATIENCE).until(() -> outbox.settled.size() == 20);
    assertThat(away.settled).isEmpty();
    answers.countDown();
    await().atMost(PATIENCE).until(() -> away.settled.size() == 20);
  }

  @Test
  void without_shops_there_is_nothing_to_do() throws Exception {
    context.addRoutes(
        new ShopNewsRoute(SHOP_FULFILMENT, List.of(), _ -> outbox, d -> new Delivered<>("")));
    context.start();
    wake(ShopNewsRoute.wake(SHOP_FULFILMENT));
    assertThat(outbox.claims).hasValue(0);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void wake(String lane) {
    context.createFluentProducerTemplate().to(lane).withBody("").send();
  }

  private static Outcome<String> brokenOnDemand(Delivery delivery) {
    if (delivery.subject().equals("broken")) {
      throw new IllegalStateException("boom");
    }
    return new Delivered<>(delivery.subject());
  }
}
