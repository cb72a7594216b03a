package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.OneOrder.T1;
import static dev.tillbridge.hub.sales.OneOrder.T2;
import static dev.tillbridge.hub.sales.OneOrder.T3;
import static dev.tillbridge.hub.sales.SalesRig.NOW;
import static dev.tillbridge.hub.sales.SalesRig.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderReadingTest {

  private final SalesRig hub = new SalesRig();
  private final OrderShop shop = new OrderShop();
  private final Sku mug = hub.shelf("MUG", 1_000, 100);
  private final ShopOrders orders = shop.orders(hub);

  @AfterEach
  void close() {
    hub.close();
  }

  private ShopOrder order(int number, Instant version) {
    var order = OneOrder.of(mug, 1, 1_000);
    order.id = "gid://shopify/Order/" + number;
    order.name = "#" + number;
    return order.paid(version);
  }

  private Delivery asked() {
    hub.deliveries.add(Destination.SHOP_ORDERS, SHOP);
    return hub.deliveries.claim(Destination.SHOP_ORDERS, 1).getFirst();
  }

  @Test
  void every_page_is_read_and_every_order_taken() {
    shop.page("second", order(1, T1), order(2, T2));
    shop.page(null, order(3, T3));

    assertThat(orders.readNow(asked())).isEqualTo(new Delivered<>("3 orders"));

    assertThat(shop.askedAt).containsExactly(null, "second");
    assertThat(hub.count("sale")).isEqualTo(3);
  }

  @Test
  void reading_goes_on_a_little_before_the_last_known_change_by_the_shops_clock() {
    shop.page(null, order(1, T1), order(2, T3));
    orders.readOrders(SHOP);
    // Whatever our own clock says by now.
    hub.now.set(NOW.plus(Duration.ofDays(1)));
    orders.readOrders(SHOP);
    hub.now.set(NOW.plus(Duration.ofDays(2)));
    orders.readOrders(SHOP);

    // A new shop is read from a little before it was first looked at; its clock may lag behind.
    assertThat(shop.askedSince.getFirst()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
    assertThat(shop.askedSince.get(1)).isAfterOrEqualTo(T3.minus(Duration.ofMinutes(5)));
    assertThat(shop.askedSince.get(1)).isEqualTo(shop.askedSince.get(2));
  }

  @Test
  void the_mark_moves_to_the_newest_change_and_never_back() {
    var late = NOW.plus(Duration.ofHours(1));
    shop.page(null, order(1, late));
    orders.readOrders(SHOP);
    shop.page(null, order(2, late.minusSeconds(30)));
    orders.readOrders(SHOP);
    hub.now.set(NOW.plus(OrderReading.OVERLAP_EVERY));
    orders.readOrders(SHOP);
    assertThat(shop.askedSince.getLast()).isEqualTo(late.minus(Duration.ofMinutes(5)));
  }

  @Test
  void an_order_that_cannot_be_taken_is_set_aside_and_the_others_go_on() {
    var strange = OneOrder.of(new Sku("CUP"), 1, 1_000);
    strange.id = "gid://shopify/Order/7";
    strange.name = "#7";
    shop.page(null, order(1, T1), strange.paid(T2), order(2, T3));

    assertThat(orders.readOrders(SHOP)).isEqualTo(new Delivered<>(3));

    assertThat(hub.count("sale")).isEqualTo(2);
    assertThat(hub.cases.open()).singleElement().satisfies(aside -> {
      assertThat(aside.kind()).isEqualTo("order-set-aside");
      assertThat(aside.subject()).isEqualTo(SHOP + "|gid://shopify/Order/7");
      assertThat(aside.title()).contains("#7");
      assertThat(aside.detail()).contains("SKU CUP");
    });
  }

  @Test
  void an_order_that_the_hub_stumbles_over_does_not_keep_the_others() {
    hub.db
        .jdbc()
        .sql("alter table shop_order add constraint stumble check (name <> '#2')")
        .update();
    shop.page(null, order(1, T1), order(2, T2), order(3, T3));

    assertThat(orders.readOrders(SHOP)).isEqualTo(new Delivered<>(3));

    assertThat(hub.count("sale")).isEqualTo(2);
    assertThat(hub.cases.open())
        .extracting(OpenCase::subject)
        .containsExactly(SHOP + "|gid://shopify/Order/2");
  }

  @Test
  void an_order_that_must_wait_is_set_aside_with_its_reason_and_the_others_go_on() {
    hub.db
        .jdbc()
        .sql("update location set state = 'FENCED' where id = 'strict'")
        .update();
    var waits = OneOrder.of(mug, 1, 1_000);
    waits.id = "gid://shopify/Order/8";
    waits.name = "#8";
    waits.locationId = "place-9";
    shop.now.put(waits.id, new Delivered<>(waits.paid(T2)));
    shop.page("second", order(1, T1), waits.paid(T2));
    shop.page(null, order(2, T3));

    assertThat(orders.readOrders(SHOP)).isEqualTo(new Delivered<>(3));

    assertThat(hub.count("sale")).isEqualTo(2);
    assertThat(orders.waiting())
        .singleElement()
        .satisfies(aside -> assertThat(aside.why()).contains("strict is FENCED"));
    hub.db.jdbc().sql("update location set state = 'OPEN' where id = 'strict'").update();
    hub.now.set(NOW.plusSeconds(31));
    orders.retry();
    assertThat(orders.waiting()).isEmpty();
    assertThat(hub.cases.open()).isEmpty();
    assertThat(hub.count("sale")).isEqualTo(3);
  }

  @Test
  void of_changed_orders_only_those_that_are_not_known_so_are_asked_for() {
    shop.changed(null, order(1, T1), order(2, T2));
    assertThat(orders.readOrders(SHOP)).isEqualTo(new Delivered<>(2));
    shop.changed(null, order(1, T1), order(2, T3), order(3, T2));
    assertThat(orders.readOrders(SHOP)).isEqualTo(new Delivered<>(2));

    assertThat(shop.questions)
        .containsExactly(
            List.of("gid://shopify/Order/1", "gid://shopify/Order/2"),
            List.of("gid://shopify/Order/2", "gid://shopify/Order/3"));
    assertThat(hub.count("sale")).isEqualTo(3);
  }

  @Test
  void a_version_of_the_same_time_in_another_state_is_not_known() {
    var order = OneOrder.of(mug, 1, 1_000);
    shop.changed(null, order.unpaid(T1));
    orders.readOrders(SHOP);
    shop.changed(null, order.paid(T1));
    orders.readOrders(SHOP);
    shop.changed(null, order.paid(T1));
    orders.readOrders(SHOP);
    assertThat(shop.questions).hasSize(2);
    assertThat(hub.count("sale")).isEqualTo(1);
  }

  @Test
  void an_order_that_cannot_be_asked_for_now_keeps_the_mark_and_not_the_others() {
    var late = NOW.plus(Duration.ofHours(1));
    shop.changed(null, order(1, late.minusSeconds(1)), order(2, late));
    shop.now.put("gid://shopify/Order/1", new NotSent<>("it changed", null));
    assertThat(orders.readOrders(SHOP)).isInstanceOf(NotSent.class);
    assertThat(hub.count("sale")).isEqualTo(1);

    shop.changed(null, order(1, late.minusSeconds(1)), order(2, late));
    assertThat(orders.readOrders(SHOP)).isEqualTo(new Delivered<>(1));
    assertThat(shop.askedSince.get(1)).isEqualTo(shop.askedSince.get(0));
    assertThat(shop.questions.getLast()).containsExactly("gid://shopify/Order/1");
    assertThat(hub.count("sale")).isEqualTo(2);
  }

  @Test
  void a_reading_that_has_asked_for_enough_goes_on_in_the_next() {
    for (int page = 0; page < 3; page++) {
      int first = page * 100;
      shop.changed(
          "page " + page,
          IntStream.range(first, first + 100)
              .mapToObj(i -> order(i, NOW.plusSeconds(i)))
              .toArray(ShopOrder[]::new));
    }
    assertThat(orders.readNow(asked())).isEqualTo(new Delivered<>("200 orders"));
    assertThat(shop.questions).hasSize(2);
    orders.readOrders(SHOP);
    assertThat(shop.askedSince.getLast()).isEqualTo(NOW.plusSeconds(199));
    assertThat(hub.count("sale")).isEqualTo(300);
  }

  @Test
  void a_shop_that_fails_on_a_later_page_is_not_read_to_the_end() {
    shop.page("second", order(1, T1));
    shop.pages.add(new NotSent<>("throttled", Duration.ofSeconds(3)));
    assertThat(orders.readOrders(SHOP))
        .isEqualTo(new NotSent<>("throttled", Duration.ofSeconds(3)));
    assertThat(hub.count("sale")).isEqualTo(1);
  }

  @Test
  void a_question_without_an_answer_can_simply_be_asked_again() {
    shop.pages.add(new InDoubt<>("no answer"));
    assertThat(orders.readNow(asked())).isEqualTo(new NotSent<>("no answer", null));
    shop.pages.add(new Refused<>("no such scope"));
    assertThat(orders.readOrders(SHOP)).isEqualTo(new Refused<>("no such scope"));
  }

  @Test
  void a_shop_that_turns_in_a_circle_is_left() {
    shop.page("again");
    shop.page("again");
    assertThat(orders.readOrders(SHOP)).isInstanceOf(Refused.class);
  }

  @Test
  void more_than_one_reading_takes_is_read_in_the_next() {
    for (int page = 0; page < OrderReading.PAGES_MOST; page++) {
      shop.page("page " + page);
    }
    var delivery = asked();

    var outcome = orders.readNow(delivery);
    hub.deliveries.settle(delivery, outcome);

    assertThat(outcome).isEqualTo(new Delivered<>("0 orders"));
    assertThat(hub.deliveries.claim(Destination.SHOP_ORDERS, 1)).hasSize(1);
  }

  @Test
  void more_than_one_reading_takes_is_gone_on_with_where_it_ended_however_dense_it_is() {
    for (int page = 0; page < OrderReading.PAGES_MOST; page++) {
      shop.page("page " + page, order(page, NOW.plusSeconds(page)));
    }
    orders.readNow(asked());
    orders.readOrders(SHOP);
    // Not from before the mark, or a hundred orders within five minutes would be read for ever.
    assertThat(shop.askedSince.getLast()).isEqualTo(NOW.plusSeconds(OrderReading.PAGES_MOST - 1));
    orders.readOrders(SHOP);
    assertThat(shop.askedSince.getLast()).as("soon after").isEqualTo(shop.askedSince.get(40));
    hub.now.set(NOW.plus(OrderReading.OVERLAP_EVERY));
    orders.readOrders(SHOP);
    assertThat(shop.askedSince.getLast())
        .as("later")
        .isEqualTo(shop.askedSince.get(40).minus(OrderReading.OVERLAP));
  }

  @Test
  void a_reading_that_got_on_before_it_was_stopped_is_gone_on_with_at_once() {
    shop.page("second", order(1, NOW));
    shop.pages.add(new NotSent<>("throttled", Duration.ofSeconds(3)));
    var delivery = asked();
    var outcome = orders.readNow(delivery);
    assertThat(outcome).isEqualTo(new Delivered<>("1 orders"));
    hub.deliveries.settle(delivery, outcome);
    var next = hub.deliveries.claim(Destination.SHOP_ORDERS, 1);
    assertThat(next).singleElement().satisfies(d -> assertThat(d.attempts()).isEqualTo(1));
  }

  @Test
  void a_reading_that_is_not_complete_does_not_pretend_to_be() {
    for (int page = 0; page < OrderReading.PAGES_MOST; page++) {
      shop.page("page " + page);
    }
    // Told when to come again, nobody gives up because a shop is busy.
    assertThat(orders.readOrders(SHOP))
        .isEqualTo(new NotSent<>(
            "the shop has more orders than one reading takes", Duration.ofSeconds(1)));
  }

  @Test
  void a_shop_that_is_not_connected_waits() {
    assertThat(orders.readOrders("other-shop")).isInstanceOf(NotSent.class);
  }
}
