package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.OneOrder.T1;
import static dev.tillbridge.hub.sales.OneOrder.T2;
import static dev.tillbridge.hub.sales.OneOrder.T3;
import static dev.tillbridge.hub.sales.SalesRig.NOW;
import static dev.tillbridge.hub.sales.SalesRig.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.delivery.Received;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.shop.OrderHint;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopRefund.Restock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Webhooks that do not say what their order is now: asked together, and only where need be. */
class OrderHintsTest {

  private final SalesRig hub = new SalesRig();
  private final OrderShop shop = new OrderShop();
  private final Sku mug = hub.shelf("MUG", 1_000, 100);
  private final ShopOrders orders = shop.orders(hub);
  private final Map<Received, OrderHint> hints = new LinkedHashMap<>();

  @AfterEach
  void close() {
    hub.close();
  }

  private static String id(int number) {
    return "gid://shopify/Order/" + number;
  }

  private OneOrder one(int number) {
    var order = OneOrder.of(mug, 2, 1_000);
    order.id = id(number);
    order.name = "#" + number;
    return order;
  }

  private void isNow(ShopOrder order) {
    shop.now.put(order.id(), new Delivered<>(order));
  }

  private Received hint(int order, Instant toldAt, @Nullable String refund, @Nullable Instant at) {
    var event = new ShopEvent("event-" + hints.size(), "orders/edited", toldAt, "{}");
    var received = new Received(hints.size(), SHOP, event, hub.clock.instant(), 1, 1);
    hints.put(received, new OrderHint(id(order), refund, at));
    return received;
  }

  private Map<Received, Outcome<String>> heed() {
    var endings = orders.heed(SHOP, Map.copyOf(hints));
    assertThat(endings).containsOnlyKeys(hints.keySet());
    hints.clear();
    return endings;
  }

  @Test
  void hints_at_many_orders_are_one_question_and_each_order_is_asked_for_once() {
    for (int order = 1; order <= 4; order++) {
      isNow(one(order).paid(T2));
      hint(order, T3, null, null);
      hint(order, T3, null, null);
    }
    assertThat(heed().values()).allMatch(Delivered.class::isInstance);
    assertThat(shop.questions)
        .singleElement()
        .satisfies(ids -> assertThat(ids).containsExactlyInAnyOrder(id(1), id(2), id(3), id(4)));
    assertThat(hub.count("sale")).isEqualTo(4);
  }

  @Test
  void what_is_known_as_of_the_hint_or_later_is_not_asked_for() {
    orders.hear(SHOP, one(1).paid(T2));
    hint(1, T1, null, null);
    hint(1, T2, null, null);
    hint(1, T3, null, T1);
    assertThat(heed().values()).containsOnly(new Delivered<>("known already"));
    assertThat(shop.questions).isEmpty();

    // Told after the version that we know: it may be about something later.
    isNow(one(1).fulfilled(T3));
    hint(1, T2.plusMillis(1), null, null);
    hint(1, T3, null, T2);
    assertThat(heed().values()).allMatch(Delivered.class::isInstance);
    assertThat(shop.questions).hasSize(1);
    assertThat(hub.level(mug).onHand()).isEqualTo(98);
  }

  @Test
  void a_refund_that_is_written_down_is_not_asked_for_again() {
    var order = one(1);
    orders.hear(SHOP, order.paid(T1));
    order.refund(1, Restock.CANCEL, 1_000, 0);
    var refunded = order.at(T2);
    orders.hear(SHOP, refunded);
    hint(1, T3, refunded.refunds().getFirst().id(), null);
    assertThat(heed().values()).containsOnly(new Delivered<>("known already"));
    isNow(refunded);
    hint(1, T3, "gid://shopify/Refund/4711", null);
    heed();
    assertThat(shop.questions).hasSize(1);
  }

  @Test
  void a_hint_from_before_a_question_is_answered_by_it_and_one_that_came_after_is_not() {
    isNow(one(1).paid(T1));
    hint(1, T3, null, null);
    heed();
    hint(1, T3.plusSeconds(1), null, null);
    heed();
    assertThat(shop.questions).as("received no later than asked").hasSize(1);
    hub.now.set(NOW.plusSeconds(1));
    isNow(one(1).fulfilled(T2));
    hint(1, T3.plusSeconds(2), null, null);
    heed();
    assertThat(shop.questions).hasSize(2);
    assertThat(hub.level(mug).onHand()).isEqualTo(98);
  }

  @Test
  void a_hint_from_before_a_poll_has_read_its_order_is_answered_by_that() {
    hint(1, T3, null, T2);
    hub.now.set(NOW.plusSeconds(1));
    shop.changed(null, one(1).paid(T2));
    orders.readOrders(SHOP);
    assertThat(heed().values()).containsOnly(new Delivered<>("known already"));
    assertThat(shop.questions).as("that of the poll").hasSize(1);
  }

  @Test
  void a_hint_waits_while_the_limit_is_left_to_what_is_urgent_and_is_not_lost() {
    shop.patience = Duration.ofSeconds(3);
    isNow(one(1).paid(T1));
    hint(1, T3, null, null);
    assertThat(heed().values())
        .allSatisfy(ending -> assertThat(ending).isInstanceOf(NotSent.class));
    assertThat(shop.questions).isEmpty();
    shop.patience = Duration.ZERO;
    hint(1, T3, null, null);
    assertThat(heed().values()).allMatch(Delivered.class::isInstance);
    assertThat(hub.count("sale")).isEqualTo(1);
  }

  @Test
  void each_hint_ends_by_itself() {
    isNow(one(1).paid(T1));
    shop.now.put(id(2), new NotSent<>("it changed", null));
    var good = hint(1, T3, null, null);
    var busy = hint(2, T3, null, null);
    var gone = hint(3, T3, null, null);
    var endings = heed();
    assertThat(endings.get(good)).isInstanceOf(Delivered.class);
    assertThat(endings.get(busy)).isEqualTo(new NotSent<>("it changed", null));
    assertThat(endings.get(gone)).isInstanceOf(Outcome.Refused.class);
    assertThat(orders
            .heed("other-shop", Map.of(good, new OrderHint(id(1), null, null)))
            .get(good))
        .isInstanceOf(NotSent.class);
    assertThat(hub.count("sale")).isEqualTo(1);
  }
}
