package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.OneOrder.T1;
import static dev.tillbridge.hub.sales.OneOrder.T2;
import static dev.tillbridge.hub.sales.OneOrder.T3;
import static dev.tillbridge.hub.sales.SalesRig.SHOP;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.EntryView;
import dev.tillbridge.hub.books.Ledger;
import dev.tillbridge.hub.books.NaiveSums;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopRefund;
import dev.tillbridge.model.shop.ShopRefund.Restock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the ledger says of a web order: 30.00 of goods, 5.00 for shipping, 2.48 of tax. */
class OrdersInTheLedgerTest {

  private static final UUID SALE = SaleIds.of("shopify", SHOP, "gid://shopify/Order/1");

  private static final String SHOPS = "1120";
  private static final String OWED_BY = "1200";
  private static final String TAX = "2200";
  private static final String OWED_TO = "2520";
  private static final String SALES = "4000";
  private static final String DISCOUNT = "4100";
  private static final String SHIPPING = "4200";

  private static final Map<String, Long> SOLD =
      Map.of(SHOPS, 3_748L, TAX, -248L, SALES, -3_000L, SHIPPING, -500L);

  private final SalesRig hub = new SalesRig();
  private final Sku mug = hub.shelf("MUG", 1_000, 10);
  private final Sku cup = hub.shelf("CUP", 500, 10);
  private final ShopOrders orders = new OrderShop().orders(hub);
  private final OneOrder order = OneOrder.of(mug, 3, 1_000);

  @AfterEach
  void close() {
    assertThat(NaiveSums.reported(hub.db)).isEqualTo(NaiveSums.of(hub.db));
    hub.close();
  }

  private void take(ShopOrder version) {
    assertThat(orders.take(SHOP, version)).isInstanceOf(Delivered.class);
  }

  private Map<String, Long> books() {
    return NaiveSums.of(hub.db);
  }

  private List<EntryView> entries() {
    return new Ledger(hub.db.jdbc()).ofSale(SALE);
  }

  /** The last refund gave no money. */
  private void withoutMoney() {
    var refund = order.refunds.removeLast();
    order.refunds.add(new ShopRefund(refund.id(), T2, usd(0), usd(0), refund.lines(), ""));
    order.payment = ShopOrder.Payment.PAID;
  }

  @Test
  void an_order_is_entered_when_it_is_paid_and_once() {
    take(order.unpaid(T1));
    assertThat(books()).isEmpty();
    take(order.paid(T2));
    take(order.paid(T2));
    take(order.fulfilled(T3));
    assertThat(books()).isEqualTo(SOLD);
    var entry = entries().getFirst();
    assertThat(entry.words()).isEqualTo("Sale #1001");
    assertThat(entry.day()).isEqualTo("2026-11-22");
    assertThat(entry.source()).isEqualTo(SHOP);
    assertThat(entry.channel()).isEqualTo("WEB");
    assertThat(entry.location()).isEqualTo("main");
  }

  @Test
  void each_refund_is_entered_once_on_its_own_day_and_names_the_day_of_the_sale() {
    take(order.fulfilled(T1));
    order.refund(1, Restock.RETURN, 1_000, 83);
    take(order.at(T2));
    take(order.at(T3));
    assertThat(books())
        .isEqualTo(Map.of(SHOPS, 2_665L, TAX, -165L, SALES, -2_000L, SHIPPING, -500L));
    assertThat(entries()).hasSize(2);
    assertThat(entries().getLast().words()).isEqualTo("Refund of order #1001, sold 2026-11-22");
    assertThat(entries().getLast().eventAt()).isEqualTo(T2);
  }

  @Test
  void an_order_that_was_given_back_as_a_whole_leaves_nothing() {
    take(order.fulfilled(T1));
    order.refund(1, Restock.RETURN, 1_000, 83);
    take(order.at(T2));
    order.refund(2, Restock.RETURN, 2_000, 165);
    var last = order.refunds.removeLast();
    order.refunds.add(new ShopRefund(last.id(), T3, usd(2_665), usd(500), last.lines(), ""));
    take(order.at(T3));
    assertThat(books()).isEmpty();
    assertThat(entries()).hasSize(3);
  }

  @Test
  void a_cancelled_order_leaves_what_was_not_given_back_as_owed() {
    take(order.paid(T1));
    order.open(0);
    order.refund(3, Restock.CANCEL, 3_000, 248);
    take(order.cancelled(T2));
    assertThat(books()).isEqualTo(Map.of(SHOPS, 500L, OWED_TO, -500L));
    // The shop gives the shipping back later.
    order.refunds.add(
        new ShopRefund("gid://shopify/Refund/9", T3, usd(500), usd(500), List.of(), ""));
    take(order.cancelled(T3));
    assertThat(books()).isEmpty();
  }

  @Test
  void a_cancelled_order_that_was_given_back_at_once_is_gone() {
    take(order.paid(T1));
    order.open(0);
    order.refund(3, Restock.CANCEL, 3_000, 248);
    var all = order.refunds.removeLast();
    order.refunds.add(new ShopRefund(all.id(), T2, usd(3_748), usd(500), all.lines(), ""));
    take(order.cancelled(T2));
    assertThat(books()).isEmpty();
  }

