package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.OneOrder.T1;
import static dev.tillbridge.hub.sales.OneOrder.T2;
import static dev.tillbridge.hub.sales.OneOrder.T3;
import static dev.tillbridge.hub.sales.SalesRig.SHOP;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopRefund;
import dev.tillbridge.model.shop.ShopRefund.Restock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes after an order was paid: exchanges, write-offs, and cases that stay closed. */
class OrderAftermathTest {

  private static final UUID SALE = SaleIds.of("shopify", SHOP, "gid://shopify/Order/1");

  private final SalesRig hub = new SalesRig();
  private final Sku mug = hub.shelf("MUG", 1_000, 10);
  private final Sku cup = hub.shelf("CUP", 500, 10);
  private final ShopOrders orders = new OrderShop().orders(hub);
  private final OneOrder order = OneOrder.of(mug, 3, 1_000);

  @AfterEach
  void close() {
    hub.close();
  }

  private void take(ShopOrder version) {
    assertThat(orders.take(SHOP, version)).isInstanceOf(Delivered.class);
  }

  private String state() {
    return hub.db.jdbc().sql("select state from shop_order").query(String.class).single();
  }

  private void closeAll() {
    hub.cases.open().stream().map(OpenCase::id).forEach(id -> hub.cases.resolve(id, "ada"));
  }

  @Test
  void an_exchange_brings_one_thing_back_and_sends_another_and_the_money_is_told_to_the_cent() {
    take(order.fulfilled(T1));
    order.refund(1, Restock.RETURN, 1_000, 83);
    order.fulfilled = false;
    order.open(0);
    order.lines.add(OneOrder.line(cup, 2, 500));
    order.total = order.total.plus(usd(1_000));
    take(order.at(T2));
    take(order.fulfilled(T3));
    assertThat(hub.level(mug).onHand()).isEqualTo(8);
    assertThat(hub.level(cup).onHand()).isEqualTo(8);
    assertThat(hub.level(cup).committed()).isZero();
    var facts = Objects.requireNonNull(hub.sales.find(SALE).orElseThrow().order());
    assertThat(facts.total()).isEqualTo(order.total);
    assertThat(facts.refunded()).isEqualTo(usd(1_083));
    assertThat(hub.caseKinds()).as("the ledger has it all").isEmpty();
  }

  @Test
  void cancelled_without_restock_is_written_off_and_not_taken_for_sent() {
    take(order.paid(T1));
    order.open(0);
    order.refund(3, Restock.NO_RESTOCK, 3_000, 248);
    take(order.cancelled(T2));
    assertThat(state()).isEqualTo("CANCELLED");
    assertThat(hub.sales.find(SALE).orElseThrow().state()).isEqualTo("CANCELLED");
    assertThat(hub.level(mug).committed()).isZero();
    assertThat(hub.level(mug).onHand()).isEqualTo(7);
    assertThat(hub.caseKinds()).containsExactly("not-restocked");
  }

  @Test
  void an_order_first_heard_of_when_it_was_cancelled_without_restock_ends_alike() {
    order.open(0);
    order.refund(3, Restock.NO_RESTOCK, 3_000, 248);
    take(order.cancelled(T2));
    assertThat(state()).isEqualTo("CANCELLED");
    assertThat(hub.count("sale")).isZero();
    assertThat(hub.level(mug).committed()).isZero();
    assertThat(hub.level(mug).onHand()).isEqualTo(7);
    assertThat(hub.caseKinds()).containsExactly("not-restocked");
  }

  @Test
  void an_unpaid_order_of_which_units_are_written_off_says_so_once() {
    take(order.unpaid(T1));
    order.open(2);
    order.refund(1, Restock.NO_RESTOCK, 1_000, 83);
    var free = order.refunds.getFirst();
    order.refunds.set(0, new ShopRefund(free.id(), free.at(), usd(0), usd(0), free.lines(), ""));
    take(order.unpaid(T2));
    assertThat(hub.caseKinds()).containsExactly("not-restocked");
    closeAll();
    order.more = new ShopOrder.More(order.total.minus(usd(1_083)), null, null, null);
    take(order.paid(T3));
    assertThat(hub.caseKinds()).isEmpty();
    assertThat(hub.level(mug).onHand()).isEqualTo(9);
    assertThat(hub.level(mug).committed()).isEqualTo(2);
  }

