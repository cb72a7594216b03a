package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.reports.ShopLags;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.shop.StockNumber;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A shop that is away, however long: nothing is set aside, and the last value is what it is told. */
class ShopOutageTest extends ShopWindowRig {

  /** More tries than any single delivery may have. */
  private static final int MANY = 30;

  @BeforeEach
  void takes_many() {
    shop.perCall = 250;
  }

  private List<Sku> shelves(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> listed("CUP-%02d".formatted(i), 40))
        .toList();
  }

  private void sell(Sku sku) {
    rig.db
        .tx()
        .executeWithoutResult(_ -> rig.stock
            .saleStock()
            .sellAtCounter(
                UUID.randomUUID(),
                null,
                StockRig.MAIN,
                List.of(new StockLine(sku, 1)),
                Instant.now()));
  }

  /** One batch, as the shop's lane carries it. */
  private void batch() {
    var outcomes =
        window.deliver(rig.stock.dueStock(rig.deliveries).claim(StockRig.SHOP, shop.perCall));
    if (window.trouble(StockRig.SHOP) == null) {
      rig.deliveries.settle(outcomes);
    } else {
      rig.deliveries.settleAway(outcomes);
    }
  }

  private ShopLags.Lag lag() {
    return new ShopLags(rig.db.jdbc(), rig.clock).of(List.of(StockRig.SHOP)).getFirst();
  }

  @ParameterizedTest(name = "{0} numbers, {1} sold of each")
  @CsvSource({"6, 3", "20, 11"})
  void however_often_it_is_tried_in_vain_nothing_is_set_aside_and_only_the_last_value_goes_out(
      int count, int sold) {
    var cups = shelves(count);
    batch();
    int before = shop.calls.size();
    assertThat(lag().waiting()).isZero();
    assertThat(lag().since()).isNull();
    shop.away = true;
    var begun = rig.clock.instant();
    for (int i = 0; i < MANY; i++) {
      if (i < sold) {
        cups.forEach(this::sell);
      }
      batch();
    }
    assertThat(window.trouble(StockRig.SHOP)).isEqualTo("no connection");
    assertThat(window.pause(StockRig.SHOP)).isBetween(Duration.ofSeconds(1), ShopReach.LONGEST);
    assertThat(lag().waiting()).isEqualTo(count);
    assertThat(lag().parked()).isZero();
    assertThat(lag().since()).isBetween(begun.minusSeconds(1), rig.clock.instant());
    assertThat(rig.db
            .jdbc()
            .sql("select max(attempts) from delivery where state = 'DUE'")
            .query(Integer.class)
            .single())
        .as("tries that count")
        .isZero();

    shop.away = false;
    // What was on its way when the shop went is told first, then what has come since.
    for (int i = 0; i < 3; i++) {
      batch();
    }
    assertThat(window.trouble(StockRig.SHOP)).isNull();
    assertThat(window.pause(StockRig.SHOP)).isZero();
    assertThat(lag().waiting()).isZero();
    assertThat(shop.calls.size() - before).as("calls").isLessThanOrEqualTo(2);
    for (var cup : cups) {
      assertThat(shop.number(cup)).isEqualTo(40 - sold - 3);
      assertSound(cup);
    }
  }

  @Test
  void a_call_that_is_never_answered_waits_for_a_person_and_is_repeated_as_it_was() {
    var cups = shelves(3);
    batch();
    shop.unanswered.add("item-" + cups.get(1).code());
    cups.forEach(this::sell);
    for (int i = 0; i < 12; i++) {
      batch();
      assertThat(window.trouble(StockRig.SHOP)).as("it answers questions").isNull();
      allDue();
    }
    assertThat(lag().parked()).isEqualTo(3);
    for (var cup : cups) {
      assertThat(rig.level(cup).escrowed()).as("nothing comes back in doubt").isEqualTo(37);
    }
    shop.unanswered.clear();
    rig.db
        .jdbc()
        .sql("select id from delivery where state = 'PARKED'")
        .query(UUID.class)
        .list()
        .forEach(rig.deliveries::retry);
    for (int i = 0; i < 3; i++) {
      allDue();
      batch();
    }
    assertThat(shop.calls.stream().skip(1).map(call -> call.key()).distinct())
        .as("one call, repeated as it was")
        .hasSize(1);
    for (var cup : cups) {
      assertThat(shop.number(cup)).isEqualTo(36);
      assertSound(cup);
    }
  }

  @Test
  void a_shop_that_answers_a_small_question_is_not_away_and_one_that_does_not_is() {
    var reach = new ShopReach(rig.clock);
    reach.heard(new InDoubt<>("cut"), () -> new Delivered<>(new StockNumber(1)));
    assertThat(reach.trouble()).isNull();
    assertThat(reach.untilNextTry()).isZero();
    Outcome<StockNumber> nothing = new NotSent<>("no connection", null);
    for (int i = 0; i < MANY; i++) {
      reach.heard(new InDoubt<>("cut"), () -> nothing);
    }
    assertThat(reach.trouble()).isEqualTo("cut");
    assertThat(reach.untilNextTry()).isBetween(Duration.ofSeconds(4), ShopReach.LONGEST);
    reach.heard(new Delivered<>("fine"), () -> nothing);
    assertThat(reach.trouble()).isNull();
    reach.heardOfWork(
        new NotSent<>("throttled", Duration.ofSeconds(1)),
        () -> new Delivered<>(new StockNumber(1)));
    assertThat(reach.trouble())
        .as("later, it said, whatever else it answers")
        .isEqualTo("throttled");
    reach.heardOfWork(new Delivered<>("fine"), () -> nothing);
    assertThat(reach.trouble()).isNull();
    assertThat(reach.untilNextTry()).isZero();
  }
}
