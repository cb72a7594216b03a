package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.OneOrder.T1;
import static dev.tillbridge.hub.sales.OneOrder.T2;
import static dev.tillbridge.hub.sales.SalesRig.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only a poll saw and could not be taken is not forgotten; a long list is read to its end. */
class SetAsideOrdersTest {

  private static final String ID = "gid://shopify/Order/7";

  private final SalesRig hub = new SalesRig();
  private final OrderShop shop = new OrderShop();
  private final Sku mug = hub.shelf("MUG", 1_000, 10_000);
  private final ShopOrders orders = shop.orders(hub);

  @AfterEach
  void close() {
    hub.close();
  }

  private ShopOrder unknown() {
    var order = OneOrder.of(new Sku("CUP"), 1, 1_000);
    order.id = ID;
    order.name = "#7";
    return order.paid(T1);
  }

  private ShopOrder order(int number, Instant version) {
    var order = OneOrder.of(mug, 1, 1_000);
    order.id = "gid://shopify/Order/" + number;
    order.name = "#" + number;
    return order.paid(version);
  }

  private void setAside() {
    shop.now.put(ID, new Delivered<>(unknown()));
    shop.page(null, unknown());
    orders.readOrders(SHOP);
    assertThat(orders.waiting()).hasSize(1);
  }

  private void later(Duration time) {
    hub.now.set(hub.clock.instant().plus(time));
    orders.retry();
  }

  @Test
  void it_is_taken_by_itself_once_what_was_wrong_is_mended() {
    setAside();
    hub.shelf("CUP", 1_000, 10);
    later(Duration.ofMinutes(4));
    assertThat(hub.count("sale")).as("not yet due").isZero();
    later(Duration.ofMinutes(2));
    assertThat(hub.count("sale")).isEqualTo(1);
    assertThat(hub.cases.open()).isEmpty();
    assertThat(orders.waiting()).isEmpty();
  }

  @Test
  void a_person_need_not_wait() {
    setAside();
    assertThat(orders.retry(SHOP, ID)).get().isInstanceOf(Refused.class);
    hub.shelf("CUP", 1_000, 10);
    assertThat(orders.retry(SHOP, ID)).get().isInstanceOf(Delivered.class);
    assertThat(orders.retry(SHOP, ID)).as("it does not wait any more").isEmpty();
    assertThat(hub.count("sale")).isEqualTo(1);
  }

  @Test
  void what_was_corrected_at_the_shop_is_taken_as_it_is_now() {
    setAside();
    shop.now.put(ID, new Delivered<>(order(7, T2)));
    later(Duration.ofMinutes(6));
    assertThat(hub.count("sale")).isEqualTo(1);
  }

  @Test
  void the_pauses_grow_and_no_try_is_the_last() {
    setAside();
    var pauses = new java.util.ArrayList<Long>();
    for (int i = 0; i < 9; i++) {
      var before = hub.clock.instant();
      later(Duration.between(before, orders.waiting().getFirst().nextAt()));
      pauses.add(
          Duration.between(hub.clock.instant(), orders.waiting().getFirst().nextAt())
              .toMinutes());
    }
    assertThat(pauses).startsWith(10L, 20L, 40L).endsWith(320L, 320L);
    assertThat(hub.caseKinds()).containsExactly("order-set-aside");
  }

  @Test
  void a_shop_that_does_not_answer_costs_a_try_and_nothing_else() {
    setAside();
    shop.now.put(ID, new NotSent<>("the shop is down", null));
    later(Duration.ofMinutes(6));
    assertThat(orders.waiting())
        .singleElement()
        .satisfies(waiting -> assertThat(waiting.why()).isEqualTo("the shop is down"));
    shop.now.put(ID, new Delivered<>(unknown()));
    hub.shelf("CUP", 1_000, 10);
    later(Duration.ofMinutes(11));
    assertThat(hub.count("sale")).isEqualTo(1);
  }

  @Test
  void what_was_given_up_is_not_tried_again() {
    setAside();
    orders.giveUp(SHOP, ID, "Olivia");
    hub.shelf("CUP", 1_000, 10);
    later(Duration.ofHours(24));
    assertThat(hub.count("sale")).isZero();
    assertThat(hub.cases.open()).isEmpty();
  }

  @Test
  void whoever_closes_the_case_has_given_it_up() {
    setAside();
    hub.cases.resolve(hub.cases.open().getFirst().id(), "Olivia");
    hub.shelf("CUP", 1_000, 10);
    later(Duration.ofHours(24));
    assertThat(hub.count("sale")).isZero();
    assertThat(orders.waiting()).isEmpty();
  }
}
