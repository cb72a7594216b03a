package dev.tillbridge.hub.desk;

import static dev.tillbridge.hub.sales.SalesRig.SHOP;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.desk.PickUp.Payment;
import dev.tillbridge.hub.desk.PickUp.State;
import dev.tillbridge.hub.payments.FakeGateway.Ending;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.model.stock.HoldState;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PickUpEndsTest extends PickUpRig {

  // Collecting -----------------------------------------------------------------------------------

  @Test
  void a_collected_order_is_fulfilled_once() {
    var order = rig.order("#1001", mug, 1);
    var pickup = keep(wish(order, 0, null));
    var collected = pickUps.collect(pickup.id(), "Cora");
    assertThat(collected.state()).isEqualTo(State.COLLECTED);
    assertThat(pickUps.collect(pickup.id(), "Cora")).isEqualTo(collected);
    assertThat(rig.level(mug).onHand()).isEqualTo(1);
    assertThat(rig.level(mug).committed()).isZero();
    assertThat(rig.sale(order).state()).isEqualTo("FULFILLED");
  }

  @Test
  void what_was_paid_elsewhere_leaves_when_it_is_collected() {
    var pickup = keep(wish(null, 1, usd(1_083)));
    assertThat(pickup.payment()).isEqualTo(Payment.ELSEWHERE);
    pickUps.collect(pickup.id(), "Cora");
    assertThat(rig.hold(pickup.id()).state()).isEqualTo(HoldState.FULFILLED);
    assertThat(rig.level(mug).onHand()).isEqualTo(1);
    assertThat(rig.level(mug).held()).isZero();
  }

  @Test
  void what_nobody_paid_for_is_sold_at_the_till_and_is_collected_with_that() {
    var pickup = keep(wish(null, 1, null));
    assertThatThrownBy(() -> pickUps.collect(pickup.id(), "Cora"))
        .isInstanceOf(NotPossible.class)
        .hasMessageContaining("sell it at the till under hold " + pickup.id());
    rig.sell(mug, 1, pickup.id());
    assertThat(rig.level(mug).onHand()).isEqualTo(1);
    assertThat(pickUps.settle()).isEqualTo(1);
    assertThat(pickUps.get(pickup.id()).state()).isEqualTo(State.COLLECTED);
    assertThat(rig.hub.caseKinds()).isEmpty();
  }

  // Nobody comes ---------------------------------------------------------------------------------

  @Test
  void before_its_time_nothing_happens() {
    keep(wish(null, 1, usd(500)));
    assertThat(pickUps.settle()).isZero();
  }

  @Test
  void after_its_time_an_unpaid_one_is_for_sale_again() {
    var pickup = keep(wish(null, 2, null));
    outwait(pickup);
    assertThat(pickUps.settle()).isEqualTo(1);
    assertThat(pickUps.settle()).isZero();
    assertThat(rig.level(mug).free()).isEqualTo(2);
    assertThat(pickUps.get(pickup.id()).state()).isEqualTo(State.UNCOLLECTED);
    assertThat(rig.hub.caseKinds()).isEmpty();
  }

  @Test
  void whoever_ends_the_hold_first_the_pick_up_ends_once() {
    var pickup = keep(wish(null, 2, usd(2_165)));
    outwait(pickup);
    assertThat(rig.hub.stock.reservations().expire()).isEqualTo(1);
    assertThat(pickUps.settle()).isEqualTo(1);
    assertThat(pickUps.get(pickup.id()).state()).isEqualTo(State.UNCOLLECTED);
    assertThat(rig.hub.cases.open()).singleElement().satisfies(told -> {
      assertThat(told.title()).isEqualTo("Pick-up #1001: nobody came for it");
      assertThat(told.detail()).contains("Give 21.65 USD back where it was paid.");
    });
  }

  @Test
  void money_that_we_took_goes_back_by_itself_and_the_case_closes_when_it_is_there() {
    var pickup = keep(wish(null, 2, null));
    rig.captured(pickup.id(), usd(2_165));
    assertThat(pickUps.get(pickup.id()).payment()).isEqualTo(Payment.GATEWAY);
    assertThat(rig.payments.sweepOrphans(Duration.ofSeconds(-1)))
        .as("paid ahead is not money without a sale")
        .isZero();
    outwait(pickup);
    pickUps.settle();
    assertThat(rig.hold(pickup.id()).state()).isEqualTo(HoldState.REVERSED);
    assertThat(rig.level(mug).free()).isEqualTo(2);
    assertThat(rig.refundsDue()).isEqualTo(1);
    assertThat(rig.hub.cases.open())
        .singleElement()
        .matches(c -> c.detail().contains("21.65 USD go back the way they were paid."));
    rig.gateway.endings.add(Ending.LOST_ANSWER);
    assertThat(rig.refunds.send()).isZero();
    rig.hub.now.updateAndGet(now -> requireNonNull(now).plus(Duration.ofMinutes(5)));
    assertThat(rig.refunds.send()).isEqualTo(1);
    assertThat(rig.gateway.refunded).isEqualTo(2_165);
    pickUps.settle();
    assertThat(rig.hub.caseKinds()).isEmpty();
  }

  @Test
  void an_order_that_nobody_collects_is_cancelled_and_its_shop_must_refund_it() {
    var order = rig.order("#1001", mug, 2);
    var pickup = keep(wish(order, 0, null));
    outwait(pickup);
    pickUps.settle();
    assertThat(rig.level(mug).free()).isEqualTo(2);
    assertThat(rig.sale(order).state()).isEqualTo("CANCELLED");
    // 2 x 10.00, 5.00 shipping, 8.25 % of the goods.
    assertThat(rig.hub.cases.open())
        .singleElement()
        .matches(c -> c.detail().contains("Give 26.65 USD back at " + SHOP));
  }

  @Test
  void while_the_customer_is_paying_it_waits() {
    var pickup = keep(wish(null, 1, null));
    rig.payments.open(UUID.randomUUID(), UUID.randomUUID(), pickup.id(), "PAYPAL", usd(1_083));
    outwait(pickup);
    assertThat(pickUps.settle()).isZero();
    assertThat(rig.hold(pickup.id()).state()).isEqualTo(HoldState.PAYING);
  }

  @Test
  void a_cancelled_one_is_free_again_and_what_was_paid_goes_back() {
    var pickup = keep(wish(null, 1, null));
    rig.captured(pickup.id(), usd(1_083));
    var ended = pickUps.cancel(pickup.id(), "the customer does not want it", "Cora");
    assertThat(ended.state()).isEqualTo(State.CANCELLED);
    assertThat(pickUps.cancel(pickup.id(), "again", "Cora")).isEqualTo(ended);
    assertThat(rig.refunds.send()).isEqualTo(1);
    assertThat(rig.gateway.refunded).isEqualTo(1_083);
    assertThat(rig.level(mug).free()).isEqualTo(2);
    assertThatThrownBy(() -> pickUps.collect(pickup.id(), "Cora")).isInstanceOf(NotPossible.class);
  }
}
