package dev.tillbridge.hub.inventory;

import static dev.tillbridge.hub.inventory.InventoryRig.ANN;
import static dev.tillbridge.hub.inventory.InventoryRig.BEN;
import static dev.tillbridge.hub.inventory.InventoryRig.STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.inventory.StocktakeRequest.Kind;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.model.catalog.Sku;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who counts, who agrees, and what becomes of what nobody counted. */
class StocktakesTest {

  private static final InventoryRig RIG = new InventoryRig();

  @AfterEach
  void the_ledger_explains_everything() {
    RIG.assertLedgerExplainsEverything();
    RIG.inventory.countLimits().set(STORE, CountLimit.USUAL);
  }

  @AfterAll
  static void close() {
    RIG.close();
  }

  @Test
  void a_variance_above_the_limit_waits_for_somebody_who_did_not_count_it() {
    var sku = RIG.shelf("TWO", 0, 50);
    RIG.later(Duration.ofMinutes(1));
    var stocktake = RIG.stocktake(Kind.PARTIAL);
    RIG.count(stocktake, sku, 39, RIG.now(), ANN);
    assertThat(RIG.submit(stocktake).state()).isEqualTo(StocktakeView.State.REVIEW);
    assertThat(RIG.store(sku).onHand()).isEqualTo(50);
    assertThatThrownBy(() -> RIG.approve(stocktake, sku, null, ANN))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("somebody else");
    assertThat(RIG.approve(stocktake, sku, -11, BEN).state()).isEqualTo(StocktakeView.State.CLOSED);
    assertThat(RIG.store(sku).onHand()).isEqualTo(39);
    assertThat(RIG.counted(stocktake, sku).decidedBy()).isEqualTo(BEN);
  }

  @Test
  void the_limit_may_be_in_money() {
    var sku = RIG.shelf("VALUE", 0, 20);
    RIG.inventory.countLimits().set(STORE, new CountLimit(null, SalesRig.usd(3_000)));
    RIG.later(Duration.ofMinutes(1));
    var three = RIG.stocktake(Kind.PARTIAL);
    RIG.count(three, sku, 17, RIG.now(), ANN);
    assertThat(RIG.submit(three).state()).isEqualTo(StocktakeView.State.CLOSED);
    var four = RIG.stocktake(Kind.PARTIAL);
    RIG.count(four, sku, 21, RIG.now(), ANN);
    assertThat(RIG.submit(four).state()).isEqualTo(StocktakeView.State.REVIEW);
    assertThat(RIG.counted(four, sku).value()).isEqualTo(SalesRig.usd(4_000));
  }

  @Test
  void what_sold_meanwhile_changes_what_a_second_person_agrees_to() {
    var sku = RIG.shelf("LOOK-AGAIN", 0, 50);
    RIG.later(Duration.ofMinutes(10));
    var stocktake = RIG.stocktake(Kind.PARTIAL);
    RIG.count(stocktake, sku, 30, RIG.now(), ANN);
    RIG.submit(stocktake);
    RIG.sell(sku, 4, RIG.now().minusSeconds(60));
    assertThatThrownBy(() -> RIG.approve(stocktake, sku, -20, BEN))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("lines[0].variance")
        .hasMessageContaining("-16");
    RIG.approve(stocktake, sku, -16, BEN);
    assertThat(RIG.store(sku).onHand()).isEqualTo(30);
  }

  @Test
  void what_was_rejected_is_counted_again_or_left_as_it_is() {
    var first = RIG.shelf("REJECT-1", 0, 50);
    var second = RIG.shelf("REJECT-2", 0, 50);
    RIG.later(Duration.ofMinutes(1));
    var stocktake = RIG.stocktake(Kind.PARTIAL);
    RIG.count(stocktake, first, 5, RIG.now(), ANN);
    RIG.count(stocktake, second, 5, RIG.now(), ANN);
    RIG.submit(stocktake);
    var reject = new StocktakeRequest.Reject(
        UUID.randomUUID(), stocktake, List.of(first, second), "look behind the door");
    assertThat(RIG.stocktakes.reject(reject, BEN).rejected()).isEqualTo(2);
    assertThat(RIG.store(first).onHand()).isEqualTo(50);

    RIG.later(Duration.ofMinutes(1));
    var again = RIG.count(stocktake, first, 48, RIG.now(), ANN);

    assertThat(again.state()).as("within the limit").isEqualTo(CountView.State.POSTED);
    assertThat(RIG.store(first).onHand()).isEqualTo(48);
    assertThat(RIG.reader.get(stocktake).state()).isEqualTo(StocktakeView.State.REVIEW);
    var end = new StocktakeRequest.End(UUID.randomUUID(), stocktake);
    assertThat(RIG.stocktakes.end(end, BEN).state()).isEqualTo(StocktakeView.State.CLOSED);
    assertThat(RIG.store(second).onHand()).isEqualTo(50);
  }

