package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.stock.Answer.Ended;
import dev.tillbridge.hub.stock.Answer.Granted;
import dev.tillbridge.hub.stock.Answer.Refused;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReservationsTest extends ReservationsRig {

  @Test
  void of_a_thousand_buyers_exactly_a_hundred_get_the_hundred_units() throws Exception {
    var mug = rig.shelf("MUG", 100);
    var answers = atOnce(1_000, () -> rig.hold(mug, 1));
    assertThat(answers).filteredOn(Granted.class::isInstance).hasSize(100);
    assertThat(answers).filteredOn(Refused.class::isInstance).hasSize(900);
    assertThat(rig.level(mug).free()).isZero();
    assertThat(rig.level(mug).held()).isEqualTo(100);
    rig.assertLedgerExplainsEverything();
  }

  @Test
  void the_same_id_again_gets_the_same_answer() {
    var mug = rig.shelf("MUG", 2);
    var first = StockRig.wish(UUID.randomUUID(), mug, 2);
    var second = StockRig.wish(UUID.randomUUID(), mug, 1);
    var granted = rig.stock.reservations().reserve(first);
    var refused = rig.stock.reservations().reserve(second);
    assertThat(refused).isEqualTo(new Refused(second.id(), List.of(new Shortage(mug, 1, 0))));
    rig.stock.goodsReceipts().receive(UUID.randomUUID(), StockRig.MAIN, "PO", first.lines());
    assertThat(rig.stock.reservations().reserve(first)).isEqualTo(granted);
    assertThat(rig.stock.reservations().reserve(second)).isEqualTo(refused);
    assertThat(rig.level(mug).held()).isEqualTo(2);
  }

  @Test
  void the_same_id_sent_fifty_times_at_once_holds_once() throws Exception {
    var mug = rig.shelf("MUG", 100);
    var wish = StockRig.wish(UUID.randomUUID(), mug, 3);
    var answers = atOnce(50, () -> rig.stock.reservations().reserve(wish));
    assertThat(answers).allMatch(Granted.class::isInstance);
    assertThat(rig.level(mug).held()).isEqualTo(3);
  }

  @Test
  void the_same_ids_sent_through_two_hubs_at_once_hold_once_each() throws Exception {
    var mug = rig.shelf("MUG", 1_000);
    try (var other =
        new Stock(rig.db.jdbc(), rig.db.tx(), rig.deliveries, rig.gate, List.of(), rig.clock)) {
      var hubs = List.of(rig.stock, other);
      var wishes = IntStream.range(0, 100)
          .mapToObj(_ -> StockRig.wish(UUID.randomUUID(), mug, 1))
          .toList();
      var next = new AtomicInteger();
      var answers = atOnce(400, () -> {
        int n = next.getAndIncrement();
        return hubs.get(n % 2).reservations().reserve(wishes.get(n / 4));
      });
      assertThat(answers).allMatch(Granted.class::isInstance);
      assertThat(answers.stream().distinct()).hasSize(100);
    }
    assertThat(rig.level(mug).held()).isEqualTo(100);
    rig.assertLedgerExplainsEverything();
  }

  @Test
  void what_was_granted_is_read_later_as_it_was_answered() {
    var mug = rig.shelf("MUG", 5);
    var pot = rig.shelf("POT", 5);
    var cart = cart(List.of(new StockLine(pot, 2), new StockLine(mug, 1)));
    assertThat(rig.stock.reservations().reserve(cart))
        .isInstanceOfSatisfying(
            Granted.class,
            granted ->
                assertThat(rig.stock.reservations().find(cart.id())).contains(granted.hold()));
  }

  @Test
  void the_same_id_with_another_wish_is_refused_and_changes_nothing() {
    var mug = rig.shelf("MUG", 5);
    var id = UUID.randomUUID();
    rig.stock.reservations().reserve(StockRig.wish(id, mug, 1));
    assertThatThrownBy(() -> rig.stock.reservations().reserve(StockRig.wish(id, mug, 2)))
        .isInstanceOf(IdReused.class);
    assertThat(rig.level(mug).held()).isEqualTo(1);
  }

  @Test
  void a_cart_is_held_whole_or_not_at_all_and_two_lines_of_one_sku_count_together() {
    var mug = rig.shelf("MUG", 5);
    var pot = rig.shelf("POT", 1);
    var lines = List.of(new StockLine(mug, 2), new StockLine(pot, 1), new StockLine(mug, 4));
    var answer = rig.stock.reservations().reserve(cart(lines));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Refused.class,
            no -> assertThat(no.shortages()).containsExactly(new Shortage(mug, 6, 5)));
    assertThat(rig.level(pot).held()).isZero();
  }

  @Test
  void an_unknown_sku_is_named_and_the_id_stays_free() {
    var mug = rig.shelf("MUG", 5);
    var id = UUID.randomUUID();
    assertThatThrownBy(
            () -> rig.stock.reservations().reserve(StockRig.wish(id, new Sku("NO-SUCH"), 1)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("lines[0].sku")
        .hasMessageContaining("NO-SUCH");
    assertThat(rig.stock.reservations().reserve(StockRig.wish(id, mug, 1)))
        .isInstanceOf(Granted.class);
  }

  @Test
  void releasing_twice_is_releasing_once() {
    var mug = rig.shelf("MUG", 5);
    var wish = StockRig.wish(UUID.randomUUID(), mug, 2);
    rig.stock.reservations().reserve(wish);
    assertThat(rig.stock.reservations().release(wish.id()).state()).isEqualTo(HoldState.RELEASED);
    assertThat(rig.stock.reservations().release(wish.id()).state()).isEqualTo(HoldState.RELEASED);
    assertThat(rig.level(mug).free()).isEqualTo(5);
    assertThat(rig.stock.reservations().reserve(wish)).isInstanceOf(Ended.class);
    rig.assertLedgerExplainsEverything();
  }

  @Test
  void an_id_released_before_it_held_can_never_hold() {
    var mug = rig.shelf("MUG", 5);
    var wish = StockRig.wish(UUID.randomUUID(), mug, 2);
    assertThat(rig.stock.reservations().release(wish.id()).state()).isEqualTo(HoldState.VOID);
    assertThat(rig.stock.reservations().reserve(wish)).isInstanceOf(Ended.class);
    assertThat(rig.level(mug).held()).isZero();
  }

  @Test
  void a_hold_that_ran_out_gives_its_units_back_but_not_while_money_is_on_its_way() {
    var mug = rig.shelf("MUG", 5);
    var parked = StockRig.wish(UUID.randomUUID(), mug, 2);
    var paying = StockRig.wish(UUID.randomUUID(), mug, 1);
    rig.stock.reservations().reserve(parked);
    rig.stock.reservations().reserve(paying);
    assertThat(new Holds(rig.db.jdbc()).startPaying(paying.id())).isTrue();
    rig.db
        .jdbc()
        .sql("update hold set expires_at = now() - interval '1 second'")
        .update();
    assertThat(rig.stock.reservations().expire()).isEqualTo(1);
    assertThat(rig.stock.reservations().find(parked.id()).orElseThrow().state())
        .isEqualTo(HoldState.EXPIRED);
    assertThat(rig.level(mug).free()).isEqualTo(4);
    assertThat(rig.stock.reservations().expire()).isZero();
    rig.assertLedgerExplainsEverything();
  }

  /** Random carts, releases and expiries against a model that is one map and one subtraction. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatever_happens_the_shelf_agrees_with_a_simple_model(long seed) {
    var random = new Random(seed);
    var skus = IntStream.range(0, 3)
        .mapToObj(i -> rig.shelf("S" + i, random.nextInt(8)))
        .toList();
    var free = new HashMap<Sku, Integer>();
    skus.forEach(sku -> free.put(sku, rig.level(sku).free()));
    var open = new ArrayList<HoldRequest>();
    for (int step = 0; step < 30; step++) {
      if (random.nextInt(3) > 0) {
        var wish = cart(basket(random, skus));
        boolean fits =
            wish.lines().stream().allMatch(l -> free.getOrDefault(l.sku(), 0) >= l.quantity());
        assertThat(rig.stock.reservations().reserve(wish) instanceof Granted)
            .as("step %d: %s of %s", step, wish.lines(), free)
            .isEqualTo(fits);
        if (fits) {
          wish.lines().forEach(l -> free.merge(l.sku(), -l.quantity(), Integer::sum));
          open.add(wish);
        }
      } else if (!open.isEmpty()) {
        var wish = open.remove(random.nextInt(open.size()));
        rig.stock.reservations().release(wish.id());
        wish.lines().forEach(l -> free.merge(l.sku(), l.quantity(), Integer::sum));
      }
    }
    skus.forEach(sku -> assertThat(rig.level(sku).free()).isEqualTo(free.get(sku)));
    rig.assertLedgerExplainsEverything();
  }
}
