package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.stock.FakeShop.Trouble;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many numbers in one call: each keeps its own decision, its own escrow and its own doubt. */
class ShopCallsTest extends ShopWindowRig {

  private static final List<Trouble> TROUBLES = List.of(
      Trouble.LOSE_ANSWER_AFTER_EFFECT, Trouble.LOSE_REQUEST, Trouble.UNREACHABLE, Trouble.REFUSE);

  @BeforeEach
  void takes_many() {
    shop.perCall = 250;
  }

  private List<Sku> shelves(int count, int units) {
    return IntStream.range(0, count)
        .mapToObj(i -> listed("MUG-%02d".formatted(i), units))
        .toList();
  }

  private void sell(Sku sku, int units) {
    rig.db
        .tx()
        .executeWithoutResult(_ -> rig.stock
            .saleStock()
            .sellAtCounter(
                UUID.randomUUID(),
                null,
                StockRig.MAIN,
                List.of(new StockLine(sku, units)),
                Instant.now()));
  }

  private static List<String> items(List<Sku> skus) {
    return skus.stream().map(sku -> "item-" + sku.code()).toList();
  }

  private static List<String> itemsOf(FakeShop shop, int call) {
    return shop.calls.get(call).changes().stream().map(StockChange::itemId).toList();
  }

  @Test
  void what_has_changed_travels_in_one_call() {
    var mugs = shelves(40, 20);
    workTogether();
    assertThat(shop.calls).hasSize(1);
    assertThat(itemsOf(shop, 0)).containsExactlyInAnyOrderElementsOf(items(mugs));
    for (var mug : mugs) {
      assertThat(shop.number(mug)).isEqualTo(17);
      assertThat(rig.level(mug).escrowed()).isEqualTo(17);
      assertSound(mug);
    }
  }

  @Test
  void a_lost_answer_is_in_doubt_for_all_and_the_same_call_is_repeated_under_its_key() {
    var mugs = shelves(5, 4);
    workTogether();
    mugs.forEach(mug -> sell(mug, 2));
    shop.troubles.add(Trouble.LOSE_ANSWER_AFTER_EFFECT);
    workTogether();
    for (var mug : mugs) {
      assertThat(rig.level(mug).escrowed())
          .as("not given back on an unknown outcome")
          .isEqualTo(4);
    }
    // Only one of them falls due, and another one of them has changed again.
    receive(mugs.get(3), 9);
    assertThat(deliver(mugs.get(1))).isInstanceOf(Delivered.class);
    assertThat(shop.calls).hasSize(3);
    assertThat(shop.calls.get(2)).isEqualTo(shop.calls.get(1));
    for (var mug : mugs) {
      assertThat(shop.number(mug)).isEqualTo(2);
      assertThat(rig.level(mug).escrowed()).isEqualTo(2);
      assertSound(mug);
    }
    allDue();
    workTogether();
    assertThat(shop.number(mugs.get(3))).isEqualTo(9);
    assertSound(mugs.get(3));
  }

  /** It stood, its answer was lost, all of it was bought; then the shop refuses the repetition. */
  @ParameterizedTest(name = "{0} in the call")
  @ValueSource(ints = {1, 2, 5})
  void what_may_have_stood_is_never_sent_again_under_another_key(int count) {
    var mugs = shelves(count, 4);
    shop.troubles.add(Trouble.LOSE_ANSWER_AFTER_EFFECT);
    workTogether();
    mugs.forEach(mug -> assertThat(buy(mug, 4)).isTrue());
    shop.troubles.add(Trouble.REFUSE);
    allDue();
    workTogether();
    for (int i = 0; i < 3; i++) {
      for (var mug : mugs) {
        assertThat(shop.number(mug)).as("everything is sold").isZero();
        assertSound(mug);
      }
      allDue();
      workTogether();
    }
    mugs.forEach(mug -> assertThat(rig.level(mug).committed()).isEqualTo(4));
  }

  @Test
  void one_stale_number_never_keeps_back_the_others_and_is_decided_anew_after_the_orders() {
    var mugs = shelves(6, 4);
    workTogether();
    var bought = mugs.get(2);
    assertThat(buy(bought, 1)).isTrue();
    mugs.forEach(mug -> receive(mug, 6));
    workTogether();
    for (var mug : mugs) {
      // Ten on the shelf show eight, and so do the nine that are left where one was sold.
      assertThat(shop.number(mug)).isEqualTo(8);
      assertThat(rig.level(mug).committed()).isEqualTo(mug.equals(bought) ? 1 : 0);
      assertSound(mug);
    }
    assertThat(unread).as("the shop's orders were read").isEmpty();
  }