  @Test
  void what_an_edit_adds_is_entered_as_the_difference_and_owed_until_it_is_paid() {
    take(order.paid(T1));
    order.lines.add(OneOrder.line(cup, 2, 500));
    order.total = order.total.plus(usd(1_000));
    take(order.unpaid(T2));
    assertThat(books())
        .isEqualTo(
            Map.of(SHOPS, 3_748L, OWED_BY, 1_000L, TAX, -248L, SALES, -4_000L, SHIPPING, -500L));
    take(order.paid(T3));
    assertThat(books())
        .isEqualTo(Map.of(SHOPS, 4_748L, TAX, -248L, SALES, -4_000L, SHIPPING, -500L));
    assertThat(entries())
        .extracting(EntryView::cause)
        .containsExactly("SALE", "ORDER_EDIT", "ORDER_EDIT");
    assertThat(hub.caseKinds()).isEmpty();
  }

  @Test
  void what_an_edit_takes_off_is_owed_until_its_money_went_back() {
    order.more = new ShopOrder.More(order.total, null, null, null);
    take(order.paid(T1));
    order.open(2);
    order.refund(1, Restock.CANCEL, 1_000, 83);
    withoutMoney();
    take(order.at(T2));
    assertThat(books())
        .isEqualTo(
            Map.of(SHOPS, 3_748L, OWED_TO, -1_083L, TAX, -165L, SALES, -2_000L, SHIPPING, -500L));
    order.refunds.add(
        new ShopRefund("gid://shopify/Refund/2", T3, usd(1_083), usd(0), List.of(), ""));
    order.payment = ShopOrder.Payment.REFUNDED;
    take(order.at(T3));
    assertThat(books())
        .isEqualTo(Map.of(SHOPS, 2_665L, TAX, -165L, SALES, -2_000L, SHIPPING, -500L));
  }

  @Test
  void what_was_taken_off_before_it_was_paid_was_never_sold_whatever_comes_after() {
    take(order.unpaid(T1));
    order.open(2);
    order.refund(1, Restock.CANCEL, 1_000, 83);
    withoutMoney();
    order.more = new ShopOrder.More(order.total.minus(usd(1_083)), null, null, null);
    take(order.paid(T2));
    var sold = Map.of(SHOPS, 2_665L, TAX, -165L, SALES, -2_000L, SHIPPING, -500L);
    assertThat(books()).isEqualTo(sold);
    take(order.fulfilled(T3));
    assertThat(books()).isEqualTo(sold);
    order.lines.add(OneOrder.line(cup, 1, 500));
    order.total = order.total.plus(usd(500));
    order.more = new ShopOrder.More(usd(3_165), null, null, null);
    take(order.at(T3.plusSeconds(60)));
    assertThat(books())
        .isEqualTo(Map.of(SHOPS, 3_165L, TAX, -165L, SALES, -2_500L, SHIPPING, -500L));
  }

  @Test
  void an_exchange_is_entered_as_what_came_back_and_what_went_out() {
    take(order.fulfilled(T1));
    order.refund(1, Restock.RETURN, 1_000, 83);
    order.fulfilled = false;
    order.open(0);
    order.lines.add(OneOrder.line(cup, 2, 500));
    order.total = order.total.plus(usd(1_000));
    take(order.at(T2));
    assertThat(books())
        .isEqualTo(Map.of(SHOPS, 3_665L, TAX, -165L, SALES, -3_000L, SHIPPING, -500L));
  }

  @Test
  void money_let_off_later_is_a_discount() {
    take(order.fulfilled(T1));
    order.refunds.add(
        new ShopRefund("gid://shopify/Refund/5", T2, usd(300), usd(0), List.of(), "scratched"));
    order.payment = ShopOrder.Payment.REFUNDED;
    take(order.at(T2));
    assertThat(books())
        .isEqualTo(
            Map.of(SHOPS, 3_448L, TAX, -248L, SALES, -3_000L, SHIPPING, -500L, DISCOUNT, 300L));
  }

  @Test
  void the_same_comes_out_when_it_was_recorded_before_there_was_a_ledger() {
    take(order.fulfilled(T1));
    order.refund(1, Restock.RETURN, 1_000, 83);
    take(order.at(T2));
    var other = OneOrder.of(cup, 2, 500);
    other.id = "gid://shopify/Order/2";
    other.name = "#1002";
    take(other.paid(T1));
    other.open(0);
    other.refunds.add(new ShopRefund(
        "gid://shopify/Refund/77",
        T2,
        usd(1_083),
        usd(0),
        List.of(new ShopRefund.Line("line of 2", 2, Restock.CANCEL, usd(1_000), usd(83))),
        ""));
    take(other.cancelled(T2));
    var before = books();
    var bySale = NaiveSums.of(hub.db, Cause.SALE);
    forgetLedger();
    var missing = new MissingEntries(
        hub.db.jdbc(), hub.db.tx(), hub.clock, hub.catalog, hub.places, hub.cases);
    assertThat(missing.enter()).isEqualTo(2);
    assertThat(books()).isEqualTo(before);
    assertThat(NaiveSums.of(hub.db, Cause.SALE)).isEqualTo(bySale);
    assertThat(missing.enter()).isZero();
    assertThat(books()).isEqualTo(before);
  }

  /** As if the hub had been of an older version; only a test may do so. */
  private void forgetLedger() {
    for (var table : List.of("entry", "entry_line")) {
      hub.db.jdbc().sql("alter table " + table + " disable trigger user").update();
    }
    hub.db.jdbc().sql("delete from entry_line").update();
    hub.db.jdbc().sql("delete from entry").update();
    hub.db.jdbc().sql("delete from entry_tail").update();
    for (var table : List.of("entry", "entry_line")) {
      hub.db.jdbc().sql("alter table " + table + " enable trigger user").update();
    }
  }
}
