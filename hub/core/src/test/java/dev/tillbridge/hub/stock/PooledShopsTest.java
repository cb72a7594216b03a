package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.stock.Policies.Channel;
import dev.tillbridge.hub.stock.Policies.Mode;
import dev.tillbridge.hub.stock.Policies.SkuMode;
import dev.tillbridge.model.stock.StockLine;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PooledShopsTest extends PoliciesRig {

  @Test
  void a_pooled_shop_shows_what_is_free_with_nothing_carved_out() {
    var mug = rig.listed("MUG");
    rig.receive(mug, "main", 40);
    rig.policies.replace(
        new Policies(
            0,
            List.of(),
            List.of(
                new Channel("shop", new Buffer(5, null), List.of(), Mode.POOLED, List.of()),
                new Channel("second", new Buffer(null, 10), List.of(), Mode.POOLED, List.of()))),
        "test");
    rig.work();
    assertThat(shop.number(mug, "place-1")).isEqualTo(35);
    assertThat(second.number(mug, "place-1")).isEqualTo(36);
    assertThat(rig.level(mug, "main").free()).isEqualTo(40);
    rig.sell(mug, "main", 30);
    rig.work();
    assertThat(shop.number(mug, "place-1")).isEqualTo(5);
    assertThat(second.number(mug, "place-1")).isEqualTo(9);
    rig.assertSound();
  }

  @Test
  void an_order_that_a_pooled_shop_takes_too_late_is_counted_as_a_breach() {
    var mug = rig.product("MUG");
    rig.list("shop", mug);
    var cup = listedAt(rig.product("CUP"), 5);
    rig.receive(mug, "main", 5);
    rig.policies.replace(
        new Policies(
            0,
            List.of(),
            List.of(new Channel(
                "shop", null, List.of(), null, List.of(new SkuMode(mug, Mode.POOLED))))),
        "test");
    rig.work();
    assertThat(rig.order("shop", UUID.randomUUID(), "main", new StockLine(mug, 1)))
        .isEmpty();
    rig.sell(mug, "main", 3);
    // The shop has not heard of it yet.
    var id = UUID.randomUUID();
    assertThat(rig.order("shop", id, "main", new StockLine(mug, 2), new StockLine(cup, 9)))
        .hasSize(2);
    var breaches = new PooledBreaches(rig.db.jdbc(), rig.clock);
    assertThat(breaches.newest(10)).singleElement().satisfies(breach -> {
      assertThat(breach.saleId()).isEqualTo(id);
      assertThat(breach.sku()).as("what is in escrow is no breach of the pool").isEqualTo(mug);
      assertThat(breach.wanted()).isEqualTo(2);
      assertThat(breach.available()).isEqualTo(1);
    });
    assertThat(breaches.tolls(List.of("shop", "second")))
        .extracting(PooledBreaches.Toll::breaches)
        .containsExactly(0L, 1L);
    assertThat(breaches.tolls(List.of("shop")).getFirst().lag()).isPositive();
    rig.work();
    assertThat(breaches.tolls(List.of("shop")).getFirst().lag()).isZero();
    assertThat(shop.number(mug, "place-1")).isZero();
  }

  @Test
  void from_escrow_to_pooled_and_back_nothing_leaks() {
    var mug = listedAt(rig.product("MUG"), 10);
    assertThat(rig.level(mug, "main").escrowed()).isEqualTo(8);
    rig.policies.replace(pooled("shop"), "test");
    rig.work();
    assertThat(shop.number(mug, "place-1")).isEqualTo(8);
    assertThat(rig.level(mug, "main").escrowed()).isZero();
    rig.policies.replace(Policies.NONE, "test");
    rig.work();
    assertThat(shop.number(mug, "place-1")).isEqualTo(8);
    assertThat(rig.level(mug, "main").escrowed()).isEqualTo(8);
    rig.assertSound();
  }

  @Test
  void a_shop_that_cannot_compare_and_set_is_pooled_and_escrow_is_refused_for_it() {
    var mug = rig.product("MUG");
    rig.list("blind", mug);
    rig.receive(mug, "main", 10);
    rig.work();
    assertThat(blind.number(mug, "place-1")).isEqualTo(8);
    assertThat(rig.level(mug, "main").escrowed()).isZero();
    refused(
        new Policies(
            0, List.of(), List.of(new Channel("blind", null, List.of(), Mode.ESCROW, List.of()))),
        "channels[0].mode");
    refused(
        new Policies(
            0,
            List.of(),
            List.of(new Channel(
                "blind", null, List.of(), null, List.of(new SkuMode(mug, Mode.ESCROW))))),
        "channels[0].skus[0].mode");
  }

  @Test
  void a_lost_answer_of_a_shop_that_cannot_compare_is_looked_up_and_not_sent_again() {
    var mug = rig.product("MUG");
    rig.list("blind", mug);
    rig.receive(mug, "main", 10);
    blind.troubles.add(FakeShop.Trouble.LOSE_ANSWER_AFTER_EFFECT);
    rig.work();
    rig.db.jdbc().sql("update delivery set next_at = now() where state = 'DUE'").update();
    rig.work();
    assertThat(blind.number(mug, "place-1")).isEqualTo(8);
    assertThat(blind.changes).extracting(change -> change.key()).doesNotHaveDuplicates();
  }

  @Test
  void units_that_one_shop_gives_back_are_offered_to_another() {
    var mug = rig.listed("MUG");
    rig.receive(mug, "main", 20);
    rig.work();
    int both = shop.number(mug, "place-1") + second.number(mug, "place-1");
    assertThat(both).isEqualTo(17);
    rig.policies.replace(
        new Policies(
            0, List.of(), List.of(new Channel("shop", null, List.of(MAIN), null, List.of()))),
        "test");
    rig.work();
    assertThat(shop.number(mug, "place-1")).isZero();
    assertThat(second.number(mug, "place-1")).isEqualTo(17);
    rig.assertSound();
  }

  @Test
  void two_shops_do_not_take_units_from_each_other_in_turn() {
    var mug = rig.listed("MUG");
    rig.receive(mug, "main", 20);
    rig.work();
    var before = List.of(shop.number(mug, "place-1"), second.number(mug, "place-1"));
    int told = shop.changes.size() + second.changes.size();
    for (int i = 0; i < 5; i++) {
      rig.stock.places().touch(MAIN, List.of(mug));
      rig.work();
    }
    assertThat(List.of(shop.number(mug, "place-1"), second.number(mug, "place-1")))
        .isEqualTo(before);
    assertThat(shop.changes.size() + second.changes.size()).isEqualTo(told);
  }
}
