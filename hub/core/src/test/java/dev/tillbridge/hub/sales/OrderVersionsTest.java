package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.OneOrder.T1;
import static dev.tillbridge.hub.sales.OneOrder.T2;
import static dev.tillbridge.hub.sales.OneOrder.T3;
import static dev.tillbridge.hub.sales.SalesRig.SHOP;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopRefund.Restock;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderVersionsTest {

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

  private Outcome<String> take(ShopOrder version) {
    return orders.take(SHOP, version);
  }

  private OrderFacts facts() {
    return Objects.requireNonNull(hub.sales.find(SALE).orElseThrow().order());
  }

  private int ledger(String cause) {
    return hub.count("stock_ledger where cause = '" + cause + "'");
  }

  @Test
  void every_version_is_kept_once_and_late_ones_change_nothing() {
    var first = order.unpaid(T1);
    var second = order.paid(T2);
    take(second);
    take(first);
    take(second);
    take(first);
    assertThat(hub.count("shop_order_version")).isEqualTo(2);
    assertThat(hub.count("shop_order_version where late")).isEqualTo(1);
    assertThat(facts().version()).isEqualTo(1);
    assertThatThrownBy(() -> hub.db.jdbc().sql("delete from shop_order_version").update())
        .hasMessageContaining("append-only");
  }

  @Test
  void units_that_an_edit_adds_are_committed_once() {
    take(order.paid(T1));
    order.lines.add(OneOrder.line(cup, 2, 500));
    order.total = order.total.plus(usd(1_000));
    var edited = order.at(T2);
    take(edited);
    take(edited);
    assertThat(hub.level(cup).committed()).isEqualTo(2);
    assertThat(hub.level(mug).committed()).isEqualTo(3);
    assertThat(hub.caseKinds()).isEmpty();
    assertThat(hub.count("entry where cause = 'ORDER_EDIT'")).isEqualTo(1);
  }

  @Test
  void parts_that_are_sent_leave_the_shelf_one_by_one() {
    take(order.paid(T1));
    order.open(1);
    take(order.at(T2));
    assertThat(hub.level(mug).onHand()).isEqualTo(8);
    assertThat(hub.level(mug).committed()).isEqualTo(1);
    assertThat(hub.sales.find(SALE).orElseThrow().state()).isEqualTo("PAID");
    take(order.fulfilled(T3));
    take(order.fulfilled(T3));
    assertThat(hub.level(mug).onHand()).isEqualTo(7);
    assertThat(hub.level(mug).committed()).isZero();
    assertThat(hub.sales.find(SALE).orElseThrow().state()).isEqualTo("FULFILLED");
    assertThat(ledger("FULFILMENT")).isEqualTo(2);
    assertThat(hub.caseKinds()).isEmpty();
  }

  @Test
  void what_is_taken_off_with_restock_is_back_on_show_and_its_money_is_on_record() {
    hub.show(mug, 6);
    take(order.paid(T1));
    order.open(2);
    order.refund(1, Restock.CANCEL, 1_000, 83);
    take(order.at(T2));
    take(order.at(T3));
    assertThat(hub.level(mug).committed()).isEqualTo(2);
    assertThat(hub.level(mug).escrowed()).isEqualTo(4);
    assertThat(hub.level(mug).onHand()).isEqualTo(10);
    assertThat(facts().refunded()).isEqualTo(usd(1_083));
    assertThat(hub.sales.find(SALE).orElseThrow().changes()).singleElement().satisfies(change -> {
      assertThat(change.kind()).isEqualTo(SaleChange.Kind.CANCELLED);
      assertThat(change.quantity()).isEqualTo(1);
      assertThat(change.amount()).isEqualTo(usd(1_083));
      assertThat(change.tax()).isEqualTo(usd(83));
    });
    assertThat(hub.caseKinds()).isEmpty();
  }

  @Test
  void what_is_taken_off_without_restock_leaves_the_shelf_and_is_a_case() {
    take(order.paid(T1));
    order.open(2);
    order.refund(1, Restock.NO_RESTOCK, 1_000, 83);
    take(order.at(T2));
    assertThat(hub.level(mug).committed()).isEqualTo(2);
    assertThat(hub.level(mug).onHand()).isEqualTo(9);
    assertThat(hub.caseKinds()).containsExactly("not-restocked");
  }

  @Test
  void what_comes_back_is_on_the_shelf_again_once() {
    take(order.fulfilled(T1));
    order.refund(2, Restock.RETURN, 2_000, 165);
    take(order.at(T2));
    take(order.at(T3));
    assertThat(hub.level(mug).onHand()).isEqualTo(9);
    assertThat(ledger("RETURN")).isEqualTo(1);
    assertThat(hub.sales.find(SALE).orElseThrow().kept(1)).isEqualTo(2);
  }

  @Test
  void what_came_back_over_the_counter_is_not_taken_in_again_when_the_shop_hears_of_it() {
    take(order.fulfilled(T1));
    hub.db
        .jdbc()
        .sql("insert into returned_line (sale_id, line, sold, returned) values (:id, 1, 3, 1)")
        .param("id", SALE)
        .update();
    order.refund(2, Restock.RETURN, 2_000, 165);
    take(order.at(T2));
    assertThat(hub.level(mug).onHand()).isEqualTo(8);
  }

  @Test
  void a_second_refund_is_a_second_one_and_a_repeated_one_is_none() {
    take(order.fulfilled(T1));
    order.refund(1, Restock.RETURN, 1_000, 83);
    take(order.at(T2));
    order.refund(1, Restock.NO_RESTOCK, 1_000, 82);
    take(order.at(T3));
    take(order.at(T3.plusSeconds(1)));
    assertThat(hub.count("entry where cause = 'SHOP_REFUND'")).isEqualTo(2);
    assertThat(hub.level(mug).onHand()).isEqualTo(8);
    assertThat(hub.count("shop_refund")).isEqualTo(2);
  }

  @Test
  void an_order_first_heard_of_when_all_has_happened_ends_alike() {
    order.open(1);
    order.refund(1, Restock.CANCEL, 1_000, 83);
    take(order.at(T3));
    assertThat(hub.level(mug).committed()).isEqualTo(1);
    assertThat(hub.level(mug).onHand()).isEqualTo(9);
    var sale = hub.sales.find(SALE).orElseThrow();
    assertThat(sale.total()).isEqualTo(order.total);
    assertThat(facts().refunded()).isEqualTo(usd(1_083));
  }

  @Test
  void what_was_taken_off_before_it_was_paid_was_never_charged() {
    take(order.unpaid(T1));
    order.open(2);
    order.refund(1, Restock.CANCEL, 1_000, 83);
    var free = order.refunds.getFirst();
    order.refunds.set(
        0,
        new dev.tillbridge.model.shop.ShopRefund(
            free.id(), free.at(), usd(0), usd(0), free.lines(), ""));
    order.more = new ShopOrder.More(order.total.minus(usd(1_083)), null, null, null);
    take(order.paid(T2));
    var sale = hub.sales.find(SALE).orElseThrow();
    assertThat(sale.total()).isEqualTo(order.total.minus(usd(1_083)));
    assertThat(sale.lines().getFirst().quantity()).isEqualTo(2);
    assertThat(hub.level(mug).committed()).isEqualTo(2);
    assertThat(hub.caseKinds()).isEmpty();
  }

  @Test
  void an_order_that_is_cancelled_after_a_part_was_sent_keeps_what_has_left() {
    take(order.paid(T1));
    order.open(2);
    take(order.at(T2));
    take(order.cancelled(T3));
    assertThat(hub.level(mug).onHand()).isEqualTo(9);
    assertThat(hub.level(mug).committed()).isZero();
    assertThat(hub.caseKinds()).contains("cancelled-after-fulfilment");
    assertThat(hub.sales.find(SALE).orElseThrow().state()).isEqualTo("PAID");
  }

  @Test
  void tips_and_duties_are_charges_of_their_own_kind() {
    order.charges.add(new SaleCharge(SaleCharge.Kind.TIP, "Tip", usd(300)));
    order.charges.add(new SaleCharge(SaleCharge.Kind.DUTY, "Duties", usd(120)));
    order.total = order.total.plus(usd(420));
    take(order.paid(T1));
    var sale = hub.sales.find(SALE).orElseThrow();
    assertThat(sale.charges()).isEqualTo(order.charges);
    assertThat(sale.total()).isEqualTo(order.total);
    assertThat(hub.sales.forBooks(SALE).orElseThrow().sale().total()).isEqualTo(order.total);
  }

  @Test
  void a_gift_card_is_a_tender_of_its_own() {
    order.more = new ShopOrder.More(order.total, usd(1_000), null, null);
    take(order.paid(T1));
    assertThat(hub.sales.find(SALE).orElseThrow().tenders())
        .extracting(Tender::kind, Tender::amount)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Tender.Kind.GIFT_CARD, usd(1_000)),
            org.assertj.core.groups.Tuple.tuple(Tender.Kind.SHOP, order.total.minus(usd(1_000))));
  }

  @Test
  void a_test_order_is_recorded_and_touches_neither_shelf_nor_books() {
    order.test = true;
    take(order.paid(T1));
    order.lines.add(OneOrder.line(cup, 2, 500));
    take(order.at(T2));
    assertThat(hub.count("shop_order where test and state = 'IGNORED'")).isEqualTo(1);
    assertThat(hub.count("shop_order_version")).isEqualTo(2);
    assertThat(hub.count("sale")).isZero();
    assertThat(hub.count("delivery where destination = 'BOOKS'")).isZero();
    assertThat(hub.level(mug).committed()).isZero();
  }

  @Test
  void risk_and_the_customers_own_currency_are_kept_also_when_later_news_leaves_them_out() {
    order.more = new ShopOrder.More(null, null, Money.of(3_330, "EUR"), ShopOrder.Risk.HIGH);
    take(order.paid(T1));
    order.more = ShopOrder.More.NOTHING;
    take(order.at(T2));
    assertThat(facts().risk()).isEqualTo(ShopOrder.Risk.HIGH);
    assertThat(facts().presentment()).isEqualTo(Money.of(3_330, "EUR"));
  }

  @Test
  void of_two_versions_of_one_time_the_shop_says_which_is_current() {
    var shop = new OrderShop();
    var asking = shop.orders(hub);
    var sent = OneOrder.of(mug, 3, 1_000);
    sent.open(1);
    shop.current = sent.at(T1);
    asking.take(SHOP, order.paid(T1));
    assertThat(asking.take(SHOP, sent.at(T1))).isEqualTo(new Delivered<>(SALE.toString()));
    assertThat(hub.level(mug).committed()).isEqualTo(1);
    assertThat(shop.asked).isEqualTo(1);
    // The older of the two once more: known by its content, nobody is asked.
    asking.take(SHOP, order.paid(T1));
    assertThat(shop.asked).isEqualTo(1);
    assertThat(hub.level(mug).onHand()).isEqualTo(8);
  }

  @Test
  void an_order_fulfilled_and_edited_afterwards_commits_what_was_added() {
    take(order.fulfilled(T1));
    order.fulfilled = false;
    order.open(0);
    order.lines.add(OneOrder.line(cup, 2, 500));
    order.total = order.total.plus(usd(1_000));
    take(order.at(T2));
    assertThat(hub.level(cup).committed()).isEqualTo(2);
    take(order.fulfilled(T3));
    assertThat(hub.level(cup).committed()).isZero();
    assertThat(hub.level(cup).onHand()).isEqualTo(8);
    assertThat(hub.level(mug).onHand()).isEqualTo(7);
  }
}
