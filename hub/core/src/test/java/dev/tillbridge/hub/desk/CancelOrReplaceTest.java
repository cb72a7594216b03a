package dev.tillbridge.hub.desk;

import static dev.tillbridge.hub.sales.SalesRig.MAIN;
import static dev.tillbridge.hub.sales.SalesRig.SHOP;
import static dev.tillbridge.hub.sales.SalesRig.STRICT;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.desk.DeskRig.Ordered;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.sales.SaleChange;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CancelOrReplaceTest extends OversoldRig {

  // Cancel and refund ----------------------------------------------------------------------------

  @Test
  void cancelled_units_are_free_again_and_the_customer_gets_his_share_back() {
    // 3 x 19.99 less 6.00, tax 4.45, shipping 5.00.
    rig.receive(MAIN, mug, 2);
    var order = rig.order("#1001", new Ordered(mug, 3, 1_999, 600));
    rig.sell(mug, 1, null);
    rig.desk.review().review();
    var done = rig.remedy(Remedy.CANCEL_AND_REFUND, null, null);
    assertThat(done.amount()).isEqualTo(usd(1_947));
    assertThat(rig.level(mug).committed()).isEqualTo(2);
    assertThat(rig.oversoldCases()).isEmpty();
    assertThat(rig.sale(order).state()).isEqualTo("PAID");
    assertThat(rig.sale(order).changes()).singleElement().satisfies(change -> {
      assertThat(change.kind()).isEqualTo(SaleChange.Kind.CANCELLED);
      assertThat(change.quantity()).isEqualTo(1);
      assertThat(change.amount()).isEqualTo(usd(1_947));
      assertThat(change.tax()).isEqualTo(usd(148));
    });
    assertThat(rig.hub.cases.open()).singleElement().satisfies(task -> {
      assertThat(task.kind()).isEqualTo("refund-due");
      assertThat(task.title()).isEqualTo("Give back 19.47 USD for 1 unit of MUG of order #1001");
      assertThat(task.detail()).contains("at " + SHOP);
    });
  }

  @Test
  void the_last_units_to_be_cancelled_take_the_shipping_along_and_the_sale_is_cancelled() {
    rig.receive(MAIN, mug, 1);
    var order = rig.order("#1001", new Ordered(mug, 2, 1_999, 0));
    rig.sell(mug, 1, null);
    rig.desk.review().review();
    var first = rig.remedy(Remedy.CANCEL_AND_REFUND, null, null);
    rig.sell(mug, 1, null);
    rig.desk.review().review();
    var second = rig.remedy(Remedy.CANCEL_AND_REFUND, null, null);
    var sale = rig.sale(order);
    assertThat(requireNonNull(first.amount()).plus(requireNonNull(second.amount())))
        .isEqualTo(sale.total());
    assertThat(sale.state()).isEqualTo("CANCELLED");
    assertThat(rig.hold(order).state()).isEqualTo(HoldState.REVERSED);
    assertThat(rig.hub.count("delivery where destination = 'BOOKS' and note is not null"))
        .as("the books had not been told yet")
        .isEqualTo(1);
    // The shop cancels it as well, as it was asked to: nothing is left to be reversed or wondered
    // at.
    rig.orders.take(
        SHOP,
        rig.version(
            "#1001",
            DeskRig.T1.plusSeconds(60),
            ShopOrder.Payment.REFUNDED,
            true,
            new Ordered(mug, 2, 1_999, 0)));
    assertThat(rig.hub.caseKinds()).containsOnly("refund-due");
  }

  @Test
  void an_order_that_is_not_paid_yet_is_cancelled_without_money() {
    rig.orders.take(
        SHOP,
        rig.version(
            "#1001", DeskRig.T1, ShopOrder.Payment.OPEN, false, new Ordered(mug, 1, 1_000, 0)));
    rig.sell(mug, 1, null);
    rig.desk.review().review();
    assertThat(rig.oversold().detail()).contains("Order #1001 will not get");
    var done = rig.remedy(Remedy.CANCEL_AND_REFUND, null, null);
    assertThat(done.amount()).isNull();
    assertThat(rig.hub.cases.open())
        .singleElement()
        .matches(c -> c.title().equals("Cancel 1 unit of MUG of order #1001 at its shop"));
    // It is paid all the same.
    rig.orders.take(
        SHOP,
        rig.version(
            "#1001",
            DeskRig.T1.plusSeconds(60),
            ShopOrder.Payment.PAID,
            false,
            new Ordered(mug, 1, 1_000, 0)));
    assertThat(rig.hub.caseKinds()).containsExactly("paid-after-calling-off", "refund-due");
  }

  @Test
  void units_that_were_moved_can_still_be_cancelled_for_what_they_cost() {
    var order = oversoldOrder(1);
    rig.remedy(Remedy.OTHER_LOCATION, "strict", null);
    rig.hub
        .db
        .tx()
        .executeWithoutResult(_ -> rig.hub
            .stock
            .saleStock()
            .sellAtCounter(
                UUID.randomUUID(), null, STRICT, List.of(new StockLine(mug, 2)), Instant.EPOCH));
    rig.desk.review().review();
    var done = rig.remedy(Remedy.CANCEL_AND_REFUND, null, null);
    assertThat(done.amount()).isEqualTo(rig.sale(order).total());
    assertThat(rig.hold(order).state()).isEqualTo(HoldState.REVERSED);
    assertThat(rig.elsewhere(mug).committed()).isZero();
  }

  // Substitute -----------------------------------------------------------------------------------

  @Test
  void something_else_takes_its_place_at_the_price_that_was_paid() {
    var cup = rig.shelf("CUP", 1_500, 1, 0);
    var order = oversoldOrder(2);
    var done = rig.remedy(Remedy.SUBSTITUTE, null, "CUP");
    assertThat(done.words()).isEqualTo("Order #1001 gets 1 unit of CUP in place of MUG.");
    assertThat(rig.level(mug).committed()).isEqualTo(1);
    assertThat(rig.level(cup).committed()).isEqualTo(1);
    assertThat(rig.level(cup).free()).isZero();
    assertThat(rig.sale(order).lines().getFirst().unitPrice()).isEqualTo(usd(1_000));
    assertThat(rig.sale(order).changes()).singleElement().satisfies(change -> {
      assertThat(change.kind()).isEqualTo(SaleChange.Kind.SUBSTITUTED);
      assertThat(change.sku()).isEqualTo(mug);
      assertThat(change.note()).isEqualTo("CUP instead, at the price that was paid");
    });
    assertThat(rig.oversoldCases()).isEmpty();
  }

  @Test
  void a_substituted_order_is_sent_and_cancelled_as_what_it_is_now() {
    var cup = rig.shelf("CUP", 1_500, 1, 0);
    rig.hub.show(cup, 0);
    var order = oversoldOrder(1);
    rig.remedy(Remedy.SUBSTITUTE, null, "CUP");
    rig.orders.take(
        SHOP,
        rig.version(
            "#1001",
            DeskRig.T1.plusSeconds(60),
            ShopOrder.Payment.REFUNDED,
            true,
            new Ordered(mug, 1, 1_000, 0)));
    assertThat(rig.hold(order).state()).isEqualTo(HoldState.REVERSED);
    assertThat(rig.level(cup).free()).isEqualTo(1);
    assertThat(rig.level(cup).published()).as("the shop never sold a cup").isZero();
    assertThat(rig.level(mug).committed()).isZero();
  }

  @Test
  void a_substitute_that_is_not_there_is_refused() {
    rig.shelf("CUP", 1_500, 0, 9);
    oversoldOrder(1);
    assertThatThrownBy(() -> rig.remedy(Remedy.SUBSTITUTE, null, "CUP"))
        .isInstanceOf(NotPossible.class)
        .hasMessage("main has 0 of CUP free, 1 are needed");
    assertThatThrownBy(() -> rig.remedy(Remedy.SUBSTITUTE, null, "NO-SUCH"))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> rig.remedy(Remedy.SUBSTITUTE, null, "MUG"))
        .isInstanceOf(BadInput.class);
    assertThat(rig.level(mug).committed()).isEqualTo(1);
  }
}
