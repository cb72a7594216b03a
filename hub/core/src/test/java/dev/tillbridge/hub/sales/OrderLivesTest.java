package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.OneOrder.T1;
import static dev.tillbridge.hub.sales.OneOrder.T2;
import static dev.tillbridge.hub.sales.OneOrder.T3;
import static dev.tillbridge.hub.sales.SalesRig.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopOrder.Payment;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders that a shop cancelled and that stand again. */
class OrderLivesTest {

  private static final UUID FIRST = SaleIds.of("shopify", SHOP, "gid://shopify/Order/1");
  private static final UUID SECOND = SaleIds.of("shopify", SHOP, "gid://shopify/Order/1~2");
  private static final Instant T4 = T3.plusSeconds(60);
  private static final Instant T5 = T4.plusSeconds(60);

  private final SalesRig hub = new SalesRig();
  private final Sku mug = hub.shelf("MUG", 1_000, 10);
  private final ShopOrders orders = new OrderShop().orders(hub);
  private final OneOrder order = OneOrder.of(mug, 2, 1_000);

  @AfterEach
  void close() {
    hub.close();
  }

  private void take(ShopOrder version) {
    orders.take(SHOP, version);
  }

  private ShopOrder stands(Instant version, Payment payment) {
    order.cancelledAt = null;
    order.payment = payment;
    return order.at(version);
  }

  private String state(UUID sale) {
    return hub.sales.find(sale).orElseThrow().state();
  }

  @Test
  void a_late_payment_makes_a_new_sale_and_the_old_one_stays_cancelled() {
    take(order.paid(T1));
    take(order.cancelled(T2));
    take(stands(T3, Payment.PAID));
    take(stands(T3, Payment.PAID));

    assertThat(state(FIRST)).isEqualTo("CANCELLED");
    assertThat(state(SECOND)).isEqualTo("PAID");
    assertThat(hub.sales.find(SECOND).orElseThrow().deliveries())
        .singleElement()
        .satisfies(booking -> assertThat(booking.state()).isEqualTo("DUE"));
    assertThat(hub.level(mug).committed()).isEqualTo(2);
    assertThat(hub.level(mug).free()).isEqualTo(8);
    assertThat(hub.caseKinds()).isEmpty();
  }

  @Test
  void an_order_that_nobody_had_paid_is_promised_again() {
    take(order.unpaid(T1));
    take(order.cancelled(T2));
    assertThat(hub.level(mug).committed()).isZero();
    take(stands(T3, Payment.OPEN));
    assertThat(hub.level(mug).committed()).isEqualTo(2);
    assertThat(hub.count("sale")).isZero();
    take(order.paid(T4));
    assertThat(state(SECOND)).isEqualTo("PAID");
  }

  @ParameterizedTest(name = "{0} lives")
  @ValueSource(ints = {2, 3, 5})
  void it_may_die_as_often_as_it_likes(int lives) {
    var at = T1;
    take(order.paid(at));
    for (int life = 1; life < lives; life++) {
      at = at.plusSeconds(60);
      take(order.cancelled(at));
      assertThat(hub.level(mug).committed()).isZero();
      at = at.plusSeconds(60);
      take(stands(at, Payment.PAID));
      assertThat(hub.level(mug).committed()).isEqualTo(2);
    }
    assertThat(hub.count("sale where state = 'PAID'")).isEqualTo(1);
    assertThat(hub.count("sale where state = 'CANCELLED'")).isEqualTo(lives - 1);
    take(order.cancelled(at.plusSeconds(60)));
    assertThat(hub.level(mug).free()).isEqualTo(10);
    assertThat(hub.count("sale where state = 'PAID'")).isZero();
  }

  @Test
  void late_news_of_an_older_life_changes_nothing() {
    var placed = order.paid(T1);
    var cancelled = order.cancelled(T2);
    var again = stands(T3, Payment.PAID);
    take(placed);
    take(cancelled);
    take(again);
    take(placed);
    take(cancelled);
    assertThat(state(SECOND)).isEqualTo("PAID");
    assertThat(hub.level(mug).committed()).isEqualTo(2);
    order.fulfilled = true;
    take(order.at(T4));
    assertThat(state(SECOND)).isEqualTo("FULFILLED");
    assertThat(hub.level(mug).onHand()).isEqualTo(8);
  }

  @Test
  void older_news_raises_nobody_from_the_dead() {
    take(order.cancelled(T3));
    take(stands(T2, Payment.PAID));
    assertThat(hub.count("sale")).isZero();
    assertThat(hub.level(mug).committed()).isZero();
  }

  @Test
  void goods_that_had_left_are_not_taken_from_the_shelf_twice() {
    take(order.fulfilled(T1));
    take(order.cancelled(T2));
    assertThat(hub.caseKinds()).containsExactly("cancelled-after-fulfilment");
    take(stands(T3, Payment.PAID));
    take(stands(T5, Payment.PAID));
    assertThat(hub.level(mug).onHand()).isEqualTo(8);
    assertThat(hub.level(mug).committed()).isZero();
    assertThat(hub.count("sale")).isEqualTo(1);
    assertThat(state(FIRST)).isEqualTo("FULFILLED");
    assertThat(hub.caseKinds()).isEmpty();
  }
}
