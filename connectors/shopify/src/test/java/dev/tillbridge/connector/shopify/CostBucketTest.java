package dev.tillbridge.connector.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.connector.shopify.CostBucket.Told;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CostBucketTest {

  private final TestClock clock = new TestClock();
  private final CostBucket bucket = new CostBucket(clock);

  private void told(double available) {
    bucket.take(0);
    bucket.settle(Document.LISTINGS, 1, 0, new Told(100, 2000, available, 100));
  }

  @Test
  void nothing_is_held_back_before_shopify_has_told_anything() {
    assertThat(bucket.take(900)).isZero();
    assertThat(bucket.take(900)).isZero();
    assertThat(bucket.take(900)).isZero();
  }

  @Test
  void a_call_that_does_not_fit_waits_until_enough_has_flowed_in() {
    told(50);
    assertThat(bucket.take(100)).isEqualTo(Duration.ofMillis(500));
    clock.pass(Duration.ofMillis(499));
    assertThat(bucket.take(100)).isPositive();
    clock.pass(Duration.ofMillis(1));
    assertThat(bucket.take(100)).isZero();
    assertThat(bucket.take(100)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void the_bucket_does_not_fill_beyond_its_brim() {
    told(1990);
    clock.pass(Duration.ofHours(1));
    assertThat(bucket.take(1500)).isZero();
    assertThat(bucket.take(501)).isEqualTo(Duration.ofMillis(10));
  }

  @Test
  void calls_under_way_are_not_forgotten_when_another_answer_arrives() {
    told(1000);
    assertThat(bucket.take(900)).isZero();
    assertThat(bucket.take(50)).isZero();
    bucket.settle(Document.AVAILABLE, 1, 50, new Told(50, 2000, 950, 100));
    assertThat(bucket.take(100)).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void a_call_that_never_fits_is_shopifys_to_refuse() {
    told(0);
    assertThat(bucket.take(2001)).isZero();
  }

  @Test
  void a_documents_cost_is_learned_from_the_answer() {
    assertThat(bucket.cost(Document.LISTINGS, 1)).isEqualTo(Document.LISTINGS.estimatedCost(1));
    told(2000);
    assertThat(bucket.cost(Document.LISTINGS, 1)).isEqualTo(100);
  }

  @Test
  void a_pause_holds_everybody_back_and_a_shorter_one_does_not_end_it() {
    bucket.pause(Duration.ofSeconds(5));
    bucket.pause(Duration.ofSeconds(1));
    assertThat(bucket.take(1)).isEqualTo(Duration.ofSeconds(5));
    clock.pass(Duration.ofSeconds(5));
    assertThat(bucket.take(1)).isZero();
  }

  @Test
  void an_answer_without_sensible_figures_tells_nothing() {
    assertThat(Told.from(Json.read("{}"))).isNull();
    assertThat(Told.from(Json.read("""
                    {"extensions":{"cost":{"requestedQueryCost":1,"throttleStatus":
                     {"maximumAvailable":1,"currentlyAvailable":1,"restoreRate":0}}}}"""))).isNull();
  }

  @Test
  void changes_of_stock_have_all_that_comes_back_but_for_a_few_points() {
    bucket.settle(Document.SET_AVAILABLE, 1, 0, new Told(15, 2000, 75, 100));
    assertThat(bucket.pace(Document.SET_AVAILABLE, 1)).isZero();
    bucket.settle(Document.SET_AVAILABLE, 1, 0, new Told(15, 2000, 60, 100));
    assertThat(bucket.pace(Document.SET_AVAILABLE, 1)).isEqualTo(Duration.ofMillis(150));
    clock.pass(Duration.ofMillis(150));
    assertThat(bucket.pace(Document.SET_AVAILABLE, 1)).isZero();
  }

  @Test
  void whoever_asks_for_much_at_once_gets_his_turn_although_changes_of_stock_go_on() {
    bucket.settle(Document.SET_AVAILABLE, 1, 0, new Told(15, 2000, 300, 100));
    assertThat(bucket.take(900)).isEqualTo(Duration.ofSeconds(6));
    // Of a hundred points that come back each second, 25 are for stock meanwhile: 15 take 600 ms.
    assertThat(bucket.pace(Document.SET_AVAILABLE, 1)).isEqualTo(Duration.ofMillis(600));
    for (int i = 0; i < 12; i++) {
      clock.pass(Duration.ofMillis(600));
      assertThat(bucket.pace(Document.SET_AVAILABLE, 1)).as("call %d", i).isZero();
      assertThat(bucket.take(15)).isZero();
      bucket.settle(Document.SET_AVAILABLE, 1, 15, null);
    }
    clock.pass(Duration.ofMillis(800));
    assertThat(bucket.take(900)).isZero();
    assertThat(bucket.pace(Document.SET_AVAILABLE, 1)).as("back to all of it").isPositive();
  }

  @Test
  void whoever_was_told_to_wait_and_never_came_again_holds_up_nobody_for_long() {
    bucket.settle(Document.SET_AVAILABLE, 1, 0, new Told(15, 2000, 600, 100));
    assertThat(bucket.take(900)).isEqualTo(Duration.ofSeconds(3));
    assertThat(bucket.pace(Document.SET_AVAILABLE, 1)).isPositive();
    clock.pass(Duration.ofSeconds(6));
    bucket.settle(Document.SET_AVAILABLE, 1, 0, new Told(15, 2000, 600, 100));
    assertThat(bucket.pace(Document.SET_AVAILABLE, 1)).isZero();
  }

  @Test
  void a_question_about_many_costs_by_their_number_until_shopify_tells() {
    assertThat(bucket.cost(Document.AVAILABLE_OF_MANY, 100)).isEqualTo(300);
    bucket.settle(Document.AVAILABLE_OF_MANY, 100, 0, new Told(402, 2000, 1000, 100));
    assertThat(bucket.cost(Document.AVAILABLE_OF_MANY, 100)).isEqualTo(402);
    assertThat(bucket.cost(Document.AVAILABLE_OF_MANY, 10)).isEqualTo(30);
  }

  @Test
  void whoever_can_wait_leaves_a_quarter_to_those_who_cannot_and_their_turn_to_those_who_wait() {
    assertThat(bucket.patience(900)).as("nothing known yet").isZero();
    bucket.settle(Document.ORDERS_NOW, 5, 0, new Told(900, 2000, 1400, 100));
    assertThat(bucket.patience(900)).isZero();
    bucket.settle(Document.ORDERS_NOW, 5, 0, new Told(900, 2000, 1300, 100));
    assertThat(bucket.patience(900)).isEqualTo(Duration.ofSeconds(1));
    assertThat(bucket.take(900)).as("who cannot wait").isZero();
    assertThat(bucket.take(800)).isEqualTo(Duration.ofSeconds(4));
    assertThat(bucket.patience(100))
        .as("400 there, 800 wished for")
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(bucket.patience(5_000)).as("never fits").isEqualTo(Duration.ofSeconds(14));
  }

  @Test
  void whoever_is_about_to_make_several_calls_begins_when_there_is_room_for_all() {
    bucket.settle(Document.SET_AVAILABLE, 1, 0, new Told(15, 2000, 400, 100));
    assertThat(bucket.room(300)).isZero();
    assertThat(bucket.room(1_000)).isEqualTo(Duration.ofSeconds(6));
    assertThat(bucket.pace(Document.SET_AVAILABLE, 1)).as("others make room").isPositive();
    clock.pass(Duration.ofSeconds(6));
    assertThat(bucket.room(1_000)).isZero();
    assertThat(bucket.pace(Document.SET_AVAILABLE, 1))
        .as("all of it is there again")
        .isZero();
  }
}
