package dev.tillbridge.hub.desk;

import static dev.tillbridge.hub.sales.SalesRig.MAIN;
import static dev.tillbridge.hub.sales.SalesRig.STRICT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.sales.AtOnce;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OversoldReviewTest {

  private final DeskRig rig = new DeskRig();
  private final Sku mug = rig.shelf("MUG", 1_000, 1, 0);

  @AfterEach
  void close() {
    rig.close();
  }

  private int review() {
    return rig.desk.review().review();
  }

  private void resolve() {
    assertThat(rig.hub.cases.resolve(rig.oversold().id(), "Olivia")).isTrue();
  }

  @Test
  void a_sale_beyond_the_shelf_is_one_case_however_often_one_looks() {
    var order = rig.order("#1001", mug, 1);
    rig.sell(mug, 1, null);
    assertThat(review()).isEqualTo(1);
    assertThat(review()).isEqualTo(1);
    assertThat(rig.oversold().title()).isEqualTo("Oversold by 1 of MUG at main");
    assertThat(rig.oversold().detail())
        .contains("receipt R1-")
        .contains("Order #1001 will not get 1 unit");
    assertThat(rig.victims()).containsExactly(order);
    assertThat(rig.hub.count("open_case")).isEqualTo(1);
  }

  @Test
  void nothing_missing_is_no_case() {
    rig.order("#1001", mug, 1);
    assertThat(review()).isZero();
    assertThat(rig.oversoldCases()).isEmpty();
  }

  @Test
  void a_web_order_that_comes_too_late_is_its_own_victim() {
    rig.sell(mug, 1, null);
    var late = rig.order("#1002", mug, 1);
    review();
    assertThat(rig.oversold().detail())
        .contains("order #1002")
        .contains("Order #1002 will not get");
    assertThat(rig.victims()).containsExactly(late);
  }

  @Test
  void a_count_below_what_is_promised_is_a_case_that_says_so() {
    rig.order("#1001", mug, 1);
    rig.count(mug, 1);
    review();
    assertThat(rig.oversold().detail()).contains("a count of the shelf");
  }

  @Test
  void a_sale_after_its_hold_ran_out_is_a_case() {
    var hold = rig.hold(mug, 1, Channel.COUNTER);
    rig.hub
        .db
        .jdbc()
        .sql("update hold set expires_at = now() - interval '1 minute' where id = :id")
        .param("id", hold)
        .update();
    rig.hub.stock.reservations().expire();
    rig.order("#1001", mug, 1);
    rig.sell(mug, 1, hold);
    review();
    assertThat(rig.oversold().title()).startsWith("Oversold by 1 of MUG");
  }

  @Test
  void several_causes_on_one_shelf_are_one_case_that_names_them_all() {
    rig.order("#1001", mug, 1);
    rig.sell(mug, 1, null);
    review();
    var id = rig.oversold().id();
    rig.order("#1002", mug, 2);
    review();
    assertThat(rig.oversold().id()).isEqualTo(id);
    assertThat(rig.oversold().title()).startsWith("Oversold by 3 of MUG");
    assertThat(rig.oversold().detail())
        .contains("receipt R1-")
        .contains("and order #1002")
        .contains("Order #1002 will not get 2 units")
        .contains("Order #1001 will not get 1 unit");
  }

  @Test
  void a_cause_that_a_person_has_dealt_with_opens_no_second_case_but_a_new_one_does() {
    rig.order("#1001", mug, 1);
    rig.sell(mug, 1, null);
    review();
    resolve();
    assertThat(review()).as("still missing").isEqualTo(1);
    assertThat(rig.oversoldCases()).isEmpty();
    rig.sell(mug, 1, null);
    review();
    assertThat(rig.oversold().title()).startsWith("Oversold by 2 of MUG");
  }

  @Test
  void goods_that_come_in_close_it() {
    rig.order("#1001", mug, 1);
    rig.sell(mug, 1, null);
    review();
    var id = rig.oversold().id();
    rig.receive(MAIN, mug, 1);
    assertThat(review()).isZero();
    assertThat(rig.oversoldCases()).isEmpty();
    assertThat(rig.hub.cases.find(id).orElseThrow().closedBy()).isEqualTo("recovered");
  }

  @Test
  void a_hold_that_ends_closes_it() {
    var cart = rig.hold(mug, 1, Channel.COUNTER);
    rig.sell(mug, 1, null);
    review();
    assertThat(rig.victims()).containsExactly(cart);
    rig.hub.stock.reservations().release(cart);
    review();
    assertThat(rig.oversoldCases()).isEmpty();
  }

  @Test
  void after_recovery_a_new_cause_is_a_new_case() {
    rig.order("#1001", mug, 1);
    rig.sell(mug, 1, null);
    review();
    var first = rig.oversold().id();
    rig.receive(MAIN, mug, 1);
    review();
    rig.sell(mug, 1, null);
    review();
    assertThat(rig.oversold().id()).isNotEqualTo(first);
  }

  @Test
  void a_web_cart_that_nobody_paid_for_gives_way_at_once_and_its_owner_is_told() {
    var cart = rig.hold(mug, 1, Channel.WEB);
    rig.sell(mug, 1, null);
    assertThat(review()).isZero();
    assertThat(rig.hold(cart).state()).isEqualTo(HoldState.RELEASED);
    assertThat(rig.hub.stock.promises().ending(cart))
        .hasValueSatisfying(why -> assertThat(why).contains("sold elsewhere"));
    assertThat(rig.oversoldCases()).isEmpty();
    assertThat(rig.hub.count("open_case where closed_by = 'recovered'")).isEqualTo(1);
    assertThat(rig.hub.count("remedy where made_by = 'hub' and kind = 'RELEASE'"))
        .isEqualTo(1);
  }

  @Test
  void a_web_cart_stays_where_the_policy_says_so_and_is_the_victim() {
    rig.desk.policies().set(new DeskPolicy(MAIN, false, false, 7), "Olivia");
    var order = rig.order("#1001", rig.shelf("OTHER", 500, 1, 0), 1);
    var cart = rig.hold(mug, 1, Channel.WEB);
    rig.sell(mug, 1, null);
    review();
    assertThat(rig.hold(cart).state()).isEqualTo(HoldState.HELD);
    assertThat(rig.hold(order).state()).isEqualTo(HoldState.COMMITTED);
    assertThat(rig.victims()).containsExactly(cart);
    assertThat(rig.oversold().detail()).contains("A cart in the web shop will not get 1 unit");
  }

  @Test
  void a_cart_at_the_till_is_not_ended_in_front_of_its_customer_unless_the_policy_says_so() {
    var cart = rig.hold(mug, 1, Channel.COUNTER);
    rig.sell(mug, 1, null);
    review();
    assertThat(rig.hold(cart).state()).isEqualTo(HoldState.HELD);
    rig.desk.policies().set(new DeskPolicy(MAIN, true, true, 7), "Olivia");
    review();
    assertThat(rig.hold(cart).state()).isEqualTo(HoldState.RELEASED);
    assertThat(rig.oversoldCases()).isEmpty();
  }

  @Test
  void only_as_many_web_carts_give_way_as_are_needed_the_newest_first() {
    rig.receive(MAIN, mug, 2);
    var first = rig.hold(mug, 1, Channel.WEB);
    var second = rig.hold(mug, 1, Channel.WEB);
    rig.order("#1001", mug, 1);
    rig.sell(mug, 1, null);
    review();
    assertThat(rig.hold(first).state()).isEqualTo(HoldState.HELD);
    assertThat(rig.hold(second).state()).isEqualTo(HoldState.RELEASED);
  }

  @Test
  void units_that_a_shop_is_just_giving_back_are_no_case_yet() {
    rig.hub.show(mug, 1);
    rig.hub.db.jdbc().sql("""
                insert into stock_ledger (location, sku, escrowed, cause, cause_id, event_at, recorded_at)
                values ('main', 'MUG', 1, 'PUBLISH', gen_random_uuid()::text, now(), now())
                """).update();
    rig.sell(mug, 1, null);
    assertThat(review()).isEqualTo(1);
    assertThat(rig.oversoldCases()).isEmpty();
    // The shop does not answer; time passes.
    rig.hub.db.jdbc().sql("alter table stock_ledger disable trigger user").update();
    rig.hub
        .db
        .jdbc()
        .sql("update stock_ledger set recorded_at = now() - interval '21 seconds'")
        .update();
    review();
    assertThat(rig.oversold().detail()).contains("Shops still show 1 of it");
  }

  @Test
  void a_case_that_waits_for_goods_sleeps_and_wakes_for_a_new_cause() {
    rig.order("#1001", mug, 1);
    rig.sell(mug, 1, null);
    review();
    rig.desk
        .desk()
        .remedy(
            rig.oversold().id(),
            new RemedyRequest(
                UUID.randomUUID(),
                Remedy.WAIT,
                null,
                null,
                null,
                null,
                LocalDate.parse("2026-12-01"),
                "PO-17"),
            "Olivia");
    review();
    assertThat(rig.hub.cases.open()).isEmpty();
    rig.sell(mug, 1, null);
    review();
    assertThat(rig.hub.cases.open()).hasSize(1);
  }

  @Test
  void a_shelf_that_cannot_be_looked_at_keeps_no_other() {
    var cup = rig.shelf("CUP", 500, 0, 1);
    rig.hold(mug, 1, Channel.WEB);
    rig.sell(mug, 1, null);
    rig.hub
        .db
        .tx()
        .executeWithoutResult(_ -> rig.hub
            .stock
            .saleStock()
            .sellAtCounter(
                UUID.randomUUID(), null, STRICT, List.of(new StockLine(cup, 2)), DeskRig.T1));
    // Nothing may end at a fenced location, not even a web cart that gives way.
    rig.hub
        .db
        .jdbc()
        .sql("update location set state = 'FENCED' where id = 'main'")
        .update();
    assertThat(review()).isEqualTo(2);
    assertThat(rig.oversold().title()).isEqualTo("Oversold by 1 of CUP at strict");
    rig.hub
        .db
        .jdbc()
        .sql("update location set state = 'OPEN' where id = 'main'")
        .update();
    assertThat(review()).isEqualTo(1);
  }

  @Test
  void several_hubs_that_look_at_once_open_one_case() throws Exception {
    rig.order("#1001", mug, 1);
    rig.sell(mug, 1, null);
    var other = rig.desk();
    AtOnce.atOnce(6, () -> other.review().review() + review());
    assertThat(rig.hub.count("open_case")).isEqualTo(1);
    assertThat(rig.hub.count("oversold_cause")).isEqualTo(1);
  }

  @Test
  void thousands_of_movements_before_do_not_hide_the_cause_or_the_victim() {
    rig.receive(MAIN, mug, 1_000);
    var order = rig.order("#1001", mug, 1);
    for (int i = 0; i < 300; i++) {
      rig.hub.stock.reservations().release(rig.hold(mug, 1, Channel.COUNTER));
    }
    rig.count(mug, 1_001);
    review();
    assertThat(rig.victims()).containsExactly(order);
    assertThat(rig.oversold().detail()).contains("by a count of the shelf.");
  }
}
