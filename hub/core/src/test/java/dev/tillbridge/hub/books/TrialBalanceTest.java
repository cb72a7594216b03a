package dev.tillbridge.hub.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrialBalanceTest {

  private static final LocalDate DAY = LocalDate.parse("2026-11-01");

  private final BooksRig rig = new BooksRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private int waiting() {
    return rig.db
        .jdbc()
        .sql("select count(*) from entry_tail")
        .query(Integer.class)
        .single();
  }

  @Test
  void it_is_exact_whatever_has_been_folded() {
    for (int i = 1; i <= 12; i++) {
      rig.enter(BooksRig.sale(DAY.plusDays(i % 3), i * 100L));
      assertThat(NaiveSums.reported(rig.db)).isEqualTo(NaiveSums.of(rig.db));
      if (i % 4 == 0) {
        assertThat(rig.rollUp.fold(3)).isEqualTo(3);
        assertThat(NaiveSums.reported(rig.db)).isEqualTo(NaiveSums.of(rig.db));
      }
    }
    rig.rollUp.run();
    assertThat(waiting()).isZero();
    assertThat(NaiveSums.reported(rig.db))
        .isEqualTo(java.util.Map.of("1010", 7_800L, "4000", -7_800L));
    assertThat(rig.ledger.trialBalance(DAY.plusDays(1), DAY.plusDays(1)))
        .extracting(b -> b.debit() + "/" + b.credit())
        .containsExactly("2200/0", "0/2200");
  }

  @Test
  void it_never_is_off_under_eight_writers_and_two_sweeps() throws Exception {
    var goesOn = new AtomicBoolean(true);
    try (var pool = Executors.newFixedThreadPool(11)) {
      List<Future<?>> writers = new ArrayList<>();
      for (int w = 0; w < 8; w++) {
        var random = new Random(w);
        writers.add(pool.submit(() -> {
          for (int i = 0; i < 40; i++) {
            rig.enter(BooksRig.sale(DAY.plusDays(random.nextInt(3)), 1L + random.nextInt(9_999)));
          }
        }));
      }
      List<Future<?>> others = new ArrayList<>();
      for (int s = 0; s < 2; s++) {
        others.add(pool.submit(() -> {
          while (goesOn.get()) {
            rig.rollUp.fold(7);
          }
        }));
      }
      others.add(pool.submit(() -> {
        while (goesOn.get()) {
          var sums = rig.ledger.trialBalance(null, null);
          assertThat(sums.stream().mapToLong(b -> b.balance().longValueExact()).sum())
              .isZero();
        }
      }));
      for (var writer : writers) {
        writer.get();
      }
      goesOn.set(false);
      for (var other : others) {
        other.get();
      }
    }
    assertThat(NaiveSums.reported(rig.db)).isEqualTo(NaiveSums.of(rig.db));
    rig.rollUp.run();
    assertThat(waiting()).isZero();
    assertThat(NaiveSums.reported(rig.db)).isEqualTo(NaiveSums.of(rig.db));
    assertThat(rig.db
            .jdbc()
            .sql("select sum(lines)::int from account_day")
            .query(Integer.class)
            .single())
        .isEqualTo(640);
  }

  @Test
  void entries_are_found_by_day_account_and_amount() {
    rig.enter(BooksRig.sale(DAY, 1_234));
    long second = rig.enter(BooksRig.sale(DAY.plusDays(1), 1_234));
    rig.enter(BooksRig.sale(DAY.plusDays(2), 99));
    var all = new Ledger.Question(null, null, null, null, null);
    var first = rig.ledger.entries(all, 1);
    assertThat(first).hasSize(1);
    assertThat(first.getFirst().lines()).hasSize(2);
    var end =
        new Ledger.Question.PageEnd(first.getFirst().day(), first.getFirst().id());
    assertThat(rig.ledger.entries(new Ledger.Question(null, null, null, null, end), 10))
        .hasSize(2);
    assertThat(rig.ledger.entries(
            new Ledger.Question(DAY.plusDays(1), null, "4000", 1_234L, null), 10))
        .extracting(EntryView::id)
        .containsExactly(second);
    assertThat(rig.ledger.entries(new Ledger.Question(null, null, "1020", null, null), 10))
        .isEmpty();
  }
}
