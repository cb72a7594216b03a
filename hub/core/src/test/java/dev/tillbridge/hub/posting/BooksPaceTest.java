package dev.tillbridge.hub.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.access.Pace.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BooksPaceTest {

  private final Db db = Db.fresh();
  private final BooksPace one = BooksPace.ofQuickBooks(db.jdbc(), "1");

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void two_hubs_together_never_go_more_often_than_one_may() throws InterruptedException {
    var other = BooksPace.ofQuickBooks(db.jdbc(), "1");
    var gone = new ConcurrentLinkedQueue<Long>();
    var underWay = new AtomicInteger();
    var most = new AtomicInteger();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
    try (var threads = Executors.newFixedThreadPool(6)) {
      for (int i = 0; i < 6; i++) {
        var pace = i % 2 == 0 ? one : other;
        threads.execute(() -> {
          while (System.nanoTime() < end) {
            if (pace.next() instanceof Turn.Go(var done)) {
              gone.add(System.nanoTime());
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              underWay.decrementAndGet();
              done.run();
            }
          }
        });
      }
      threads.shutdown();
      assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
    var times = gone.stream().sorted().toList();
    System.out.printf("F35: %d turns of 57 handed out in 6 s to two hubs%n", times.size());
    assertThat(mostInASecond(times)).as("in any second").isLessThanOrEqualTo(10);
    // Six seconds have room for 48, and the first and the last slot may lie at the ends.
    assertThat(times.size()).isBetween(24, 57);
  }

  @Test
  void a_ninth_call_waits_until_one_of_eight_is_over() {
    var quick = new BooksPace(db.jdbc(), "busy", Duration.ofMillis(1), 8, 10);
    var turns = new ArrayList<Turn.Go>();
    for (int i = 0; i < 8; i++) {
      turns.add((Turn.Go) quick.next());
    }
    assertThat(quick.next()).isEqualTo(new Turn.Later(Duration.ofMillis(500)));
    turns.getFirst().done().run();
    turns.getFirst().done().run();
    assertThat(quick.next()).as("the place that is free").isInstanceOf(Turn.Go.class);
    assertThat(quick.next()).as("given back once").isInstanceOf(Turn.Later.class);
  }

  @Test
  void a_second_has_room_for_so_many_however_late_their_answers_are() {
    var quick = new BooksPace(db.jdbc(), "late", Duration.ofMillis(1), 8, 10);
    var turns = new ArrayList<Turn.Go>();
    for (int i = 0; i < 8; i++) {
      turns.add((Turn.Go) quick.next());
    }
    // They may have been counted at any moment up to their answers, which come only now.
    turns.forEach(turn -> turn.done().run());
    long begun = System.nanoTime();
    for (int i = 0; i < 3; i++) {
      // Whoever is told to come again does.
      var turn = await().until(quick::next, Turn.Go.class::isInstance);
      ((Turn.Go) turn).done().run();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .as("two more at once, the third when the eight are a second old")
        .isGreaterThan(Duration.ofMillis(700));
  }

  @Test
  void the_place_of_a_hub_that_died_is_free_after_a_while() {
    var quick = new BooksPace(db.jdbc(), "dead", Duration.ofMillis(1), 1, 10);
    assertThat(quick.next()).isInstanceOf(Turn.Go.class);
    assertThat(quick.next()).isInstanceOf(Turn.Later.class);
    db.jdbc()
        .sql("update books_pace set busy = array[clock_timestamp() - interval '1 ms']")
        .update();
    assertThat(quick.next()).isInstanceOf(Turn.Go.class);
  }

  @Test
  void asked_for_quiet_nobody_goes_and_everybody_knows_how_long() {
    one.pause(Duration.ofSeconds(60));
    one.pause(Duration.ofSeconds(5));
    var other = BooksPace.ofQuickBooks(db.jdbc(), "1");
    assertThat(other.next())
        .isInstanceOfSatisfying(
            Turn.Later.class,
            later -> assertThat(later.pause())
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60)));
    assertThat(BooksPace.ofQuickBooks(db.jdbc(), "2").next())
        .as("another company")
        .isInstanceOf(Turn.Go.class);
  }

  private static long mostInASecond(List<Long> times) {
    return times.stream()
        .mapToLong(from -> times.stream()
            .filter(at -> at >= from && at < from + TimeUnit.SECONDS.toNanos(1))
            .count())
        .max()
        .orElse(0);
  }
}
