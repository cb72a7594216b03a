package dev.tillbridge.hub.delivery;

import static dev.tillbridge.hub.delivery.Destination.BOOKS;
import static dev.tillbridge.hub.delivery.Destination.SHOP_STOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

  /** Moves only when a test says so. */
  static final class Clock implements InstantSource {
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    void tick(Duration by) {
      now = now.plus(by);
    }
  }

  final Db db = Db.fresh();
  final Clock clock = new Clock();
  final Deliveries deliveries = new Deliveries(db.jdbc(), clock);

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void two_quick_changes_of_one_subject_need_one_delivery() {
    deliveries.add(SHOP_STOCK, "MUG");
    deliveries.add(SHOP_STOCK, "MUG");
    deliveries.add(SHOP_STOCK, "POT");
    assertThat(deliveries.claim(SHOP_STOCK, 10))
        .extracting(Delivery::subject)
        .containsExactlyInAnyOrder("MUG", "POT");
    assertThat(deliveries.claim(SHOP_STOCK, 10)).as("leased").isEmpty();
    assertThat(deliveries.claim(BOOKS, 10)).as("another lane").isEmpty();
  }

  @Test
  void when_the_books_are_back_what_was_given_up_goes_on_and_what_is_carried_is_left_alone() {
    deliveries.add(BOOKS, "given-up");
    deliveries.add(SHOP_STOCK, "MUG");
    for (int i = 0; i < NextStep.ATTEMPTS_MAX; i++) {
      deliveries.settle(
          deliveries.claim(BOOKS, 1).getFirst(), new NotSent<>("no connection", null));
      clock.tick(Duration.ofHours(1));
    }
    assertThat(deliveries.claim(BOOKS, 1)).as("parked").isEmpty();
    deliveries.add(BOOKS, "carried");
    deliveries.add(BOOKS, "waiting");
    var both = deliveries.claim(BOOKS, 2);
    var waiting = both.stream().filter(d -> d.subject().equals("waiting")).findFirst();
    deliveries.settle(waiting.orElseThrow(), new NotSent<>("later", Duration.ofHours(5)));

    assertThat(deliveries.resume(BOOKS)).isEqualTo(2);
    assertThat(deliveries.claim(BOOKS, 10))
        .extracting(Delivery::subject)
        .containsExactlyInAnyOrder("given-up", "waiting");
  }

  @Test
  void what_a_crashed_worker_held_comes_back_in_doubt_under_the_same_key() {
    deliveries.add(BOOKS, "s1");
    var first = deliveries.claim(BOOKS, 1).getFirst();
    assertThat(first.lookFirst()).isFalse();
    clock.tick(Deliveries.LEASE);
    var again = deliveries.claim(BOOKS, 1).getFirst();
    assertThat(again.lookFirst()).isTrue();
    assertThat(again.attempts()).isEqualTo(2);
    assertThat(again.key()).isEqualTo(first.key());
  }

  @Test
  void a_worker_that_comes_back_too_late_changes_nothing() {
    deliveries.add(BOOKS, "s1");
    var slow = deliveries.claim(BOOKS, 1).getFirst();
    clock.tick(Deliveries.LEASE);
    deliveries.claim(BOOKS, 1);
    deliveries.settle(slow, new Refused<>("late"));
    assertThat(state()).containsExactly("DUE");
  }

  @Test
  void a_change_during_a_delivery_is_told_afterwards_under_a_key_of_its_own() {
    deliveries.add(SHOP_STOCK, "MUG");
    var first = deliveries.claim(SHOP_STOCK, 1).getFirst();
    deliveries.add(SHOP_STOCK, "MUG");
    deliveries.settle(first, new Delivered<>("shows 1"));
    var second = deliveries.claim(SHOP_STOCK, 1).getFirst();
    assertThat(second.key()).isNotEqualTo(first.key());
    deliveries.settle(second, new Delivered<>("shows 2"));
    assertThat(deliveries.claim(SHOP_STOCK, 1)).isEmpty();
  }

  @Test
  void pauses_double_and_respect_what_the_remote_asked_for() {
    assertThat(pauseAfter(new NotSent<>("busy", null), 1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(pauseAfter(new NotSent<>("busy", null), 4)).isEqualTo(Duration.ofSeconds(8));
    assertThat(pauseAfter(new NotSent<>("busy", Duration.ofMinutes(1)), 1))
        .isEqualTo(Duration.ofMinutes(1));
    // Only busy, and they say until when: no reason to stay away for long, or to give up.
    assertThat(pauseAfter(new NotSent<>("busy", Duration.ofSeconds(20)), 1))
        .isEqualTo(Duration.ofSeconds(20));
    assertThat(pauseAfter(new NotSent<>("busy", Duration.ofMillis(300)), 40))
        .isEqualTo(Duration.ofSeconds(8));
    assertThat(pauseAfter(new InDoubt<>("no answer"), 2)).isEqualTo(Duration.ofSeconds(2));
    assertThat(pauseAfter(new Refused<>(Reason.STALE, "it is 3"), 3))
        .isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void what_never_succeeds_is_parked_and_a_person_can_retry_it_under_a_new_key() {
    deliveries.add(BOOKS, "s1");
    var refused = deliveries.claim(BOOKS, 1).getFirst();
    deliveries.settle(refused, new Refused<>("no item for MUG"));
    assertThat(state()).containsExactly("PARKED");
    clock.tick(Duration.ofDays(1));
    assertThat(deliveries.claim(BOOKS, 1)).isEmpty();
    assertThat(deliveries.retry(refused.id())).isTrue();
    assertThat(deliveries.retry(refused.id())).as("a second click").isFalse();
    var again = deliveries.claim(BOOKS, 1).getFirst();
    assertThat(again.key()).isNotEqualTo(refused.key());
    assertThat(again.lookFirst()).isTrue();
  }

  @Test
  void what_stays_in_doubt_is_parked_and_retried_under_its_old_key() {
    deliveries.add(BOOKS, "s1");
    deliveries.settle(deliveries.claim(BOOKS, 1).getFirst(), new InDoubt<>("no answer"));
    clock.tick(Duration.ofHours(1));
    var last = deliveries.claim(BOOKS, 1).getFirst();
    for (int i = 2; i <= NextStep.ATTEMPTS_MAX; i++) {
      deliveries.settle(last, new InDoubt<>("no answer"));
      clock.tick(Duration.ofHours(1));
      last = i < NextStep.ATTEMPTS_MAX ? deliveries.claim(BOOKS, 1).getFirst() : last;
    }
    assertThat(state()).containsExactly("PARKED");
    deliveries.retry(last.id());
    assertThat(deliveries.claim(BOOKS, 1).getFirst().key()).isEqualTo(last.key());
  }

  @Test
  void a_product_that_sells_all_day_never_runs_out_of_attempts() {
    deliveries.add(SHOP_STOCK, "MUG");
    for (int sale = 0; sale < 2 * NextStep.ATTEMPTS_MAX; sale++) {
      var push = deliveries.claim(SHOP_STOCK, 1).getFirst();
      deliveries.add(SHOP_STOCK, "MUG");
      deliveries.settle(push, new Delivered<>("level"));
    }
    deliveries.settle(deliveries.claim(SHOP_STOCK, 1).getFirst(), new NotSent<>("busy", null));
    clock.tick(Duration.ofMinutes(1));
    assertThat(deliveries.claim(SHOP_STOCK, 1)).hasSize(1);
  }

  @Test
  void many_workers_carry_each_delivery_once() throws Exception {
    deliveries.addAll(BOOKS, IntStream.range(0, 200).mapToObj(i -> "s" + i).toList());
    var carried = new ConcurrentLinkedQueue<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int worker = 0; worker < 8; worker++) {
        var _ = threads.submit(() -> {
          for (var due = deliveries.claim(BOOKS, 7);
              !due.isEmpty();
              due = deliveries.claim(BOOKS, 7)) {
            due.forEach(d -> carried.add(d.subject()));
            due.forEach(d -> deliveries.settle(d, new Delivered<>("1")));
          }
        });
      }
    }
    assertThat(carried).hasSize(200).doesNotHaveDuplicates();
  }

  @Test
  void whoever_listens_is_woken_once_the_cause_is_committed_and_not_before() {
    var heard = new ConcurrentLinkedQueue<String>();
    var access = db.database();
    try (var wakeups = new Wakeups(access.url(), access.user(), access.password())) {
      wakeups.onWake((channel, payload) -> heard.add(channel + ":" + payload));
      wakeups.start();
      await().untilAsserted(() -> assertThat(heard).contains("delivery:"));
      heard.clear();
      db.tx().executeWithoutResult(status -> {
        deliveries.add(BOOKS, "never");
        status.setRollbackOnly();
      });
      deliveries.add(SHOP_STOCK, "MUG");
      await().untilAsserted(() -> assertThat(heard).containsExactly("delivery:SHOP_STOCK"));
    }
  }

  private Duration pauseAfter(Outcome<String> outcome, int attempts) {
    var next = NextStep.after(outcome, attempts, clock.instant());
    assertThat(next).isInstanceOf(NextStep.TryAgain.class);
    return Duration.between(clock.instant(), ((NextStep.TryAgain) next).at());
  }

  private List<String> state() {
    return new ArrayList<>(db.jdbc()
        .sql("select state from delivery")
        .query((row, _) -> row.getString(1))
        .list());
  }

  @Test
  void while_the_other_side_is_away_no_try_counts_and_a_wait_it_asked_for_is_kept() {
    for (int i = 0; i < 20; i++) {
      deliveries.add(SHOP_STOCK, "MUG");
      var tried = deliveries.claim(SHOP_STOCK, 1).getFirst();
      assertThat(tried.attempts()).isEqualTo(1);
      deliveries.settleAway(Map.of(tried, new NotSent<>("no connection", null)));
    }
    var doubtful = deliveries.claim(SHOP_STOCK, 1).getFirst();
    deliveries.settleAway(Map.of(doubtful, new InDoubt<>("cut")));
    var looking = deliveries.claim(SHOP_STOCK, 1).getFirst();
    assertThat(looking.lookFirst()).isTrue();
    deliveries.settleAway(Map.of(looking, new NotSent<>("later", Duration.ofSeconds(30))));
    assertThat(deliveries.claim(SHOP_STOCK, 1)).isEmpty();
    clock.tick(Duration.ofSeconds(30));
    var last = deliveries.claim(SHOP_STOCK, 1).getFirst();
    deliveries.settleAway(Map.of(last, new Refused<>("no such item")));
    assertThat(deliveries.retry(last.id())).as("a no is a no").isTrue();
  }

  @Test
  void a_change_counts_from_when_it_happened_and_one_during_a_delivery_from_when_that_began() {
    deliveries.add(SHOP_STOCK, "MUG");
    var first = clock.instant();
    clock.tick(Duration.ofSeconds(40));
    deliveries.add(SHOP_STOCK, "MUG");
    assertThat(dueSince()).isEqualTo(first);
    var carried = deliveries.claim(SHOP_STOCK, 1).getFirst();
    var taken = clock.instant();
    clock.tick(Duration.ofSeconds(3));
    deliveries.add(SHOP_STOCK, "MUG");
    clock.tick(Duration.ofSeconds(3));
    deliveries.settle(Map.of(carried, new Delivered<>("level")));
    assertThat(dueSince()).isEqualTo(taken);
    var again = deliveries.claim(SHOP_STOCK, 1).getFirst();
    deliveries.add(SHOP_STOCK, "MUG");
    var takenAgain = clock.instant();
    clock.tick(Duration.ofSeconds(5));
    deliveries.settle(again, new Delivered<>("level"));
    assertThat(dueSince()).isEqualTo(takenAgain);
  }

  private Instant dueSince() {
    return db.jdbc()
        .sql("select due_since from delivery where state = 'DUE'")
        .query((row, _) -> row.getTimestamp("due_since").toInstant())
        .single();
  }
}
