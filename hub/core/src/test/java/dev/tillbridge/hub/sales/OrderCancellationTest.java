package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.OneOrder.T1;
import static dev.tillbridge.hub.sales.OneOrder.T2;
import static dev.tillbridge.hub.sales.OneOrder.T3;
import static dev.tillbridge.hub.sales.SalesRig.SHOP;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.shop.ShopOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OrderCancellationTest {

  private static final UUID SALE = SaleIds.of("shopify", SHOP, "gid://shopify/Order/1");

  private final SalesRig hub = new SalesRig();
  private final Sku mug = hub.shelf("MUG", 1_000, 10);
  private final ShopOrders orders = new OrderShop().orders(hub);
  private final OneOrder order = OneOrder.of(mug, 2, 1_000);

  @AfterEach
  void close() {
    hub.close();
  }

  private Outcome<String> take(ShopOrder version) {
    return orders.take(SHOP, version);
  }

  @Test
  void cancel_then_create_then_paid_ends_cancelled_and_nothing_has_moved() {
    var create = order.unpaid(T1);
    var paid = order.paid(T2);
    var cancel = order.cancelled(T3);

    take(cancel);
    take(create);
    take(paid);

    assertNetZero();
    assertThat(hub.count("sale")).isZero();
  }

  private void assertNetZero() {
    assertThat(hub.db
            .jdbc()
            .sql("select state from shop_order")
            .query(String.class)
            .single())
        .isEqualTo("CANCELLED");
    assertThat(hub.level(mug).onHand()).isEqualTo(10);
    assertThat(hub.level(mug).committed()).isZero();
    assertThat(hub.level(mug).free()).isEqualTo(10);
    assertThat(hub.count("delivery where destination = 'BOOKS' and state = 'DUE'"))
        .isZero();
    assertThat(hub.count("sale where state <> 'CANCELLED'")).isZero();
  }

  /** Whatever the order of arrival and however often: the newest version decides. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void however_the_versions_arrive_the_end_is_the_same(long seed) {
    var random = new Random(seed * 0x9E3779B97F4A7C15L);
    var versions = List.of(
        order.unpaid(T1), order.paid(T2), order.paid(T2.plusSeconds(1)), order.cancelled(T3));
    var arrivals = new ArrayList<>(versions);
    for (int i = 0; i < 4; i++) {
      arrivals.add(random.nextInt(arrivals.size()), versions.get(random.nextInt(4)));
    }
    Collections.shuffle(arrivals, random);

    arrivals.forEach(this::take);

    assertNetZero();
    assertThat(hub.caseKinds()).isEmpty();
  }

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  @Test
  void an_unpaid_order_that_is_cancelled_gives_its_units_back() {
    hub.show(mug, 6);
    take(order.unpaid(T1));
    take(order.cancelled(T2));
    take(order.cancelled(T2));
    assertThat(hub.level(mug).committed()).isZero();
    assertThat(hub.level(mug).escrowed()).isEqualTo(6);
    assertThat(hub.count("sale")).isZero();
  }

  @Test
  void an_order_cancelled_before_posting_is_never_booked() {
    hub.show(mug, 6);
    take(order.paid(T1));

    assertThat(take(order.cancelled(T2))).isEqualTo(new Delivered<>(SALE + " cancelled"));

    var view = hub.sales.find(SALE).orElseThrow();
    assertThat(view.state()).isEqualTo("CANCELLED");
    assertThat(view.deliveries())
        .extracting(d -> d.state() + ": " + d.note())
        .containsExactly("DONE: cancelled before posting");
    assertThat(hub.deliveries.claim(Destination.BOOKS, 10)).isEmpty();
    assertThat(hub.level(mug).committed()).isZero();
    assertThat(hub.level(mug).escrowed()).as("back on show at the shop").isEqualTo(6);
    assertThat(hub.caseKinds()).isEmpty();
  }

  @Test
  void an_order_cancelled_while_it_is_being_booked_is_told_with_its_end() {
    take(order.paid(T1));
    hub.deliveries.claim(Destination.BOOKS, 1);

    take(order.cancelled(T2));

    assertThat(hub.sales.find(SALE).orElseThrow().state()).isEqualTo("CANCELLED");
    assertThat(hub.sales.find(SALE).orElseThrow().deliveries())
        .as("it is told, and its end has a document of its own")
        .filteredOn(news -> news.destination().equals(Destination.BOOKS.name()))
        .extracting(news -> news.state())
        .containsExactly("DUE");
    assertThat(hub.caseKinds()).isEmpty();
  }

  @Test
  void an_order_cancelled_after_its_goods_left_is_a_case_and_moves_nothing() {
    take(order.fulfilled(T1));
    take(order.cancelled(T2));
    take(order.cancelled(T3));
    assertThat(hub.sales.find(SALE).orElseThrow().state()).isEqualTo("FULFILLED");
    assertThat(hub.level(mug).onHand()).isEqualTo(8);
    assertThat(hub.caseKinds()).containsExactly("cancelled-after-fulfilment");
  }

  @Test
  void money_that_went_back_at_the_shop_is_a_case_and_moves_no_stock() {
    take(order.paid(T1));
    order.payment = ShopOrder.Payment.REFUNDED;
    take(order.at(T2));
    assertThat(hub.caseKinds()).containsExactly("refund-at-shop");
    assertThat(hub.level(mug).committed()).isEqualTo(2);
    assertThat(hub.sales.find(SALE).orElseThrow().state()).isEqualTo("PAID");
  }

  @Test
  void a_refunded_order_that_we_never_heard_of_is_recorded_as_charged_with_a_case() {
    order.payment = ShopOrder.Payment.REFUNDED;
    take(order.at(T2));
    assertThat(hub.sales.find(SALE)).isPresent();
    assertThat(hub.caseKinds()).containsExactly("refund-at-shop");
  }

  @Test
  void an_order_that_was_edited_after_the_sale_needs_nobody() {
    take(order.paid(T1));
    order.lines.add(OneOrder.line(mug, 1, 1_000));
    order.total = usd(3_665);
    take(order.at(T2));
    assertThat(hub.caseKinds()).isEmpty();
    assertThat(hub.count("entry where cause = 'ORDER_EDIT'")).isEqualTo(1);
  }
}
