package dev.tillbridge.hub.stock;

import static dev.tillbridge.hub.stock.StockRig.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.stock.SpreadRequest.Line;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.Shortage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One hold over several locations: all or nothing, from the first unit to the last. */
class SpreadHoldsTest {

  static final LocationId BARN = new LocationId("barn");

  final StockRig rig = new StockRig();
  Sku mug;

  @BeforeEach
  void stock() {
    rig.db.jdbc().sql("""
            insert into location (id, name, time_zone, currency, tax_mode, stock_policy)
            values ('barn', 'Barn', 'America/New_York', 'USD', 'EXCLUSIVE', 'WARN')
            """).update();
    mug = rig.shelf("MUG", 3);
    rig.stock.goodsReceipts().setOpening(UUID.randomUUID(), BARN, mug, 5);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void units_are_set_aside_at_both_places() {
    var answer = ask(UUID.randomUUID(), 2, 4);
    assertThat(answer).isInstanceOfSatisfying(Answer.Granted.class, granted -> {
      assertThat(granted.hold().location()).isEqualTo(MAIN);
      assertThat(granted.hold().lines()).hasSize(1);
      assertThat(granted.hold().parts()).hasSize(1);
      assertThat(granted.hold().parts().getFirst().location()).isEqualTo(BARN);
      assertThat(granted.hold().parts().getFirst().lines().getFirst().quantity())
          .isEqualTo(4);
    });
    assertThat(held()).containsExactly(2, 4);
    rig.assertLedgerExplainsEverything();
  }

  @Test
  void what_one_place_lacks_nobody_sets_aside_and_the_answer_says_where() {
    var id = UUID.randomUUID();
    var no = ask(id, 2, 6);
    assertThat(no)
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused ->
                assertThat(refused.shortages()).containsExactly(new Shortage(mug, 6, 5, BARN)));
    assertThat(held()).containsExactly(0, 0);
    rig.stock
        .goodsReceipts()
        .receive(
            UUID.randomUUID(),
            BARN,
            "PO",
            List.of(new dev.tillbridge.model.stock.StockLine(mug, 9)));
    assertThat(ask(id, 2, 6)).as("a refusal stays a refusal").isEqualTo(no);
  }

  @Test
  void the_same_id_is_the_same_wish() {
    var id = UUID.randomUUID();
    var first = ask(id, 1, 1);
    assertThat(ask(id, 1, 1)).isEqualTo(first);
    assertThatThrownBy(() -> ask(id, 1, 2)).isInstanceOf(IdReused.class);
    assertThat(held()).containsExactly(1, 1);
  }

  @Test
  void lines_of_one_place_and_sku_are_added_up() {
    var lines = List.of(new Line(MAIN, mug, 2), new Line(BARN, mug, 1), new Line(MAIN, mug, 2));
    assertThat(reserve(UUID.randomUUID(), lines)).isInstanceOf(Answer.Refused.class);
    assertThat(held()).containsExactly(0, 0);
  }

  @Test
  void releasing_it_releases_every_part_once() {
    var id = UUID.randomUUID();
    ask(id, 2, 4);
    assertThat(rig.stock.reservations().release(id).state()).isEqualTo(HoldState.RELEASED);
    rig.stock.reservations().release(id);
    assertThat(held()).containsExactly(0, 0);
    assertThat(openHolds()).isZero();
    rig.assertLedgerExplainsEverything();
  }

  @Test
  void a_part_does_not_end_by_itself() {
    var id = UUID.randomUUID();
    var granted = (Answer.Granted) ask(id, 2, 4);
    var part = granted.hold().parts().getFirst().id();
    assertThatThrownBy(() -> rig.stock.reservations().release(part))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("part of hold");
    assertThat(held()).containsExactly(2, 4);
  }

  @Test
  void it_runs_out_everywhere_at_once() {
    ask(UUID.randomUUID(), 2, 4);
    rig.db.jdbc().sql("update hold set expires_at = now()").update();
    assertThat(rig.stock.reservations().expire()).isEqualTo(1);
    assertThat(held()).containsExactly(0, 0);
    assertThat(openHolds()).isZero();
    rig.assertLedgerExplainsEverything();
  }

  @Test
  void a_fenced_place_lets_nothing_of_it_through() {
    var fence = new Fence(rig.db.jdbc());
    fence.fall(BARN, fence.epoch(BARN));
    assertThatThrownBy(() -> ask(UUID.randomUUID(), 1, 1)).hasMessageContaining("barn");
    assertThat(held()).containsExactly(0, 0);
    assertThat(openHolds()).isZero();
  }

