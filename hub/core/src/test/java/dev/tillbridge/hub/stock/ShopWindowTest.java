package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.hub.stock.Answer.Granted;
import dev.tillbridge.hub.stock.Answer.Refused;
import dev.tillbridge.hub.stock.FakeShop.Trouble;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShopWindowTest extends ShopWindowRig {

  static final List<Trouble> TROUBLES =
      List.of(Trouble.LOSE_ANSWER_AFTER_EFFECT, Trouble.LOSE_REQUEST, Trouble.UNREACHABLE);

  @ParameterizedTest(name = "{0} free and {1} shown, {2} wanted: shows {3}")
  @CsvSource({
    "0,0,0,0",
    "1,0,0,1",
    "4,0,0,4",
    "5,0,0,4",
    "10,0,0,8",
    "15,0,0,12",
    "100,0,0,97",
    "3,97,0,97",
    "2,97,0,96",
    "0,1,1,0",
    "0,5,9,0",
    "-1,4,0,3",
    "-3,1,0,0"
  })
  void the_units_kept_back_shrink_to_none_as_stock_grows_scarce(
      int free, int backed, int wanted, int shows) {
    var mug = new Sku("MUG");
    var shown = Boundary.shows(
        Rule.BUILT_IN,
        Contents.itself(mug),
        Map.of(mug, free),
        Map.of(mug, backed),
        Map.of(mug, free + backed),
        wanted);
    assertThat(shown).isEqualTo(shows);
  }

  @Test
  void what_till_and_shop_offer_adds_up_to_what_is_on_the_shelf() {
    var mug = listed("MUG", 20);
    work();
    assertThat(shop.number(mug)).isEqualTo(17);
    assertThat(rig.level(mug).free()).isEqualTo(3);
    assertThat(rig.level(mug).escrowed()).isEqualTo(17);
    assertSound(mug);
  }

  @Test
  void the_last_unit_is_on_show_and_a_till_that_wants_it_takes_it_back() throws Exception {
    var mug = listed("MUG", 1);
    work();
    assertThat(shop.number(mug)).isEqualTo(1);
    var answer = CompletableFuture.supplyAsync(() -> rig.hold(mug, 1));
    workUntilDone(answer);
    assertThat(answer.get()).isInstanceOf(Granted.class);
    assertThat(shop.number(mug)).isZero();
    assertThat(rig.level(mug).held()).isEqualTo(1);
    assertSound(mug);
  }

  @Test
  void a_thousand_tills_that_want_a_hundred_units_on_show_get_exactly_a_hundred() throws Exception {
    var mug = listed("MUG", 100);
    work();
    assertThat(shop.number(mug)).isEqualTo(97);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = IntStream.range(0, 1_000)
          .mapToObj(_ -> CompletableFuture.supplyAsync(() -> rig.hold(mug, 1), threads))
          .toList();
      var all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
      workUntilDone(all);
      assertThat(answers.stream().map(CompletableFuture::join))
          .filteredOn(Granted.class::isInstance)
          .hasSize(100);
    }
    work();
    assertThat(shop.number(mug)).isZero();
    assertSound(mug);
  }

  @Test
  void while_the_shop_cannot_be_reached_its_units_are_not_promised_to_the_till() throws Exception {
    var mug = listed("MUG", 1);
    work();
    shop.troubles.add(Trouble.UNREACHABLE);
    shop.troubles.add(Trouble.UNREACHABLE);
    var answer = CompletableFuture.supplyAsync(() -> rig.hold(mug, 1));
    workUntilDone(answer);
    assertThat(answer.get()).isInstanceOf(Refused.class);
    assertThat(rig.level(mug).escrowed()).isEqualTo(1);
    assertSound(mug);
  }

  @Test
  void a_forced_sale_of_the_unit_on_show_takes_it_off_the_show() {
    var mug = listed("MUG", 1);
    work();
    var shortages = new ArrayList<>();
    rig.db
        .tx()
        .executeWithoutResult(_ -> shortages.addAll(rig.stock
            .saleStock()
            .sellAtCounter(
                UUID.randomUUID(),
                null,
                StockRig.MAIN,
                List.of(new StockLine(mug, 1)),
                Instant.now())));
    assertThat(shortages).isEmpty();
    assertThat(rig.level(mug).free()).isEqualTo(-1);
    work();
    assertThat(shop.number(mug)).isZero();
    assertThat(rig.level(mug).free()).isZero();
    assertThat(rig.oversold().review()).isZero();
    assertSound(mug);
  }

  @Test
  void what_is_sold_twice_opens_a_case_that_closes_when_goods_come() {
    var mug = listed("MUG", 1);
    work();
    buy(mug, 1);
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
    work();
    var review = rig.oversold();
    assertThat(review.review()).as("the shop has nothing to give back any more").isEqualTo(1);
    assertThat(rig.cases.open())
        .singleElement()
        .matches(c -> c.title().startsWith("Oversold by 1 of " + mug));
    receive(mug, 1);
    assertThat(review.review()).isZero();
    assertThat(rig.cases.open()).isEmpty();
    assertSound(mug);
  }

  @Test
  void a_cancelled_web_order_goes_back_on_show() {
    var mug = listed("MUG", 4);
    work();
    buy(mug, 2);
    readAll();
    assertThat(rig.level(mug).committed()).isEqualTo(2);
    var sale = rig.db
        .jdbc()
        .sql("select id from hold where state = 'COMMITTED'")
        .query(UUID.class)
        .single();
    shop.numbers.merge("item-" + mug.code(), 2, Integer::sum);
    rig.db
        .tx()
        .executeWithoutResult(
            _ -> assertThat(rig.stock.saleStock().reverse(StockRig.SHOP, sale, Instant.now()))
                .isTrue());
    work();
    assertThat(shop.number(mug)).isEqualTo(4);
    assertSound(mug);
  }

  /** Random till sales, web orders, receipts, lost answers and lost requests: nothing oversells. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatever_is_lost_on_the_way_no_unit_is_sold_twice(long seed) {
    var random = new Random(seed);
    var mug = listed("MUG", random.nextInt(6));
    int bought = 0;
    int held = 0;
    for (int step = 0; step < 60; step++) {
      switch (random.nextInt(6)) {
        case 0 -> bought += buy(mug, 1) ? 1 : 0;
        case 1 -> readAll();
        case 2 -> receive(mug, 1 + random.nextInt(2));
        case 3 -> shop.troubles.add(TROUBLES.get(random.nextInt(TROUBLES.size())));
        case 4 -> {
          // A till that does not wait: only what is free can be had at once.
          if (rig.level(mug).free() > 0) {
            held += rig.hold(mug, 1) instanceof Granted ? 1 : 0;
          }
        }
        default -> deliver(mug);
      }
      assertThat(Math.max(0, shop.numbers.getOrDefault("item-" + mug.code(), 0)) + unreadUnits())
          .as("I8 at step %d: available and unread orders are covered by escrow", step)
          .isLessThanOrEqualTo(rig.level(mug).escrowed());
      assertThat(rig.level(mug).free()).isNotNegative();
    }
    shop.troubles.clear();
    readAll();
    await().untilAsserted(() -> assertThat(deliver(mug)).isInstanceOf(Delivered.class));
    var level = rig.level(mug);
    assertThat(level.onHand()).isEqualTo(level.free() + held + bought + shop.number(mug));
    assertSound(mug);
  }

  static LongStream seeds() {
    return LongStream.range(0, 15);
  }
}