  @Test
  void a_no_that_names_nobody_is_tracked_down_and_stops_no_other() {
    var mugs = shelves(9, 3);
    shop.unspeakable.add("item-" + mugs.get(4).code());
    for (int i = 0; i < 6; i++) {
      workTogether();
      allDue();
    }
    for (var mug : mugs) {
      boolean refused = mug.equals(mugs.get(4));
      assertThat(shop.number(mug)).isEqualTo(refused ? 0 : 3);
      assertThat(rig.level(mug).escrowed()).isEqualTo(refused ? 0 : 3);
      assertSound(mug);
    }
    assertThat(rig.db
            .jdbc()
            .sql("select subject from delivery where state = 'PARKED'")
            .query(String.class)
            .list())
        .containsExactly(StockRig.SHOP + "|main|" + mugs.get(4));
  }

  @Test
  void what_is_lowered_goes_first_then_what_there_is_least_of() {
    var mugs = new ArrayList<Sku>();
    for (int units : new int[] {90, 2, 40, 7, 60}) {
      mugs.add(listed("MUG-" + units, units));
    }
    workTogether();
    mugs.forEach(mug -> receive(mug, 1));
    sell(mugs.get(4), 3);
    shop.calls.clear();
    shop.perCall = 2;
    workTogether();
    assertThat(itemsOf(shop, 0))
        .as("61 - 3 are too many on show, and 3 are the fewest")
        .containsExactlyInAnyOrderElementsOf(items(List.of(mugs.get(4), mugs.get(1))));
    assertThat(itemsOf(shop, 1))
        .containsExactlyInAnyOrderElementsOf(items(List.of(mugs.get(3), mugs.get(2))));
    assertThat(itemsOf(shop, 2)).containsExactlyElementsOf(items(List.of(mugs.get(0))));
  }

  @Test
  void a_tenth_of_each_batch_belongs_to_whoever_has_waited_longest() {
    var deep = listed("DEEP", 900);
    var scarce = shelves(20, 2);
    rig.db
        .jdbc()
        .sql("update delivery set next_at = next_at - interval '1 minute' where subject = :subject")
        .param("subject", StockRig.SHOP + "|main|" + deep)
        .update();
    var first = rig.stock.dueStock(rig.deliveries).claim(StockRig.SHOP, 10);
    assertThat(first)
        .hasSize(10)
        .extracting(Delivery::subject)
        .contains(StockRig.SHOP + "|main|" + deep);
    assertThat(scarce).hasSize(20);
  }

  @Test
  void a_unit_that_two_windows_of_one_batch_could_show_is_carved_out_once() {
    var mug = listed("MUG", 3);
    var pair = listed("PAIR", 0);
    rig.stock.bundles().define(pair, List.of(new StockLine(mug, 2)), null, "test");
    allDue();
    workTogether();
    assertThat(shop.number(mug) + 2 * shop.number(pair)).isLessThanOrEqualTo(3);
    assertThat(rig.level(mug).free()).isNotNegative();
    rig.assertLedgerExplainsEverything();
  }

  /** As the test of one SKU, with many that travel together. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whatever_is_lost_on_the_way_no_unit_is_sold_twice(long seed) {
    var random = new Random(seed);
    var mugs = IntStream.range(0, 5)
        .mapToObj(i -> listed("MUG-" + i, random.nextInt(6)))
        .toList();
    shop.perCall = 2 + random.nextInt(4);
    for (int step = 0; step < 60; step++) {
      var mug = mugs.get(random.nextInt(mugs.size()));
      switch (random.nextInt(7)) {
        case 0 -> buy(mug, 1);
        case 1 -> readAll();
        case 2 -> receive(mug, 1 + random.nextInt(2));
        case 3 -> shop.troubles.add(TROUBLES.get(random.nextInt(TROUBLES.size())));
        case 4 -> {
          if (rig.level(mug).free() > 0) {
            rig.hold(mug, 1);
          }
        }
        case 5 -> deliver(mug);
        default -> {
          allDue();
          workTogether();
        }
      }
      for (var each : mugs) {
        int sold = unread.stream()
            .filter(order -> order.sku().equals(each))
            .mapToInt(Order::units)
            .sum();
        assertThat(Math.max(0, shop.number(each)) + sold)
            .as("I8 at step %d for %s", step, each)
            .isLessThanOrEqualTo(rig.level(each).escrowed());
        assertThat(rig.level(each).free()).isNotNegative();
      }
    }
    shop.troubles.clear();
    readAll();
    for (int i = 0; i < 2 * WindowReading.DRIFTS_MOST; i++) {
      rig.db
          .jdbc()
          .sql("update shop_window set drifted_at = drifted_at - interval '1 minute'")
          .update();
      mugs.forEach(this::deliver);
    }
    mugs.forEach(mug -> assertThat(rig.level(mug).escrowed()).isEqualTo(shop.number(mug)));
    mugs.forEach(this::assertSound);
  }
}