  @Test
  void an_unknown_sku_is_named_and_claims_nothing() {
    var id = UUID.randomUUID();
    var lines = List.of(new Line(MAIN, mug, 1), new Line(BARN, new Sku("NO-SUCH"), 1));
    assertThatThrownBy(() -> reserve(id, lines))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("NO-SUCH");
    assertThat(rig.stock.reservations().find(id)).isEmpty();
  }

  @Test
  void many_who_want_the_last_units_of_two_places_in_either_order_share_them_exactly()
      throws Exception {
    // Each takes one unit at either place, so the smaller shelf decides: three fit.
    var asks = new ArrayList<Callable<Answer>>();
    for (int i = 0; i < 40; i++) {
      var there = List.of(new Line(MAIN, mug, 1), new Line(BARN, mug, 1));
      var back = List.of(new Line(BARN, mug, 1), new Line(MAIN, mug, 1));
      var lines = i % 2 == 0 ? there : back;
      asks.add(() -> reserve(UUID.randomUUID(), lines));
    }
    int granted = 0;
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : callers.invokeAll(asks)) {
        granted += answer.get() instanceof Answer.Granted ? 1 : 0;
      }
    }
    assertThat(granted).isEqualTo(3);
    assertThat(held()).containsExactly(3, 3);
    rig.assertLedgerExplainsEverything();
  }

  @Test
  void a_sale_takes_the_units_from_where_they_were_held() {
    var id = UUID.randomUUID();
    ask(id, 2, 3);
    sell(id, 5);
    assertThat(onHand()).containsExactly(1, 2);
    assertThat(held()).containsExactly(0, 0);
    assertThat(openHolds()).isZero();
    rig.assertLedgerExplainsEverything();
  }

  @Test
  void what_is_not_sold_in_the_end_is_free_again_everywhere() {
    var id = UUID.randomUUID();
    ask(id, 2, 3);
    sell(id, 3);
    assertThat(onHand()).containsExactly(1, 4);
    assertThat(held()).containsExactly(0, 0);
    assertThat(openHolds()).isZero();
    rig.assertLedgerExplainsEverything();
  }

  @Test
  void one_fenced_place_keeps_the_holds_of_no_other() {
    ask(UUID.randomUUID(), 1, 1);
    var alone = List.of(new Line(MAIN, mug, 1));
    var simple = UUID.randomUUID();
    reserve(simple, alone);
    var fence = new Fence(rig.db.jdbc());
    fence.fall(BARN, fence.epoch(BARN));
    rig.db.jdbc().sql("update hold set expires_at = now()").update();
    assertThat(rig.stock.reservations().expire()).isEqualTo(1);
    assertThat(held()).containsExactly(1, 1);
    fence.open(BARN);
    assertThat(rig.stock.reservations().expire()).isEqualTo(1);
    assertThat(held()).containsExactly(0, 0);
  }

  private void sell(UUID hold, int units) {
    rig.db
        .tx()
        .executeWithoutResult(_ -> rig.stock
            .saleStock()
            .sellAtCounter(
                UUID.randomUUID(),
                hold,
                MAIN,
                List.of(new dev.tillbridge.model.stock.StockLine(mug, units)),
                rig.clock.instant()));
  }

  private List<Integer> onHand() {
    return List.of(
        rig.levels.at(MAIN, mug).orElseThrow().onHand(),
        rig.levels.at(BARN, mug).orElseThrow().onHand());
  }

  private Answer ask(UUID id, int atMain, int inTheBarn) {
    return reserve(id, List.of(new Line(MAIN, mug, atMain), new Line(BARN, mug, inTheBarn)));
  }

  private Answer reserve(UUID id, List<Line> lines) {
    return rig.stock
        .reservations()
        .reserve(new SpreadRequest(id, Channel.COUNTER, lines, Duration.ofMinutes(10)));
  }

  private List<Integer> held() {
    return List.of(
        rig.levels.at(MAIN, mug).orElseThrow().held(),
        rig.levels.at(BARN, mug).orElseThrow().held());
  }

  private int openHolds() {
    return rig.db
        .jdbc()
        .sql("select count(*) from hold where state in ('HELD', 'PAYING')")
        .query(Integer.class)
        .single();
  }
}
