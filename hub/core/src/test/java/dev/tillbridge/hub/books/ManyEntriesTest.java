package dev.tillbridge.hub.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.books.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A batch over more entries than one transaction takes; more with {@code -Dtillbridge.remap=100000}. */
class ManyEntriesTest {

  private static final int ENTRIES = Integer.getInteger("tillbridge.remap", 6_000);

  @Test
  void many_entries_are_entered_anew_and_put_back() {
    try (var rig = new RemapRig()) {
      rig.books.db.tx().executeWithoutResult(_ -> enter(rig));
      rig.books.rollUp.run();
      rig.rule(Role.SHIPPING, "4300", "2026-05-01");

      long begun = System.nanoTime();
      var preview = rig.previews.of(
          new Previews.Question(java.util.List.of(), java.util.Set.of(), null, null, 0, 100));
      long seen = System.nanoTime();
      var batch = rig.remap();
      long done = System.nanoTime();
      var undone = rig.undo(batch.id());
      long back = System.nanoTime();

      System.out.printf(
          "%,d of %,d entries: preview %,d ms, entered anew %,d ms, put back %,d ms%n",
          batch.changed(),
          ENTRIES,
          (seen - begun) / 1_000_000,
          (done - seen) / 1_000_000,
          (back - done) / 1_000_000);
      assertThat(preview.changed()).isEqualTo(ENTRIES);
      assertThat(batch.changed()).isEqualTo(ENTRIES);
      assertThat(undone.changed()).isEqualTo(ENTRIES);
      assertThat(NaiveSums.reported(rig.books.db))
          .isEqualTo(
              Map.of("1010", 600L * ENTRIES, "4000", -500L * ENTRIES, "4200", -100L * ENTRIES));
      rig.chainsAreConsistent();
    }
  }

  private static void enter(RemapRig rig) {
    rig.books.db.jdbc().sql("""
            with e as (
              insert into entry (day, event_day, heard_on, event_at, cause, cause_id, location, channel,
                                 source, lines, words, recorded_at)
              select d, d, d, now(), 'SALE', gen_random_uuid()::text, 'main', 'COUNTER', 'R1', 3,
                     'Sale ' || n, now()
                from generate_series(1, :many) n, lateral (select date '2026-05-01' + n % 90 as d) x
              returning id),
            l as (
              insert into entry_line (entry_id, position, account, currency, amount, role)
              select id, p, a, 'USD', c, r
                from e cross join (values (1, '1010', 600, 'CASH'), (2, '4000', -500, 'SALES'),
                                          (3, '4200', -100, 'SHIPPING')) as x(p, a, c, r)),
            t as (insert into entry_tail select id from e)
            select count(*) from e
            """).param("many", ENTRIES).query(Integer.class).single();
  }
}
