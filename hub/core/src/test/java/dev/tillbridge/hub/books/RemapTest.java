package dev.tillbridge.hub.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.books.Previews.Question;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemapTest {

  private static final LocalDate APRIL = LocalDate.parse("2026-04-30");
  private static final LocalDate MAY = LocalDate.parse("2026-05-01");

  private final RemapRig rig = new RemapRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private void close(LocalDate through) {
    new Locks(rig.books.db.jdbc(), rig.books.db.tx(), () -> BooksRig.NOW)
        .close(UUID.randomUUID(), through, "told", "Mira");
  }

  private Preview preview(Question question) {
    return rig.previews.of(question);
  }

  private static Question asIs() {
    return new Question(List.of(), Set.of(), null, null, 0, 500);
  }

  @Test
  void a_preview_names_what_would_change_and_changes_nothing() {
    rig.rule(Role.SHIPPING, "4000", "2026-01-01");
    rig.enter(RemapRig.shipping(APRIL, 700));
    long may = rig.enter(RemapRig.shipping(MAY, 900));
    long later = rig.enter(RemapRig.shipping(MAY.plusDays(8), 1_100));
    var preview = preview(new Question(
        List.of(RemapRig.terms(Role.SHIPPING, "4200", "2026-05-01")),
        Set.of(),
        null,
        null,
        0,
        500));
    assertThat(preview.changed()).isEqualTo(2);
    assertThat(preview.skipped()).isZero();
    assertThat(preview.entries()).extracting(Preview.Affected::id).containsExactly(may, later);
    assertThat(preview.entries().getFirst().moved())
        .containsExactly(new Preview.Moved("4000", "4200", Money.of(-900, "USD")));
    assertThat(preview.accounts())
        .extracting(a -> a.code() + " " + a.before() + " " + a.after())
        .containsExactly("4000 -2700 -700", "4200 0 -2000");
    assertThat(rig.count("select count(*) from entry")).isEqualTo(3);
    assertThat(rig.count("select count(*) from book_rule")).isEqualTo(1);
    assertThat(preview(asIs()).changed()).isZero();
    var first = preview(new Question(
        List.of(RemapRig.terms(Role.SHIPPING, "4200", "2026-05-01")), Set.of(), null, null, 0, 1));
    assertThat(first.next()).isEqualTo(may);
    assertThat(first.changed()).as("of all pages").isEqualTo(2);
    var second = preview(new Question(
        List.of(RemapRig.terms(Role.SHIPPING, "4200", "2026-05-01")),
        Set.of(),
        null,
        null,
        may,
        1));
    assertThat(second.entries()).extracting(Preview.Affected::id).containsExactly(later);
  }

  @Test
  void what_was_entered_is_entered_anew_by_the_new_rule_on_the_same_day_and_put_back_again() {
    rig.rule(Role.SHIPPING, "4000", "2026-01-01");
    rig.enter(RemapRig.shipping(APRIL, 700));
    long may = rig.enter(RemapRig.shipping(MAY, 900));
    var before = NaiveSums.of(rig.books.db);
    var rule = rig.rule(Role.SHIPPING, "4200", "2026-05-01");

    var batch = rig.remap();

    assertThat(batch.changed()).isEqualTo(1);
    assertThat(NaiveSums.of(rig.books.db))
        .isEqualTo(Map.of("1010", 1_600L, "4000", -700L, "4200", -900L));
    var ofMay = rig.books.ledger.entries(new Ledger.Question(MAY, MAY, null, null, null), 10);
    assertThat(ofMay).extracting(EntryView::version).containsExactly(1, 2, 3);
    assertThat(ofMay.get(1).reverses()).isEqualTo(may);
    assertThat(ofMay.get(2).words()).isEqualTo(ofMay.get(0).words());
    assertThat(ofMay.get(2).lines().get(1).rule()).isEqualTo(rule.number());
    assertThat(rig.remap().changed()).as("nothing is left to do").isZero();

    var undone = rig.undo(batch.id());

    assertThat(undone.changed()).isEqualTo(1);
    assertThat(NaiveSums.of(rig.books.db)).isEqualTo(before);
    assertThat(NaiveSums.reported(rig.books.db)).isEqualTo(before);
    assertThat(rig.batches.find(batch.id()).orElseThrow().undoneBy()).isEqualTo(undone.id());
    assertThat(rig.undo(undone.id()).changed()).as("the undoing is undone").isEqualTo(1);
    assertThat(NaiveSums.of(rig.books.db)).containsEntry("4200", -900L);
    rig.chainsAreConsistent();
  }

  @Test
  void what_lies_in_a_closed_period_stays_and_is_named() {
    long march = rig.enter(RemapRig.shipping(LocalDate.parse("2026-03-10"), 100));
    long april = rig.enter(RemapRig.shipping(APRIL, 700));
    rig.enter(RemapRig.shipping(MAY, 900));
    close(LocalDate.parse("2026-03-31"));
    rig.rule(Role.SHIPPING, "4300", "2026-01-01");
    assertThat(preview(asIs()).skipped()).isEqualTo(1);
    assertThat(preview(asIs()).entries())
        .extracting(Preview.Affected::closed)
        .containsExactly(true, false, false);

    var batch = rig.remap();

    assertThat(batch.changed()).isEqualTo(2);
    assertThat(rig.batches.skipped(batch.id(), 0, 10))
        .extracting(s -> s.entry() + " " + s.reason())
        .containsExactly(march + " CLOSED");
    assertThat(rig.batches.skipped(batch.id(), march, 10)).isEmpty();

    close(APRIL);
    var undone = rig.undo(batch.id());

    assertThat(undone.changed()).isEqualTo(1);
    assertThat(undone.skipped()).isEqualTo(1);
    assertThat(rig.batches.skipped(undone.id(), 0, 10).getFirst().day()).isEqualTo(APRIL);
    assertThat(NaiveSums.of(rig.books.db))
        .isEqualTo(Map.of("1010", 1_700L, "4200", -1_000L, "4300", -700L));
    assertThat(rig.books.ledger.find(april)).isPresent();
    rig.chainsAreConsistent();
  }

  @Test
  void what_something_else_has_changed_since_is_not_put_back() {
    long id = rig.enter(RemapRig.shipping(MAY, 900));
    rig.rule(Role.SHIPPING, "4300", "2026-01-01");
    var batch = rig.remap();
    // Whoever knows the first entry means what stands for its event.
    rig.books
        .db
        .tx()
        .executeWithoutResult(_ -> assertThat(
                rig.books.books.reverse(id, BooksRig.event("x", BooksRig.TODAY), "It was none"))
            .isTrue());
    assertThat(NaiveSums.of(rig.books.db)).isEmpty();
    rig.books
        .db
        .tx()
        .executeWithoutResult(_ -> assertThat(
                rig.books.books.reverse(id, BooksRig.event("x", BooksRig.TODAY), "Again"))
            .isFalse());
    var undone = rig.undo(batch.id());
    assertThat(undone.changed()).isZero();
    assertThat(rig.batches.skipped(undone.id(), 0, 10))
        .extracting(BatchView.Skipped::reason)
        .containsExactly("CHANGED");
    assertThat(rig.remap().changed()).as("nothing stands").isZero();
    rig.chainsAreConsistent();
  }

  @Test
  void an_id_stands_for_one_batch_and_one_batch_is_under_way_at_a_time() {
    rig.enter(RemapRig.shipping(MAY, 900));
    rig.rule(Role.SHIPPING, "4300", "2026-01-01");
    var id = UUID.randomUUID();
    rig.batches.remap(id, "New rules", null, null, "Mira");
    assertThat(rig.batches.remap(id, "New rules", null, null, "Mira").isDone()).isFalse();
    assertThatThrownBy(() -> rig.batches.remap(id, "Other words", null, null, "Mira"))
        .isInstanceOf(IdReused.class);
    assertThatThrownBy(() -> rig.batches.remap(id, "New rules", MAY, null, "Mira"))
        .isInstanceOf(IdReused.class);
    assertThatThrownBy(() -> rig.batches.remap(UUID.randomUUID(), "Two", null, null, "Mira"))
        .isInstanceOf(WrongState.class);
    assertThatThrownBy(() -> rig.batches.undo(UUID.randomUUID(), id, "Back", "Mira"))
        .isInstanceOf(WrongState.class);
    assertThatThrownBy(() -> rig.batches.undo(UUID.randomUUID(), UUID.randomUUID(), "Back", "Mira"))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> rig.batches.remap(UUID.randomUUID(), "Bad", MAY, APRIL, "Mira"))
        .isInstanceOf(BadInput.class);
    assertThat(rig.done(id).changed()).isEqualTo(1);
    assertThat(rig.batches.remap(id, "New rules", null, null, "Mira").changed())
        .as("told again, after it was done")
        .isEqualTo(1);
    var undo = rig.undo(id);
    assertThat(rig.batches.undo(undo.id(), id, "It was wrong", "Mira").isDone()).isTrue();
    assertThatThrownBy(() -> rig.batches.undo(UUID.randomUUID(), id, "Twice", "Mira"))
        .isInstanceOf(WrongState.class);
  }

  @Test
  void a_hub_that_stops_in_the_midst_is_followed_by_another_and_nothing_is_entered_twice() {
    LongStream.rangeClosed(1, 40).forEach(i -> rig.enter(RemapRig.shipping(MAY, i)));
    rig.rule(Role.SHIPPING, "4300", "2026-01-01");
    var id = UUID.randomUUID();
    rig.batches.remap(id, "New rules", null, null, "Mira");
    rig.books.db.tx().executeWithoutResult(_ -> assertThat(rig.batches.step(7)).isTrue());
    assertThatThrownBy(() -> rig.books.db.tx().executeWithoutResult(_ -> {
          rig.batches.step(7);
          throw new IllegalStateException("cut off");
        }))
        .hasMessage("cut off");
    assertThat(rig.batches.find(id).orElseThrow().changed()).isEqualTo(7);
    // Withdrawn meanwhile; the batch goes on as it was begun.
    rig.rules.all().forEach(rule -> rig.rules.withdraw(rule.id(), "Mira"));
    rig.hub().work(RemapRig.LONG);
    assertThat(rig.batches.find(id).orElseThrow().changed()).isEqualTo(40);
    assertThat(rig.count("select count(*) from entry")).isEqualTo(120);
    assertThat(NaiveSums.of(rig.books.db)).isEqualTo(Map.of("1010", 820L, "4300", -820L));
    rig.chainsAreConsistent();
  }

  @Test
  void several_hubs_work_a_batch_off_together_while_things_are_reversed() throws Exception {
    var ids = LongStream.rangeClosed(1, 200)
        .map(i -> rig.enter(RemapRig.shipping(MAY, 10)))
        .toArray();
    rig.rule(Role.SHIPPING, "4300", "2026-01-01");
    var id = UUID.randomUUID();
    rig.batches.remap(id, "New rules", null, null, "Mira");
    try (var pool = Executors.newFixedThreadPool(4)) {
      var hubs = java.util.stream.IntStream.range(0, 3)
          .mapToObj(_ -> pool.submit(() -> {
            var hub = rig.hub();
            while (!hub.find(id).orElseThrow().isDone()) {
              rig.books.db.tx().executeWithoutResult(_ -> hub.step(11));
            }
          }))
          .toList();
      var reversing = pool.submit(() -> {
        for (int i = 0; i < ids.length; i += 4) {
          long entry = ids[i];
          rig.books
              .db
              .tx()
              .executeWithoutResult(_ -> assertThat(rig.books.books.reverse(
                      entry, BooksRig.event("x", BooksRig.TODAY), "It was none"))
                  .isTrue());
        }
      });
      for (var hub : hubs) {
        hub.get();
      }
      reversing.get();
    }
    assertThat(NaiveSums.of(rig.books.db)).isEqualTo(Map.of("1010", 1_500L, "4300", -1_500L));
    assertThat(NaiveSums.reported(rig.books.db)).isEqualTo(NaiveSums.of(rig.books.db));
    rig.chainsAreConsistent();
  }

  @Test
  void what_was_there_before_is_entered_once_balanced_and_can_be_taken_back() {
    var id = UUID.randomUUID();
    var opening = new Opening(
        MAY,
        List.of(
            new Opening.Line("1150", Money.of(500_000, "USD")),
            new Opening.Line("2400", Money.of(-20_000, "USD")),
            new Opening.Line("1010", Money.of(7_000, "EUR"))));
    rig.batches.open(id, opening, "From the old books", "Mira");
    rig.batches.open(id, opening, "From the old books", "Mira");
    assertThat(NaiveSums.of(rig.books.db))
        .isEqualTo(Map.of("1150", 500_000L, "2400", -20_000L, "1010", 7_000L, "3000", -487_000L));
    assertThatThrownBy(() ->
            rig.batches.open(id, new Opening(APRIL, opening.lines()), "From the old books", "Mira"))
        .isInstanceOf(IdReused.class);
    for (var wrong : List.of("1300", "3000", "9999")) {
      assertThatThrownBy(() -> rig.batches.open(
              UUID.randomUUID(),
              new Opening(MAY, List.of(new Opening.Line(wrong, Money.of(1, "USD")))),
              "Wrong",
              "Mira"))
          .as(wrong)
          .isInstanceOf(BadInput.class);
    }
    assertThat(rig.batches.newest(10)).as("nothing is left of what was wrong").hasSize(1);
    rig.rule(Role.CASH, "1020", "2026-01-01");
    assertThat(rig.remap().changed())
        .as("no rule applies to what a person said")
        .isZero();
    assertThat(rig.undo(id).changed()).isEqualTo(1);
    assertThat(NaiveSums.of(rig.books.db)).isEmpty();
    rig.chainsAreConsistent();
  }
}