  @Test
  void what_was_sent_of_a_cancelled_order_is_a_sale_also_when_its_end_is_all_we_hear() {
    order.open(2);
    order.refund(2, Restock.CANCEL, 2_000, 165);
    order.open(0);
    take(order.cancelled(T3));
    var sale = hub.sales.find(SALE).orElseThrow();
    assertThat(sale.total()).isEqualTo(order.total);
    assertThat(hub.level(mug).onHand()).isEqualTo(9);
    assertThat(hub.level(mug).committed()).isZero();
    assertThat(hub.caseKinds()).containsExactly("cancelled-after-fulfilment");
  }

  @Test
  void an_order_whose_goods_were_all_taken_off_before_it_was_paid_is_no_sale() {
    order.open(0);
    order.refund(3, Restock.CANCEL, 3_000, 248);
    var free = order.refunds.getFirst();
    order.refunds.set(0, new ShopRefund(free.id(), free.at(), usd(0), usd(0), free.lines(), ""));
    order.more = new ShopOrder.More(usd(500), null, null, null);
    take(order.paid(T2));
    assertThat(hub.count("sale")).isZero();
    assertThat(hub.level(mug).committed()).isZero();
    assertThat(hub.level(mug).onHand()).isEqualTo(10);
    assertThat(hub.caseKinds()).containsExactly("paid-without-goods");
  }

  @Test
  void what_came_back_before_anybody_had_paid_was_never_charged() {
    order.fulfilled = true;
    take(order.unpaid(T1));
    order.refund(1, Restock.RETURN, 1_000, 83);
    var free = order.refunds.getFirst();
    order.refunds.set(0, new ShopRefund(free.id(), free.at(), usd(0), usd(0), free.lines(), ""));
    var received = order.total.minus(usd(1_083));
    order.more = new ShopOrder.More(received, null, null, null);
    take(order.paid(T2));
    assertThat(hub.sales.find(SALE).orElseThrow().total()).isEqualTo(received);
    assertThat(hub.level(mug).onHand()).isEqualTo(8);
  }

  @Test
  void money_that_went_back_somehow_and_a_sending_that_was_undone_are_told_once() {
    take(order.fulfilled(T1));
    order.fulfilled = false;
    order.payment = ShopOrder.Payment.REFUNDED;
    take(order.at(T2));
    assertThat(hub.caseKinds()).containsExactlyInAnyOrder("refund-at-shop", "sending-undone");
    closeAll();
    take(order.at(T3));
    assertThat(hub.caseKinds()).isEmpty();
    assertThat(hub.level(mug).onHand()).isEqualTo(7);
  }

  @Test
  void what_one_version_adds_and_sends_and_takes_off_moves_the_shelf_once_each() {
    take(order.paid(T1));
    order.open(1);
    order.refund(1, Restock.CANCEL, 1_000, 83);
    var added = OneOrder.line(cup, 4, 500);
    order.lines.add(new ShopOrder.Line(added.id(), cup, "A cup", 4, 1, usd(500), usd(0), true));
    order.total = order.total.plus(usd(2_000));
    take(order.at(T2));
    assertThat(hub.level(mug).onHand()).isEqualTo(9);
    assertThat(hub.level(mug).committed()).isEqualTo(1);
    assertThat(hub.level(cup).onHand()).isEqualTo(7);
    assertThat(hub.level(cup).committed()).isEqualTo(1);
    assertThat(List.of("SHOP_ORDER", "FULFILMENT"))
        .allSatisfy(cause -> assertThat(
                hub.count("stock_ledger where sku = 'CUP' and cause = '" + cause + "'"))
            .isEqualTo(1));
    assertThat(hub.count("""
            (select sum(committed) over (partition by location, sku order by seq) as so_far
               from stock_ledger) p where so_far < 0""")).as("promises below zero at any moment").isZero();
  }

  @Test
  void old_news_of_an_unknown_version_is_a_hint_and_the_shop_is_asked_how_the_order_is_now() {
    var shop = new OrderShop();
    var hearing = shop.orders(hub);
    hub.now.set(T3.plusSeconds(3_600));
    var first = order.paid(T1);
    order.open(1);
    shop.current = order.at(T2);
    hearing.hear(SHOP, first);
    assertThat(shop.asked).isEqualTo(1);
    assertThat(hub.level(mug).onHand()).isEqualTo(8);
    // As much is known now: the first version, old as it is, is no reason to ask again.
    hearing.hear(SHOP, first);
    hearing.hear(SHOP, order.at(T2));
    assertThat(shop.asked).isEqualTo(1);
    hub.now.set(T3.plusSeconds(60));
    hearing.hear(SHOP, order.fulfilled(T3));
    assertThat(shop.asked).isEqualTo(1);
    assertThat(hub.level(mug).onHand()).isEqualTo(7);
  }
}