  @Test
  void the_latest_count_of_a_sku_holds_in_whatever_order_they_come() {
    var sku = RIG.shelf("RECOUNT", 0, 50);
    RIG.later(Duration.ofMinutes(10));
    var stocktake = RIG.stocktake(Kind.PARTIAL);
    RIG.count(stocktake, sku, 47, RIG.now().minusSeconds(60), ANN);
    RIG.count(stocktake, sku, 49, RIG.now(), ANN);
    var early = RIG.count(stocktake, sku, 46, RIG.now().minusSeconds(120), ANN);
    assertThat(early.state()).isEqualTo(CountView.State.REPLACED);
    assertThat(RIG.reader.get(stocktake).lines()).isEqualTo(1);
    RIG.submit(stocktake);
    assertThat(RIG.store(sku).onHand()).isEqualTo(49);
  }

  @Test
  void what_nobody_counted_is_listed_and_stays() {
    var counted = RIG.shelf("FULL-1", 0, 5);
    var forgotten = RIG.shelf("FULL-2", 0, 6);
    var empty = RIG.shelf("FULL-3", 0, 0);
    RIG.later(Duration.ofMinutes(1));
    var stocktake = RIG.stocktake(Kind.FULL);
    RIG.count(stocktake, counted, 5, RIG.now(), ANN);
    var end = RIG.submit(stocktake);
    assertThat(RIG.reader.uncounted(stocktake, null, 500).rows())
        .extracting(UncountedView::sku)
        .contains(forgotten)
        .doesNotContain(counted, empty);
    assertThat(end.uncounted())
        .isEqualTo(RIG.reader.uncounted(stocktake, null, 500).rows().size());
    assertThat(RIG.store(forgotten).onHand()).isEqualTo(6);
    var page = RIG.reader.uncounted(stocktake, null, 1);
    assertThat(RIG.reader.uncounted(stocktake, page.next(), 500).rows())
        .doesNotContainAnyElementsOf(page.rows());
    assertThat(RIG.reader.get(RIG.stocktake(Kind.PARTIAL)).uncounted()).isNull();
  }

  @Test
  void every_step_happens_once_under_its_id() {
    var sku = RIG.shelf("ONCE", 0, 5);
    RIG.later(Duration.ofMinutes(1));
    var stocktake = RIG.stocktake(Kind.PARTIAL);
    var count = new StocktakeRequest.Count(UUID.randomUUID(), sku, 4, RIG.now());
    var submit = new StocktakeRequest.Submit(UUID.randomUUID(), stocktake);
    for (int i = 0; i < 3; i++) {
      assertThat(RIG.stocktakes.count(stocktake, List.of(count), ANN)).hasSize(1);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(RIG.stocktakes.submit(submit, ANN).state()).isEqualTo(StocktakeView.State.CLOSED);
    }
    assertThat(RIG.stocktakes.count(stocktake, List.of(count), ANN).getFirst().state())
        .as("known, although the stocktake is over")
        .isEqualTo(CountView.State.POSTED);
    assertThat(RIG.store(sku).onHand()).isEqualTo(4);
    assertThatThrownBy(() -> RIG.stocktakes.count(
            stocktake,
            List.of(new StocktakeRequest.Count(count.id(), sku, 3, count.countedAt())),
            ANN))
        .isInstanceOf(IdReused.class);
    assertThatThrownBy(() -> RIG.count(stocktake, sku, 3, RIG.now(), ANN))
        .isInstanceOf(WrongState.class);
    assertThatThrownBy(() -> RIG.submit(stocktake)).isInstanceOf(WrongState.class);
  }

