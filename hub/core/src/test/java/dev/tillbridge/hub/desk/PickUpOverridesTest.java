package dev.tillbridge.hub.desk;

import static dev.tillbridge.hub.sales.SalesRig.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.stock.Answer;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PickUpOverridesTest extends PickUpRig {

  @Test
  void a_manager_may_let_the_till_have_it_and_the_pick_up_is_the_victim() {
    var pickup = keep(wish(null, 2, null));
    var answer = rig.desk.overrides().hold(tillWants(1), "Olivia", "Cora");
    assertThat(answer).isInstanceOf(Answer.Granted.class);
    assertThat(rig.level(mug).free()).isEqualTo(-1);
    assertThat(rig.level(mug).available()).isZero();
    assertThat(rig.level(mug).missing()).isEqualTo(1);
    assertThat(rig.oversold().detail())
        .contains("a hold that a manager allowed")
        .contains("Pick-up #1001 will not get 1 unit, as Olivia decided.");
    assertThat(rig.victims()).containsExactly(pickup.id());
    rig.desk.review().review();
    assertThat(rig.victims()).as("although the till's cart is newer").containsExactly(pickup.id());
    assertThat(rig.hub.count("audit_log where action = 'pickup-override' and actor = 'Olivia'"))
        .isEqualTo(1);
  }

  @Test
  void a_manager_may_let_the_till_have_a_bundle_of_what_waits() {
    var kit = rig.shelf("KIT", 1_000, 0, 0);
    rig.hub.stock.bundles().define(kit, List.of(new StockLine(mug, 1)), null, "test");
    var pickup = keep(wish(null, 2, null));
    var wish = new HoldRequest(
        UUID.randomUUID(),
        MAIN,
        Channel.COUNTER,
        List.of(new StockLine(kit, 1)),
        Duration.ofMinutes(10));
    assertThat(rig.desk.overrides().hold(wish, "Olivia", "Cora"))
        .isInstanceOfSatisfying(
            Answer.Granted.class,
            yes -> assertThat(yes.hold().lines()).containsExactly(new StockLine(kit, 1)));
    assertThat(rig.level(mug).free()).isEqualTo(-1);
    assertThat(rig.victims()).containsExactly(pickup.id());
  }

  @Test
  void what_a_manager_allowed_is_not_ended_by_a_policy() {
    rig.desk.policies().set(new DeskPolicy(MAIN, true, true, 7), "Olivia");
    keep(wish(null, 2, null));
    var wish = tillWants(1);
    rig.desk.overrides().hold(wish, "Olivia", "Cora");
    rig.desk.review().review();
    assertThat(rig.hold(wish.id()).state()).isEqualTo(HoldState.HELD);
    assertThat(rig.oversoldCases()).hasSize(1);
  }

  @Test
  void if_the_till_lets_it_go_the_pick_up_has_it_as_before() {
    var pickup = keep(wish(null, 2, null));
    var wish = tillWants(1);
    rig.desk.overrides().hold(wish, "Olivia", "Cora");
    rig.hub.stock.reservations().release(wish.id());
    rig.desk.review().review();
    assertThat(rig.oversoldCases()).isEmpty();
    assertThat(rig.level(mug).free()).isZero();
    assertThat(rig.hold(pickup.id()).state()).isEqualTo(HoldState.HELD);
  }

  @Test
  void an_override_takes_no_more_than_the_pick_ups_have() {
    keep(wish(null, 2, null));
    assertThat(rig.desk.overrides().hold(tillWants(3), "Olivia", "Cora"))
        .isInstanceOf(Answer.Refused.class);
    assertThat(rig.desk.overrides().hold(tillWants(2), "Olivia", "Cora"))
        .isInstanceOf(Answer.Granted.class);
    assertThat(rig.desk.overrides().hold(tillWants(1), "Olivia", "Cora"))
        .as("they were taken before")
        .isInstanceOf(Answer.Refused.class);
  }

  @Test
  void an_override_of_the_same_id_is_one_and_one_that_is_not_needed_is_a_hold() {
    var wish = tillWants(1);
    for (int i = 0; i < 2; i++) {
      assertThat(rig.desk.overrides().hold(wish, "Olivia", "Cora"))
          .isInstanceOf(Answer.Granted.class);
    }
    assertThat(rig.level(mug).held()).isEqualTo(1);
    assertThat(rig.oversoldCases()).isEmpty();
  }
}
