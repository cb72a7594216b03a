package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.stock.FakeShop.Trouble;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What stays carved out while it is not known what the shop shows. */
class ShopWindowDoubtTest extends ShopWindowRig {

  @Test
  void a_lost_answer_is_still_the_shops_until_the_same_key_tells() {
    var mug = listed("MUG", 4);
    work();
    var take = StockRig.wish(UUID.randomUUID(), mug, 2);
    shop.troubles.add(Trouble.LOSE_ANSWER_AFTER_EFFECT);
    rig.db
        .tx()
        .executeWithoutResult(_ -> rig.stock
            .saleStock()
            .sellAtCounter(UUID.randomUUID(), null, StockRig.MAIN, take.lines(), Instant.now()));
    assertThat(deliver(mug)).isInstanceOf(InDoubt.class);
    assertThat(rig.level(mug).escrowed())
        .as("not given back on an unknown outcome")
        .isEqualTo(4);
    assertThat(deliver(mug)).isInstanceOf(Delivered.class);
    var keys = shop.changes.subList(shop.changes.size() - 2, shop.changes.size());
    assertThat(keys.get(0)).isEqualTo(keys.get(1));
    assertThat(shop.number(mug)).isEqualTo(2);
    assertThat(rig.level(mug).free()).isZero();
    assertSound(mug);
  }

  @Test
  void a_late_order_is_never_cured_by_pushing_the_number_up() {
    var mug = listed("MUG", 1);
    work();
    buy(mug, 1);
    // Something makes us look at the shop's number while the order's webhook is late.
    receive(mug, 1);
    assertThat(deliver(mug)).isInstanceOf(Delivered.class);
    work();
    assertThat(shop.number(mug)).as("one came in, one was sold").isEqualTo(1);
    assertThat(rig.level(mug).committed()).isEqualTo(1);
    assertThat(shop.stood).as("every number the shop has shown").allMatch(number -> number <= 1);
    assertSound(mug);
  }

  @Test
  void a_number_that_the_merchant_lowered_in_the_shop_is_found_and_published_anew() {
    var mug = listed("MUG", 10);
    work();
    shop.numbers.put("item-" + mug.code(), 3);
    receive(mug, 5);
    work();
    assertThat(shop.number(mug)).as("an order may come").isEqualTo(3);
    later();
    assertThat(shop.number(mug)).isEqualTo(12);
    assertSound(mug);
  }

  @Test
  void while_an_order_is_set_aside_its_units_are_not_put_on_show_again() {
    var mug = listed("MUG", 4);
    work();
    // A shopper has bought two, but the hub could not take the order.
    shop.buy(mug, 2);
    rig.cases.open("order-set-aside", StockRig.SHOP + "|order-7", "Order #7", "line 1 has no SKU");
    receive(mug, 3);
    for (int i = 0; i < 2 * WindowReading.DRIFTS_MOST; i++) {
      assertThat(deliver(mug)).isInstanceOf(Outcome.NotSent.class);
      later();
    }
    assertThat(shop.number(mug)).isEqualTo(2);
    assertThat(rig.level(mug).escrowed()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void a_refusal_after_a_lost_answer_frees_nothing_that_is_on_show() {
    var mug = listed("MUG", 4);
    shop.troubles.add(Trouble.LOSE_ANSWER_AFTER_EFFECT);
    assertThat(deliver(mug)).isInstanceOf(InDoubt.class);
    assertThat(shop.number(mug)).isEqualTo(4);
    shop.troubles.add(Trouble.REFUSE);
    assertThat(deliver(mug)).isInstanceOf(Outcome.Refused.class);
    assertThat(rig.level(mug).escrowed()).isEqualTo(4);
    work();
    assertSound(mug);
  }

  @Test
  void what_a_shop_refuses_to_show_comes_back() {
    var mug = listed("MUG", 4);
    shop.troubles.add(Trouble.REFUSE);
    assertThat(deliver(mug)).isInstanceOf(Outcome.Refused.class);
    assertThat(rig.level(mug).escrowed()).isZero();
    assertThat(rig.level(mug).free()).isEqualTo(4);
    assertSound(mug);
  }

  @Test
  void a_look_after_a_forced_sale_leaves_what_is_on_show_covered() {
    var mug = listed("MUG", 1);
    work();
    rig.db
        .tx()
        .executeWithoutResult(_ -> rig.stock
            .saleStock()
            .sellAtCounter(
                UUID.randomUUID(),
                null,
                StockRig.MAIN,
                List.of(new StockLine(mug, 1)),
                Instant.now()));
    rig.db.jdbc().sql("update shop_window set drifts = 1").update();
    shop.troubles.add(Trouble.UNREACHABLE);
    assertThat(deliver(mug)).isInstanceOf(Outcome.NotSent.class);
    assertThat(shop.number(mug)).isEqualTo(1);
    assertSound(mug);
    work();
    assertThat(shop.number(mug)).isZero();
    assertSound(mug);
  }

  @Test
  void units_carved_out_for_a_number_that_is_no_longer_shown_come_back() {
    var mug = listed("MUG", 1);
    work();
    // Sold, called off and sold again, all at the shop; we hear of both sales first.
    assertThat(shop.buy(mug, 1)).isTrue();
    shop.numbers.merge("item-" + mug.code(), 1, Integer::sum);
    assertThat(shop.buy(mug, 1)).isTrue();
    var first = UUID.randomUUID();
    sellAtShop(first, mug);
    sellAtShop(UUID.randomUUID(), mug);
    assertThat(rig.level(mug).free()).isEqualTo(-1);
    rig.db
        .tx()
        .executeWithoutResult(
            _ -> rig.stock.saleStock().reverse(StockRig.SHOP, first, Instant.now()));
    work();
    assertThat(shop.number(mug)).isZero();
    assertThat(rig.level(mug).escrowed()).isZero();
    assertThat(rig.level(mug).free()).isZero();
    assertSound(mug);
  }

  @Test
  void a_cancelled_order_that_the_shop_did_not_put_back_is_found_out() {
    var mug = listed("MUG", 4);
    work();
    assertThat(shop.buy(mug, 1)).isTrue();
    var sale = UUID.randomUUID();
    sellAtShop(sale, mug);
    rig.db
        .tx()
        .executeWithoutResult(
            _ -> rig.stock.saleStock().reverse(StockRig.SHOP, sale, Instant.now()));
    later();
    assertThat(shop.number(mug)).isEqualTo(4);
    assertThat(rig.level(mug).escrowed()).isEqualTo(4);
    assertSound(mug);
  }

  @Test
  void however_often_it_is_looked_at_a_late_order_keeps_its_units() {
    var mug = listed("MUG", 4);
    work();
    assertThat(shop.buy(mug, 1)).isTrue();
    // The shop's list of orders does not show it yet, and the shelf is busy.
    for (int i = 0; i < 3 * WindowReading.DRIFTS_MOST; i++) {
      receive(mug, 2);
      assertThat(deliver(mug)).isInstanceOf(Outcome.NotSent.class);
    }
    assertThat(rig.level(mug).escrowed()).isGreaterThanOrEqualTo(4);
    sellAtShop(UUID.randomUUID(), mug);
    later();
    assertSound(mug);
  }
}