  @Test
  void a_count_that_makes_no_sense_is_refused_with_everything_that_came_with_it() {
    var sku = RIG.shelf("SENSE", 0, 5);
    var stocktake = RIG.stocktake(Kind.PARTIAL);
    var good = new StocktakeRequest.Count(UUID.randomUUID(), sku, 4, RIG.now());
    var unknown =
        new StocktakeRequest.Count(UUID.randomUUID(), new Sku("NOBODY-KNOWS"), 4, RIG.now());
    assertThatThrownBy(() -> RIG.stocktakes.count(stocktake, List.of(good, unknown), ANN))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("counts[1].sku");
    assertThatThrownBy(() -> RIG.submit(stocktake)).hasMessageContaining("nothing was counted");
    assertThatThrownBy(() -> RIG.count(stocktake, sku, 4, RIG.now().plus(Duration.ofHours(1)), ANN))
        .hasMessageContaining("countedAt");
    assertThatThrownBy(() -> RIG.count(stocktake, sku, 4, RIG.now().minus(Duration.ofDays(2)), ANN))
        .hasMessageContaining("is the clock right?");
    assertThatThrownBy(() -> RIG.count(UUID.randomUUID(), sku, 4, RIG.now(), ANN))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> RIG.approve(stocktake, sku, null, BEN)).isInstanceOf(WrongState.class);
  }

  @Test
  void a_clock_that_runs_ahead_counts_as_now() {
    var sku = RIG.shelf("AHEAD", 0, 5);
    RIG.later(Duration.ofMinutes(1));
    RIG.countedAndPosted(sku, 4, RIG.now().plusSeconds(120));
    RIG.later(Duration.ofSeconds(30));
    RIG.sell(sku, 1);
    assertThat(RIG.store(sku).onHand()).as("sold after the count").isEqualTo(3);
  }

  @Test
  void an_open_stocktake_can_be_given_up() {
    var sku = RIG.shelf("GIVE-UP", 0, 5);
    var stocktake = RIG.stocktake(Kind.PARTIAL);
    RIG.count(stocktake, sku, 4, RIG.now(), ANN);
    var end = new StocktakeRequest.End(UUID.randomUUID(), stocktake);
    assertThat(RIG.stocktakes.end(end, BEN).state()).isEqualTo(StocktakeView.State.CANCELLED);
    assertThat(RIG.store(sku).onHand()).isEqualTo(5);
  }

  @Test
  void a_stocktake_does_not_end_while_something_waits() {
    var sku = RIG.shelf("WAITS", 0, 50);
    var stocktake = RIG.stocktake(Kind.PARTIAL);
    RIG.count(stocktake, sku, 4, RIG.now(), ANN);
    RIG.submit(stocktake);
    assertThatThrownBy(
            () -> RIG.stocktakes.end(new StocktakeRequest.End(UUID.randomUUID(), stocktake), BEN))
        .isInstanceOf(WrongState.class);
  }

  @Test
  void whoever_counts_blind_sees_what_was_expected_only_when_it_is_over() {
    var open = new StocktakeRequest.Open(UUID.randomUUID(), STORE, "Blind", Kind.PARTIAL, true);
    var blind = RIG.stocktakes.open(open, ANN);
    assertThat(blind.shows(true)).isFalse();
    var sku = RIG.shelf("BLIND", 0, 50);
    RIG.count(blind.id(), sku, 4, RIG.now(), ANN);
    var review = RIG.submit(blind.id());
    assertThat(review.shows(true)).isTrue();
    assertThat(review.shows(false)).isFalse();
    assertThat(RIG.approve(blind.id(), sku, null, BEN).shows(false)).isTrue();
  }

  @Test
  void what_a_hub_was_judging_when_it_died_is_judged_by_another() {
    var sku = RIG.shelf("DIED", 0, 5);
    var stocktake = RIG.stocktake(Kind.PARTIAL);
    RIG.count(stocktake, sku, 4, RIG.now(), ANN);
    RIG.hub
        .db
        .jdbc()
        .sql("update stocktake set state = 'REVIEW' where id = :id")
        .param("id", stocktake)
        .update();
    assertThat(RIG.stocktakes.resume()).isEqualTo(1);
    assertThat(RIG.store(sku).onHand()).isEqualTo(4);
    assertThat(RIG.reader.get(stocktake).state()).isEqualTo(StocktakeView.State.CLOSED);
    assertThat(RIG.stocktakes.resume()).isZero();
  }

  @Test
  void many_shelves_are_posted_in_parts() {
    var stocktake = RIG.stocktake(Kind.PARTIAL);
    var counts = new java.util.ArrayList<StocktakeRequest.Count>();
    for (int i = 0; i < 450; i++) {
      var sku = RIG.shelf("MANY-%03d".formatted(i), 0, 3);
      counts.add(new StocktakeRequest.Count(UUID.randomUUID(), sku, i % 4, RIG.now()));
    }
    RIG.stocktakes.count(stocktake, counts, ANN);
    assertThat(RIG.submit(stocktake).posted()).isEqualTo(450);
    assertThat(RIG.store(new Sku("MANY-410")).onHand()).isEqualTo(410 % 4);
    var first = RIG.reader.counts(stocktake, CountView.State.POSTED, null, 300);
    var rest = RIG.reader.counts(stocktake, null, first.next(), 300);
    assertThat(first.rows().size() + rest.rows().size()).isEqualTo(450);
  }
}
