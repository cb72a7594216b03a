package dev.tillbridge.hub.costing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostOfGoodsTest {

  private final CostRig rig = new CostRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @ParameterizedTest(name = "{0}: {1} at {2}, {3} at {4}, {5} sold cost {6}; {7} back are {8}")
  @CsvSource({
    "FIFO, 10, 600, 10, 720, 12, 7440, 2, 1440",
    "AVERAGE, 10, 600, 10, 720, 12, 7920, 2, 1320",
    "FIFO, 3, 100, 4, 137, 5, 574, 3, 374",
    "AVERAGE, 3, 100, 4, 137, 5, 606, 3, 364"
  })
  void what_is_sold_costs_what_it_came_for_and_comes_back_for_that(
      CostMethod method,
      int first,
      long firstCost,
      int second,
      long secondCost,
      int sold,
      long cost,
      int came,
      long worth) {
    rig.choose(method);
    var sku = rig.sku("MUG");
    rig.receive(sku, first, firstCost);
    rig.receive(sku, second, secondCost);
    var sale = rig.sell(sku, sold);
    rig.isTrue();
    assertThat(rig.balance("5000")).isEqualTo(cost);
    assertThat(rig.balance("2050")).isEqualTo(-(first * firstCost + second * secondCost));
    var back = UUID.randomUUID();
    rig.move("RETURN", back + ":1", "main", sku, came, 0, 0);
    rig.isTrue();
    assertThat(rig.balance("5000")).isEqualTo(cost - worth);
    assertThat(rig.number(
            "select count(*) from entry where cause = 'COST' and cause_id like '" + sale + "|%'"))
        .isEqualTo(1);
    assertThat(
            rig.number("select count(*) from entry_line where role = 'COST' and category = 'Mugs'"))
        .isEqualTo(2);
  }

  @Test
  void as_long_as_nobody_has_chosen_nothing_is_noted() {
    var sku = rig.sku("MUG");
    rig.receive(sku, 10, 600);
    rig.sell(sku, 2);
    rig.costs.work();
    assertThat(rig.number("select count(*) from cost_due")).isZero();
    assertThat(rig.number("select count(*) from entry")).isZero();
  }

  @Test
  void the_stock_of_the_first_day_is_valued_and_what_moved_since_is_worked_off() {
    var sku = rig.sku("MUG");
    var before = Instant.parse("2026-11-19T12:00:00Z");
    rig.now.set(before);
    rig.receive(sku, 10, 600);
    rig.move("SALE", UUID.randomUUID().toString(), "main", sku, -3, 0, 0, before);
    rig.now.set(Instant.parse("2026-11-21T12:00:00Z"));
    rig.sell(sku, 2);
    rig.now.set(Instant.parse("2026-11-22T15:00:00Z"));
    rig.choose(CostMethod.FIFO, CostRig.TODAY.minusDays(2));
    rig.sell(sku, 1);
    // A till that was offline tells of a day before.
    rig.move("SALE", UUID.randomUUID().toString(), "main", sku, -1, 0, 0, before);
    rig.isTrue();
    assertThat(rig.balance("3000"))
        .as("7 were there, but for the one that was told late")
        .isEqualTo(-3_600);
    assertThat(rig.balance("5000")).isEqualTo(1_800);
    assertThat(rig.number("select min(day) - date '2026-11-20' from entry")).isZero();
  }

  @Test
  void a_choice_for_later_waits_for_its_day() {
    var sku = rig.sku("MUG");
    rig.receive(sku, 10, 600);
    rig.choose(CostMethod.FIFO, CostRig.TODAY.plusDays(1));
    rig.sell(sku, 4);
    rig.costs.work();
    assertThat(rig.number("select count(*) from entry")).isZero();
    rig.now.updateAndGet(now -> now.plus(Duration.ofDays(1)));
    rig.sell(sku, 1);
    rig.isTrue();
    assertThat(rig.balance("3000")).isEqualTo(-3_600);
    assertThat(rig.balance("5000")).isEqualTo(600);
  }

  @Test
  void what_is_sold_before_it_comes_costs_what_the_last_did_until_it_comes() {
    rig.choose(CostMethod.FIFO);
    var sku = rig.sku("MUG");
    rig.receive(sku, 2, 500);
    var sale = rig.sell(sku, 5);
    rig.isTrue();
    assertThat(rig.balance("5000")).isEqualTo(2_500);
    assertThat(rig.balance("1300")).isEqualTo(-1_500);
    assertThat(rig.value.page(CostRig.USD, "", 10).rows().getFirst().units()).isEqualTo(-3);
    rig.receive(sku, 10, 620);
    rig.isTrue();
    assertThat(rig.balance("5000")).as("3 of them cost 1.20 more").isEqualTo(2_860);
    assertThat(rig.balance("1300")).isEqualTo(7 * 620);
    rig.move("RETURN", sale + ":1", "main", sku, 4, 0, 0);
    rig.isTrue();
    assertThat(rig.balance("5000")).isEqualTo(2_860 - 3 * 620 - 500);
  }

  @Test
  void losses_counts_transfers_and_damage_do_what_they_are() {
    rig.choose(CostMethod.FIFO);
    var sku = rig.sku("MUG");
    rig.receive(sku, 10, 600);
    rig.move("TRANSFER_SHIPPED", "t1", "main", sku, -4, 0, 0);
    rig.move("TRANSFER_SHIPPED", "t1", "north", sku, 0, 0, 4);
    rig.isTrue();
    assertThat(rig.balance("1300")).isEqualTo(6_000);
    rig.move("TRANSFER_RECEIVED", "t2", "north", sku, 2, 1, -4);
    rig.isTrue();
    assertThat(rig.balance("5100")).as("one was lost on the way").isEqualTo(600);
    rig.move("DAMAGE", "d1", "main", sku, -2, 2, 0);
    rig.isTrue();
    assertThat(rig.balance("1300")).isEqualTo(5_400);
    rig.move("WRITE_OFF", "w1", "main", sku, 0, -2, 0);
    rig.move("COUNT", "c1", "main", sku, -1, 0, 0);
    rig.move("COUNT", "c2", "north", sku, 3, 0, 0);
    rig.isTrue();
    assertThat(rig.balance("5100")).isEqualTo(600 + 1_200 + 600 - 1_800);
    assertThat(rig.balance("5000")).isZero();
  }

  @Test
  void what_nobody_said_the_cost_of_costs_what_the_last_did_or_is_asked_for() {
    rig.choose(CostMethod.FIFO);
    var sku = rig.sku("MUG");
    rig.move("RECEIPT", sku, 3);
    rig.isTrue();
    assertThat(rig.number("select count(*) from open_case where kind = 'cost-unknown'"))
        .isEqualTo(1);
    assertThat(rig.value.page(CostRig.USD, "", 10).rows().getFirst().known()).isFalse();
    rig.receive(sku, 1, 700, "EUR");
    rig.isTrue();
    assertThat(rig.balance("1300")).as("another currency says nothing").isZero();
    rig.sell(sku, 1);
    rig.receive(sku, 1, 800);
    rig.isTrue();
    assertThat(rig.balance("1300")).as("3 that came before cost as much").isEqualTo(3_200);
    assertThat(rig.balance("2050")).isEqualTo(-3_200);
    assertThat(rig.balance("5000")).as("what was sold is history").isZero();
    assertThat(rig.number("select count(*) from open_case where closed_at is null"))
        .isZero();
    rig.move("RECEIPT", sku, 2);
    rig.isTrue();
    assertThat(rig.balance("1300")).isEqualTo(4_800);
  }

  @Test
  void the_method_changes_from_a_day_on_and_no_value_with_it() {
    rig.choose(CostMethod.FIFO);
    var sku = rig.sku("MUG");
    rig.receive(sku, 10, 600);
    rig.receive(sku, 10, 720);
    rig.isTrue();
    rig.choose(CostMethod.AVERAGE, CostRig.TODAY.plusDays(1));
    rig.sell(sku, 1);
    rig.isTrue();
    assertThat(rig.balance("5000")).isEqualTo(600);
    rig.now.updateAndGet(now -> now.plus(Duration.ofDays(1)));
    long left = rig.balance("1300");
    rig.sell(sku, 19);
    rig.isTrue();
    assertThat(rig.balance("1300")).isZero();
    assertThat(rig.balance("5000")).isEqualTo(600 + left);
  }

  @Test
  void a_choice_is_made_once_and_makes_sense() {
    var id = UUID.randomUUID();
    var eur = Currency.getInstance("EUR");
    assertThatThrownBy(() -> rig.methods.choose(id, CostMethod.FIFO, eur, CostRig.TODAY, "Mira"))
        .isInstanceOf(BadInput.class);
    rig.db
        .tx()
        .executeWithoutResult(_ -> new Books(rig.db.jdbc(), rig.now::get)
            .close(CostRig.TODAY.minusDays(10), "Told", "Mira"));
    assertThatThrownBy(() -> rig.methods.choose(
            id, CostMethod.FIFO, CostRig.USD, CostRig.TODAY.minusDays(10), "Mira"))
        .isInstanceOf(BadInput.class);
    var chosen = rig.methods.choose(id, CostMethod.FIFO, CostRig.USD, CostRig.TODAY, "Mira");
    assertThat(rig.methods.choose(id, CostMethod.FIFO, CostRig.USD, CostRig.TODAY, "Bo"))
        .isEqualTo(chosen);
    assertThatThrownBy(
            () -> rig.methods.choose(id, CostMethod.AVERAGE, CostRig.USD, CostRig.TODAY, "Bo"))
        .isInstanceOf(IdReused.class);
    for (var method : CostMethod.values()) {
      assertThatThrownBy(
              () -> rig.methods.choose(UUID.randomUUID(), method, CostRig.USD, CostRig.TODAY, "Bo"))
          .isInstanceOf(BadInput.class);
    }
  }

  @Test
  void hubs_that_sweep_at_once_while_goods_move_take_effect_once() throws Exception {
    rig.choose(CostMethod.FIFO);
    var sku = rig.sku("MUG");
    rig.receive(sku, 400, 250);
    var start = new CountDownLatch(1);
    try (var pool = Executors.newFixedThreadPool(7)) {
      var tills = IntStream.range(0, 4)
          .mapToObj(_ -> pool.submit(() -> {
            start.await();
            for (int i = 0; i < 50; i++) {
              rig.sell(sku, 1);
            }
            return 0;
          }))
          .toList();
      var hubs = IntStream.range(0, 3)
          .mapToObj(_ -> pool.submit(() -> {
            var hub = rig.hub();
            start.await();
            for (int i = 0; i < 60; i++) {
              hub.part(7);
            }
            return 0;
          }))
          .toList();
      start.countDown();
      for (var till : tills) {
        till.get();
      }
      for (var hub : hubs) {
        hub.get();
      }
    }
    rig.isTrue();
    assertThat(rig.balance("5000")).isEqualTo(50_000);
    assertThat(rig.number("select count(*) from entry where cause = 'COST'")).isEqualTo(200);
  }

  @Test
  void one_movement_that_cannot_be_valued_does_not_hold_up_the_others() {
    rig.choose(CostMethod.FIFO);
    var sku = rig.sku("MUG");
    var gold = rig.sku("GOLD");
    rig.receive(gold, 1_000_000, Long.MAX_VALUE / 1_000);
    rig.receive(sku, 10, 600);
    rig.sell(sku, 1);
    rig.costs.work();
    assertThat(rig.balance("5000")).isEqualTo(600);
    assertThat(rig.number("select count(*) from cost_due")).isEqualTo(1);
    assertThat(rig.number("select count(*) from open_case where kind = 'cost-not-entered'"))
        .isEqualTo(1);
  }
}
