package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.AtOnce.atOnce;
import static dev.tillbridge.hub.sales.OneOrder.T1;
import static dev.tillbridge.hub.sales.OneOrder.T2;
import static dev.tillbridge.hub.sales.SalesRig.SHOP;
import static dev.tillbridge.hub.sales.SalesRig.STRICT;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.Customer;
import dev.tillbridge.model.sale.ExternalRef;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.stock.Shortage;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShopOrdersTest {

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
  void a_paid_order_becomes_one_sale_with_its_stock_and_its_news_for_the_books() {
    hub.show(mug, 6);

    assertThat(take(order.paid(T1))).isEqualTo(new Delivered<>(SALE.toString()));

    var view = hub.sales.find(SALE).orElseThrow();
    assertThat(view.state()).isEqualTo("PAID");
    assertThat(view.channel()).isEqualTo(Channel.WEB);
    assertThat(view.register()).isNull();
    assertThat(view.receiptNumber()).isEqualTo("#1001");
    assertThat(view.reference()).isEqualTo(new ExternalRef("shopify", SHOP, order.id));
    assertThat(view.soldAt()).isEqualTo(T1);
    assertThat(view.shipping()).isEqualTo(usd(500));
    assertThat(view.tax()).isEqualTo(usd(165));
    assertThat(view.total()).isEqualTo(usd(2_665));
    assertThat(view.customer()).isEqualTo(new Customer("Ada", "ada@example.com"));
    assertThat(view.tenders())
        .containsExactly(new Tender(Tender.Kind.SHOP, usd(2_665), null, null, "shopify_payments"));
    assertThat(view.deliveries()).extracting(DeliveryState::state).containsExactly("DUE");
    assertThat(hub.level(mug).onHand()).isEqualTo(10);
    assertThat(hub.level(mug).committed()).isEqualTo(2);
    assertThat(hub.level(mug).escrowed())
        .as("consumed from what the shop shows")
        .isEqualTo(4);
    assertThat(hub.caseKinds()).isEmpty();
  }

  @Test
  void a_triple_webhook_with_the_update_before_the_create_is_one_order() {
    var create = order.paid(T1);
    var update = order.paid(T2);
    for (int i = 0; i < 3; i++) {
      take(update);
      take(create);
    }
    assertThat(hub.count("sale")).isEqualTo(1);
    assertThat(hub.count("delivery where destination = 'BOOKS'")).isEqualTo(1);
    assertThat(hub.level(mug).committed()).isEqualTo(2);
  }

  @Test
  void parallel_webhooks_and_readings_of_one_order_are_one_sale() throws Exception {
    var version = order.paid(T1);
    var answers = atOnce(20, () -> take(version));
    assertThat(answers).containsOnly(new Delivered<>(SALE.toString()));
    assertThat(hub.count("sale")).isEqualTo(1);
    assertThat(hub.level(mug).committed()).isEqualTo(2);
  }

  @Test
  void parallel_news_of_a_payment_is_one_sale() throws Exception {
    take(order.unpaid(T1));
    var version = order.paid(T2);
    var answers = atOnce(20, () -> take(version));
    assertThat(answers).containsOnly(new Delivered<>(SALE.toString()));
    assertThat(hub.count("delivery where destination = 'BOOKS'")).isEqualTo(1);
    assertThat(hub.level(mug).committed()).isEqualTo(2);
  }

  @Test
  void an_unpaid_order_takes_its_units_as_the_shop_does_and_becomes_a_sale_when_paid() {
    hub.show(mug, 6);
    assertThat(take(order.unpaid(T1))).isEqualTo(new Delivered<>("not paid yet"));
    assertThat(hub.count("sale")).isZero();
    assertThat(hub.level(mug).committed()).isEqualTo(2);
    assertThat(hub.level(mug).escrowed()).isEqualTo(4);

    assertThat(take(order.paid(T2))).isEqualTo(new Delivered<>(SALE.toString()));

    assertThat(hub.level(mug).committed()).as("taken once").isEqualTo(2);
    assertThat(hub.count("delivery where destination = 'BOOKS'")).isEqualTo(1);
  }

  @Test
  void an_older_version_decides_nothing_even_if_it_says_more() {
    var paid = order.paid(T1);
    // Since then an item was added, and the rest of the money is not there yet.
    order.lines.add(OneOrder.line(mug, 1, 1_000));
    order.total = usd(3_665);
    take(order.unpaid(T2));

    assertThat(take(paid)).isEqualTo(new Delivered<>("older news, nothing changed"));

    assertThat(hub.count("sale")).isZero();
    assertThat(hub.level(mug).committed()).isEqualTo(3);
  }

  @Test
  void a_payment_within_the_same_second_is_not_overlooked() {
    take(order.unpaid(T1));
    take(order.paid(T1));
    assertThat(hub.sales.find(SALE)).isPresent();
    take(order.fulfilled(T1));
    assertThat(hub.sales.find(SALE).orElseThrow().state()).isEqualTo("FULFILLED");
  }

  @Test
  void goods_that_leave_are_off_the_shelf() {
    take(order.paid(T1));
    take(order.fulfilled(T2));
    take(order.fulfilled(T2));
    assertThat(hub.sales.find(SALE).orElseThrow().state()).isEqualTo("FULFILLED");
    assertThat(hub.level(mug).onHand()).isEqualTo(8);
    assertThat(hub.level(mug).committed()).isZero();
  }

  @Test
  void an_order_first_heard_of_when_its_goods_have_left_is_sold_and_fulfilled() {
    take(order.fulfilled(T2));
    assertThat(hub.sales.find(SALE).orElseThrow().state()).isEqualTo("FULFILLED");
    assertThat(hub.level(mug).onHand()).isEqualTo(8);
    assertThat(hub.level(mug).committed()).isZero();
  }

  @Test
  void goods_sent_before_the_money_came_are_off_the_shelf_once() {
    order.payment = ShopOrder.Payment.OPEN;
    take(order.fulfilled(T1));
    assertThat(hub.level(mug).onHand()).isEqualTo(8);
    take(order.paid(T2));
    assertThat(hub.level(mug).onHand()).isEqualTo(8);
    assertThat(hub.sales.find(SALE).orElseThrow().state()).isEqualTo("FULFILLED");
  }

  @Test
  void what_the_shop_sold_beyond_the_shelf_is_recorded_as_short() {
    var big = OneOrder.of(mug, 12, 1_000);
    take(big.paid(T1));
    assertThat(hub.sales.find(SALE).orElseThrow().shortages())
        .containsExactly(new Shortage(mug, 12, 10));
    assertThat(hub.level(mug).free()).isEqualTo(-2);
  }

  @Test
  void an_order_is_served_from_the_location_it_names() {
    order.locationId = "place-9";
    take(order.paid(T1));
    assertThat(hub.sales.find(SALE).orElseThrow().location()).isEqualTo(STRICT);
  }

  @Test
  void a_test_order_is_ignored_for_ever() {
    order.test = true;
    assertThat(take(order.paid(T1))).isEqualTo(new Delivered<>("test order, ignored"));
    assertThat(take(order.paid(T2))).isEqualTo(new Delivered<>("nothing new"));
    assertThat(hub.count("sale")).isZero();
    assertThat(hub.level(mug).committed()).isZero();
  }

  @Test
  void a_shop_that_is_not_connected_waits() {
    assertThat(orders.take("other-shop", order.paid(T1))).isInstanceOf(NotSent.class);
  }

  @Test
  void an_order_for_a_fenced_location_waits() {
    hub.db.jdbc().sql("update location set state = 'FENCED' where id = 'main'").update();
    assertThat(take(order.paid(T1))).isInstanceOf(NotSent.class);
    assertThat(hub.count("shop_order")).isZero();
  }

  @Test
  void one_order_has_one_id_and_another_shops_order_has_another() {
    assertThat(SALE.version()).isEqualTo(8);
    assertThat(SALE.variant()).isEqualTo(2);
    assertThat(SaleIds.of("shopify", SHOP, "gid://shopify/Order/1")).isEqualTo(SALE);
    assertThat(SaleIds.of("shopify", "other", "gid://shopify/Order/1")).isNotEqualTo(SALE);
    assertThat(SaleIds.of("shopify", SHOP, "gid://shopify/Order/2")).isNotEqualTo(SALE);
  }
}
