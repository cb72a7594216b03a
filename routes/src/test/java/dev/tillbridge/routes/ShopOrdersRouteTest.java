package dev.tillbridge.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.hub.delivery.Received;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.OrderHint;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShopOrdersRouteTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private final FakeLetters letters = new FakeLetters();

  @Test
  void an_order_is_taken_and_done() {
    letters.add("orders/create", "A", 1);
    run(order -> new Delivered<>("sold " + order.name()));
    assertThat(letters.ends).containsEntry("A", "done: sold A");
  }

  @Test
  void an_unknown_topic_is_noted_and_needs_nothing() {
    letters.add("app/uninstalled", "A", 1);
    run(_ -> new Delivered<>("sold"));
    assertThat(letters.ends).containsEntry("A", "done: nothing to do for app/uninstalled");
  }

  @Test
  void a_body_that_is_no_order_is_set_aside_with_its_reason() {
    letters.add("orders/create", "malformed", 1);
    run(_ -> new Delivered<>("sold"));
    assertThat(letters.ends).containsEntry("malformed", "parked: line_items: is missing");
  }

  @Test
  void what_a_person_must_decide_is_set_aside() {
    letters.add("orders/paid", "A", 1);
    run(_ -> new Refused<>("no SKU on line 1"));
    assertThat(letters.ends).containsEntry("A", "parked: no SKU on line 1");
  }

  @Test
  void what_cannot_be_done_now_is_tried_later_and_waits_as_long_as_asked() {
    letters.add("orders/paid", "A", 3);
    letters.add("orders/paid", "B", 3);
    run(order -> order.name().equals("A")
        ? new NotSent<>("shop away", Duration.ofSeconds(90))
        : new InDoubt<>("cut"));
    assertThat(letters.ends)
        .containsEntry("A", "later PT1M30S: shop away")
        .containsEntry("B", "later PT4S: cut");
  }

  @Test
  void letters_are_worked_on_side_by_side() {
    assertThat(mostAtOnce(Duration.ofSeconds(10))).isGreaterThan(1);
  }

  @Test
  void in_a_rush_letters_are_worked_on_one_at_a_time_so_that_the_next_are_answered() {
    letters.rush = true;
    assertThat(mostAtOnce(Duration.ofMillis(200))).isEqualTo(1);
  }

  /** The first one waits so long for company. */
  private int mostAtOnce(Duration patience) {
    for (int i = 0; i < 2 * OrderIntake.BATCH; i++) {
      letters.add("orders/create", "order " + i, 1);
    }
    var company = new CountDownLatch(2);
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    run(order -> {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      company.countDown();
      try {
        var _ = company.await(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      } finally {
        inside.decrementAndGet();
        company.countDown();
      }
      return new Delivered<>("sold " + order.name());
    });
    return most.get();
  }

  @Test
  void a_poison_order_neither_stops_the_others_nor_comes_back_for_ever() {
    letters.add("orders/paid", "poison", OrderIntake.ATTEMPTS_MAX);
    letters.add("orders/paid", "B", 1);
    run(order -> {
      if (order.name().equals("poison")) {
        throw new IllegalStateException("boom");
      }
      return new Delivered<>("sold");
    });
    assertThat(letters.ends)
        .containsEntry("poison", "parked: gave up: bug: java.lang.IllegalStateException: boom")
        .containsEntry("B", "done: sold");
  }

  @Test
  void hints_of_a_shop_are_followed_together_and_whatever_becomes_of_them_others_go_on() {
    letters.add("orders/edited", "hint-1", 1);
    letters.add("orders/paid", "B", 1);
    letters.add("refunds/create", "hint-2", 1);
    letters.add("refunds/create", "hint-3", 1);
    var together = new ArrayList<List<String>>();
    hints = new Hints(some -> {
      together.add(some.values().stream().map(OrderHint::orderId).sorted().toList());
      var endings = new HashMap<Received, Outcome<String>>();
      some.forEach((event, hint) -> {
        switch (hint.orderId()) {
          case "hint-1" -> endings.put(event, new Delivered<>("known already"));
          case "hint-2" -> endings.put(event, new NotSent<>("busy", Duration.ofSeconds(7)));
          default -> {}
        }
      });
      return endings;
    });
    run(order -> new Delivered<>("sold " + order.name()));
    assertThat(together).containsExactly(List.of("hint-1", "hint-2", "hint-3"));
    assertThat(letters.ends)
        .containsEntry("hint-1", "done: known already")
        .containsEntry("hint-2", "later PT7S: busy")
        .containsEntry("hint-3", "later PT1S: not answered")
        .containsEntry("B", "done: sold B");
  }

  @Test
  void hints_that_the_hub_stumbles_over_come_again_and_others_go_on() {
    letters.add("orders/edited", "hint-1", 1);
    letters.add("orders/paid", "B", 1);
    hints = new Hints(_ -> {
      throw new IllegalStateException("boom");
    });
    run(order -> new Delivered<>("sold " + order.name()));
    assertThat(letters.ends)
        .containsEntry("hint-1", "later PT1S: bug: java.lang.IllegalStateException: boom")
        .containsEntry("B", "done: sold B");
  }

  /** What begins with this word is a hint at an order of its own name. */
  record Hints(Function<Map<Received, OrderHint>, Map<Received, Outcome<String>>> following)
      implements OrderHints {
    @Override
    public @Nullable OrderHint of(String shop, ShopEvent event) {
      return event.id().startsWith("hint") ? new OrderHint(event.id(), null, null) : null;
    }

    @Override
    public Map<Received, Outcome<String>> heed(String shop, Map<Received, OrderHint> some) {
      return following.apply(some);
    }
  }

  private OrderHints hints = OrderHints.NONE;

  private void run(Taking taking) {
    try (var context = new DefaultCamelContext()) {
      context.getPropertiesComponent().addInitialProperty("tillbridge.poll", "3600000");
      context.addRoutes(new ShopOrdersRoute(
          letters,
          ShopOrdersRouteTest::read,
          (_, order) -> taking.take(order),
          NoticeTaker.NONE,
          hints));
      context.start();
      int waiting = letters.due.size();
      context
          .createFluentProducerTemplate()
          .to(ShopOrdersRoute.WAKE)
          .withBody("")
          .send();
      await().atMost(Duration.ofSeconds(30)).until(() -> letters.ends.size() == waiting);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  interface Taking {
    Outcome<String> take(ShopOrder order);
  }

  private static Outcome<ShopOrder> read(String shop, ShopEvent event) {
    if (event.id().equals("malformed")) {
      return new Refused<>("line_items: is missing");
    }
    var usd = Currency.getInstance("USD");
    return new Delivered<>(new ShopOrder(
        "gid://" + shop + "/" + event.id(),
        event.id(),
        NOON,
        NOON,
        null,
        ShopOrder.Payment.PAID,
        false,
        false,
        usd,
        false,
        null,
        List.of(),
        Money.zero(usd),
        Money.zero(usd),
        List.of(),
        Money.zero(usd),
        List.of(),
        null));
  }

  static final class FakeLetters implements Letters {
    final List<Received> due = new ArrayList<>();
    final Map<String, String> ends = new ConcurrentHashMap<>();
    volatile boolean rush;

    void add(String topic, String id, int attempts) {
      due.add(new Received(
          due.size(), "demo", new ShopEvent(id, topic, NOON, "{}"), NOON, 1, attempts));
    }

    @Override
    public synchronized List<Received> claim(int atMost) {
      var some = due.subList(0, Math.min(atMost, due.size()));
      var claimed = List.copyOf(some);
      some.clear();
      return claimed;
    }

    @Override
    public boolean rush() {
      return rush;
    }

    @Override
    public void done(Received received, @Nullable String note) {
      ends.put(received.event().id(), "done: " + note);
    }

    @Override
    public void park(Received received, String why) {
      ends.put(received.event().id(), "parked: " + why);
    }

    @Override
    public void later(Received received, Duration pause, String why) {
      ends.put(received.event().id(), "later " + pause + ": " + why);
    }
  }
}
