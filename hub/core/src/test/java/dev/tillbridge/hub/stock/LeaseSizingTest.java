package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.stock.LeaseSizing.Shelf;
import dev.tillbridge.hub.stock.LeaseSizing.Target;
import dev.tillbridge.model.catalog.Sku;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseSizingTest {

  @ParameterizedTest(name = "{0} sold on {1} business days of {2}, cover {3} %: {4}")
  @CsvSource({
    "0,20,28,100,0",
    "20,20,28,100,1",
    "21,20,28,100,2",
    "60,20,28,100,3",
    "60,20,28,200,6",
    "60,20,28,50,2",
    // Less than one a day, but at least once a week.
    "4,20,28,100,1",
    "3,20,28,100,0",
    "1,5,7,100,1",
    "1,6,8,100,0",
    // A register that is new.
    "3,1,1,100,3",
    "60,20,28,0,0"
  })
  void a_register_is_lent_what_it_sells_while_it_may_be_cut_off(
      int units, int days, int span, int cover, int lent) {
    assertThat(LeaseSizing.cover(units, days, span, policy(cover, 50))).isEqualTo(lent);
  }

  @ParameterizedTest(
      name = "{0} of {1} aimed at, {2} left; {3} free, {4} shown, {5} lent: {6} more")
  @CsvSource({
    "3,3,0,8,0,0,3",
    "3,3,2,8,0,2,1",
    "3,3,3,8,0,3,0",
    // Half of what is there may be lent.
    "9,9,0,8,0,0,4",
    "9,9,0,2,6,0,4",
    "1,1,0,1,0,0,0",
    // Two registers want more than may be lent: each gets its share.
    "6,9,0,9,0,0,2",
    "3,9,0,9,0,0,1",
    "3,9,0,5,0,4,0",
    // Units sold beyond the rights have left the shelf.
    "3,3,-2,20,0,0,5",
    "0,0,-2,20,0,0,2"
  })
  void lending_leaves_enough_for_everybody_else(
      long units, long all, long left, int free, int shown, int lent, long more) {
    var target = new Target(units, all, false);
    var shelf = new Shelf(free, shown, lent);
    assertThat(Math.max(0, LeaseSizing.lacking(target, left, shelf, policy(100, 50))))
        .isEqualTo(more);
  }

  @Test
  void a_number_that_was_asked_for_is_limited_by_the_shelf_alone() {
    var shelf = new Shelf(8, 0, 0);
    assertThat(LeaseSizing.lacking(new Target(7, 7, true), 0, shelf, LeasePolicy.DEFAULT))
        .isEqualTo(7);
    assertThat(LeaseSizing.tooMany(new Target(2, 2, true), 5, shelf, LeasePolicy.DEFAULT))
        .isEqualTo(3);
  }

  @Test
  void only_so_many_skus_are_lent_and_the_best_sellers_come_first() {
    var units = new HashMap<Sku, Integer>();
    for (int i = 1; i <= 10; i++) {
      units.put(new Sku("S" + i), i * 28);
    }
    var policy = new LeasePolicy(
        100, 28, 1, 50, 3, Duration.ofHours(1), Duration.ofHours(1), LeasePolicy.Beyond.WARN);
    assertThat(LeaseSizing.cover(new SaleRates.Register(28, 28, units), policy))
        .isEqualTo(Map.of(new Sku("S10"), 10, new Sku("S9"), 9, new Sku("S8"), 8));
  }

  private static LeasePolicy policy(int cover, int share) {
    return new LeasePolicy(
        cover, 28, 1, share, 500, Duration.ofHours(1), Duration.ofHours(1), LeasePolicy.Beyond.PIN);
  }
}
