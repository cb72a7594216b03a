package dev.tillbridge.hub.desk;

import static dev.tillbridge.hub.sales.SalesRig.MAIN;
import static dev.tillbridge.hub.sales.SalesRig.STRICT;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.desk.PickUp.Payment;
import dev.tillbridge.hub.desk.PickUp.State;
import dev.tillbridge.hub.desk.PickUps.Made;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PickUpsTest extends PickUpRig {

  // Keeping --------------------------------------------------------------------------------------

  @Test
  void what_is_kept_for_a_customer_is_nobody_elses_for_seven_days() {
    var pickup = keep(wish(null, 2, null));
    assertThat(pickup.state()).isEqualTo(State.WAITING);
    assertThat(pickup.lines()).containsExactly(new StockLine(mug, 2));
    assertThat(Duration.between(pickup.madeAt(), pickup.collectBy())).isEqualTo(Duration.ofDays(7));
    assertThat(rig.level(mug).free()).isZero();
    assertThat(pickUps.reservedFor(MAIN, List.of(mug))).singleElement().satisfies(reserved -> {
      assertThat(reserved.reference()).isEqualTo("#1001");
      assertThat(reserved.units()).isEqualTo(2);
    });
    assertThat(pickUps.reservedFor(STRICT, List.of(mug))).isEmpty();
    assertThat(pickUps.list(true)).containsExactly(pickup);
  }

  @Test
  void it_waits_as_long_as_the_location_says_or_the_wish_up_to_thirty_days() {
    rig.desk.policies().set(new DeskPolicy(MAIN, true, false, 3), "Olivia");
    var usual = keep(wish(null, 1, null));
    assertThat(Duration.between(usual.madeAt(), usual.collectBy())).isEqualTo(Duration.ofDays(3));
    var wish = new NewPickUp(
        UUID.randomUUID(),
        MAIN,
        "#1002",
        null,
        null,
        null,
        List.of(new StockLine(mug, 1)),
        null,
        30);
    var pickup = keep(wish);
    assertThat(Duration.between(pickup.madeAt(), pickup.collectBy()))
        .isEqualTo(Duration.ofDays(30));
    assertThat(Duration.between(
            rig.hold(pickup.id()).createdAt(), rig.hold(pickup.id()).expiresAt()))
        .isEqualTo(Duration.ofDays(30));
    for (int days : new int[] {0, 31}) {
      assertThatThrownBy(() -> pickUps.make(
              new NewPickUp(
                  UUID.randomUUID(), MAIN, "#3", null, null, null, wish.lines(), null, days),
              "Cora"))
          .isInstanceOf(BadInput.class);
    }
  }

  @Test
  void a_cart_still_waits_no_longer_than_a_day() {
    assertThatThrownBy(() -> new HoldRequest(
            UUID.randomUUID(),
            MAIN,
            Channel.COUNTER,
            List.of(new StockLine(mug, 1)),
            Duration.ofDays(2)))
        .isInstanceOf(BadInput.class);
  }

  @Test
  void the_same_wish_again_is_one_pick_up_and_another_under_its_id_is_refused() {
    var wish = wish(null, 1, null);
    var first = keep(wish);
    rig.desk.policies().set(new DeskPolicy(MAIN, true, false, 3), "Olivia");
    assertThat(keep(wish)).as("whatever the policy says since").isEqualTo(first);
    assertThat(rig.level(mug).held()).isEqualTo(1);
    var other = new NewPickUp(wish.id(), MAIN, "#1002", null, null, null, wish.lines(), null, null);
    assertThatThrownBy(() -> pickUps.make(other, "Cora")).isInstanceOf(IdReused.class);
  }

  @Test
  void what_is_not_there_is_not_kept_and_the_answer_stays() {
    var wish = wish(null, 3, null);
    for (int i = 0; i < 2; i++) {
      assertThat(pickUps.make(wish, "Cora"))
          .isInstanceOfSatisfying(
              Made.Refused.class,
              no -> assertThat(no.shortages()).singleElement().matches(s -> s.available() == 2));
    }
    assertThat(pickUps.list(true)).isEmpty();
    assertThat(pickUps.get(wish.id()).state()).isEqualTo(State.REFUSED);
  }

  @Test
  void an_order_keeps_the_units_that_it_has() {
    var order = rig.order("#1001", mug, 1);
    var pickup = keep(wish(order, 0, null));
    assertThat(pickup.holdId()).isEqualTo(order);
    assertThat(pickup.payment()).isEqualTo(Payment.SHOP);
    assertThat(pickup.lines()).containsExactly(new StockLine(mug, 1));
    assertThat(rig.level(mug).committed()).isEqualTo(1);
    assertThatThrownBy(() -> pickUps.make(wish(order, 0, null), "Cora"))
        .isInstanceOf(NotPossible.class)
        .hasMessage("the order waits for its customer already");
    assertThatThrownBy(() -> pickUps.make(wish(UUID.randomUUID(), 0, null), "Cora"))
        .isInstanceOf(BadInput.class);
  }

  @Test
  void an_unknown_sku_leaves_nothing_behind() {
    var id = UUID.randomUUID();
    var wish = new NewPickUp(
        id,
        MAIN,
        "#1",
        null,
        null,
        null,
        List.of(new StockLine(new Sku("NO-SUCH"), 1)),
        null,
        null);
    assertThatThrownBy(() -> pickUps.make(wish, "Cora")).isInstanceOf(BadInput.class);
    assertThat(rig.hub.count("pickup")).isZero();
  }

  @Test
  void a_pick_up_can_wait_at_another_location_instead() {
    var pickup = keep(wish(null, 2, null));
    var wish = tillWants(1);
    rig.desk.overrides().hold(wish, "Olivia", "Cora");
    var done = rig.remedy(Remedy.OTHER_LOCATION, "strict", null);
    assertThat(done.words()).isEqualTo("Pick-up #1001 waits at strict now.");
    assertThat(pickUps.get(pickup.id()).location()).isEqualTo(STRICT);
    assertThat(rig.elsewhere(mug).held()).isEqualTo(2);
    assertThat(rig.level(mug).held()).isEqualTo(1);
    assertThat(rig.oversoldCases()).isEmpty();
    rig.sell(mug, 1, wish.id());
    assertThat(rig.level(mug).onHand()).isEqualTo(1);
    assertThat(pickUps.reservedFor(STRICT, List.of(mug))).hasSize(1);
  }

  @Test
  void an_order_that_waits_for_its_customer_moves_as_a_whole_and_is_collected_there() {
    var cup = rig.shelf("CUP", 500, 1, 1);
    var order = rig.order(
        "#1001", new DeskRig.Ordered(mug, 2, 1_000, 0), new DeskRig.Ordered(cup, 1, 500, 0));
    var pickup = keep(wish(order, 0, null));
    rig.sell(mug, 1, null);
    rig.desk.review().review();
    var done = rig.remedy(Remedy.OTHER_LOCATION, "strict", null);
    assertThat(done.words()).isEqualTo("Pick-up #1001 waits at strict now.");
    var moved = pickUps.get(pickup.id());
    assertThat(moved.location()).isEqualTo(STRICT);
    assertThat(moved.lines()).containsExactly(new StockLine(cup, 1), new StockLine(mug, 2));
    assertThat(rig.level(cup).committed()).isZero();
    assertThat(pickUps.reservedFor(STRICT, List.of(mug, cup))).hasSize(2);
    assertThat(rig.oversoldCases()).isEmpty();
    pickUps.collect(pickup.id(), "Cora");
    assertThat(rig.elsewhere(mug).onHand()).isEqualTo(1);
    assertThat(rig.elsewhere(cup).onHand()).isZero();
    assertThat(rig.hold(order).state()).isEqualTo(HoldState.FULFILLED);
  }

  @Test
  void a_place_that_lacks_one_of_several_things_gets_none_of_them() {
    var cup = rig.shelf("CUP", 500, 1, 0);
    var order = rig.order(
        "#1001", new DeskRig.Ordered(mug, 2, 1_000, 0), new DeskRig.Ordered(cup, 1, 500, 0));
    keep(wish(order, 0, null));
    rig.sell(mug, 1, null);
    rig.desk.review().review();
    assertThatThrownBy(() -> rig.remedy(Remedy.OTHER_LOCATION, "strict", null))
        .isInstanceOf(NotPossible.class)
        .hasMessage("strict has 0 of CUP free, 1 are needed");
    assertThat(rig.elsewhere(mug).committed()).isZero();
    assertThat(rig.level(mug).committed()).isEqualTo(2);
  }

  @Test
  void a_pick_up_that_moved_there_and_is_oversold_there_can_move_back() {
    var pickup = keep(wish(null, 2, null));
    rig.count(mug, 2);
    rig.desk.review().review();
    rig.remedy(Remedy.OTHER_LOCATION, "strict", null);
    rig.receive(MAIN, mug, 2);
    rig.hub
        .db
        .tx()
        .executeWithoutResult(_ -> rig.hub
            .stock
            .saleStock()
            .sellAtCounter(
                UUID.randomUUID(), null, STRICT, List.of(new StockLine(mug, 3)), DeskRig.T1));
    rig.desk.review().review();
    assertThat(rig.oversold().title()).isEqualTo("Oversold by 2 of MUG at strict");
    assertThat(rig.victims()).containsExactly(pickup.id());
    rig.remedy(Remedy.OTHER_LOCATION, "main", null);
    assertThat(pickUps.get(pickup.id()).location()).isEqualTo(MAIN);
    assertThat(rig.oversoldCases()).isEmpty();
  }

  @Test
  void a_pick_up_can_be_cancelled_or_get_something_else_from_the_desk() {
    var cup = rig.shelf("CUP", 1_500, 2, 0);
    var first = keep(wish(null, 1, null));
    var second = keep(wish(null, 1, usd(1_083)));
    rig.count(mug, 2);
    rig.desk.review().review();
    rig.desk
        .desk()
        .remedy(
            rig.oversold().id(),
            new RemedyRequest(
                UUID.randomUUID(), Remedy.SUBSTITUTE, first.id(), 1, null, "CUP", null, null),
            "Olivia");
    assertThat(pickUps.get(first.id()).lines()).containsExactly(new StockLine(cup, 1));
    assertThat(rig.level(cup).held()).isEqualTo(1);
    var done = rig.remedy(Remedy.CANCEL_AND_REFUND, null, null);
    assertThat(done.words())
        .isEqualTo("Pick-up #1001 is cancelled. Give 10.83 USD back where it was paid.");
    assertThat(pickUps.get(second.id()).state()).isEqualTo(State.CANCELLED);
    assertThat(rig.hub.caseKinds()).containsExactly("refund-due");
  }

  @Test
  void a_prepaid_pick_up_is_not_a_cart_that_gives_way() {
    rig.desk.policies().set(new DeskPolicy(MAIN, true, true, 7), "Olivia");
    var pickup = keep(wish(null, 2, null));
    rig.sell(mug, 1, null);
    rig.desk.review().review();
    assertThat(rig.hold(pickup.id()).state()).isEqualTo(HoldState.HELD);
    assertThat(rig.victims()).containsExactly(pickup.id());
  }
}
