package dev.tillbridge.hub.books;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Enters many events anew: for each the opposite of what stands, and what shall stand instead, on the
 * same day. Joins the caller's transaction.
 */
final class Restating {

  /**
   * What becomes of an entry.
   *
   * @param entry is taken back
   * @param source the entry whose lines stand from then on; zero when nothing does
   */
  record Wish(long entry, long source) {}

  /** How many were entered anew, and how many could not be. */
  record Done(int changed, int skipped) {
    static final Done NOTHING = new Done(0, 0);
  }

  private final JdbcClient jdbc;

  Restating(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Does it, and notes which of them it could not, and why. */
  Done restate(UUID batch, List<Wish> wishes, Moves moves, Instant now) {
    if (wishes.isEmpty()) {
      return Done.NOTHING;
    }
    var entries = wishes.stream().mapToLong(Wish::entry).toArray();
    alone(entries);
    var closed = closed();
    write(batch, wishes, moves, closed, now);
    int skipped = skip(batch, entries, closed);
    return new Done(entries.length - skipped, skipped);
  }

  /** As {@link EntryStore} does for one: nobody else adds to these events from here on. */
  private void alone(long[] entries) {
    jdbc.sql("""
            select v.id from entry v
              join entry o on o.cause = v.cause and o.cause_id = v.cause_id
             where o.id = any(:ids) and v.version = 1
             order by v.id for no key update of v
            """).param("ids", entries).query(Long.class).list();
  }

  /** Nobody closes a day from here on until all is written. */
  private @Nullable LocalDate closed() {
    jdbc.sql("select pg_advisory_xact_lock_shared(hashtextextended('books-lock', 0))")
        .query((_, _) -> 0)
        .list();
    return Locks.through(jdbc);
  }

  private void write(
      UUID batch, List<Wish> wishes, Moves moves, @Nullable LocalDate closed, Instant now) {
    // The new ids come first: to look for rows that this very statement has made, no index helps.
    moves
        .in(jdbc.sql("with o as materialized (select o.*, s.id as taken_from, s.lines as count,"
            + " s.words as says, nextval('entry_id_seq') as back, nextval('entry_id_seq') as anew, "
            + Moves.SINCE.replace("e.event_day", "o.event_day") + " as since" + """
                from unnest(:ids::bigint[], :sources::bigint[]) as a(id, source)
                join entry o on o.id = a.id
                left join entry s on s.id = a.source
               where o.reverses is null and (:closed::date is null or o.day > :closed::date)
                 and not exists (select 1 from entry r where r.reverses = o.id)),
            made as (
              insert into entry (id, day, event_day, heard_on, event_at, cause, cause_id, version,
                                 location, channel, source, lines, reverses, batch, words, recorded_at)
              overriding system value
              select back, day, event_day, heard_on, event_at, cause, cause_id, version + 1, location,
                     channel, source, lines, id, :batch::uuid, 'Taken back: ' || words, :now::timestamptz
                from o
              union all
              select anew, day, event_day, heard_on, event_at, cause, cause_id, version + 2, location,
                     channel, source, count, null, :batch::uuid, says, :now::timestamptz
                from o where taken_from is not null
              returning id),
            back as (
              insert into entry_line (entry_id, position, account, currency, amount, role, category,
                                      key, rule)
              select e.back, l.position, l.account, l.currency, -l.amount, l.role, l.category, l.key,
                     l.rule
                from o e join entry_line l on l.entry_id = e.id),
            anew as (
              insert into entry_line (entry_id, position, account, currency, amount, role, category,
                                      key, rule)
              select e.anew, l.position, coalesce(k.goes, l.account), l.currency, l.amount, l.role,
                     l.category, l.key, case when k.goes is null then l.rule else k.rule end
                from o e
                join entry_line l on l.entry_id = e.taken_from
                left join
            """ + Moves.KINDS
            + " on " + Moves.SAME + """
              ),
            tail as (insert into entry_tail (entry_id) select id from made)
            select count(*) from made
            """))
        .param("ids", wishes.stream().mapToLong(Wish::entry).toArray())
        .param("sources", wishes.stream().mapToLong(Wish::source).toArray())
        .param("closed", closed)
        .param("batch", batch)
        .param("now", now.atOffset(UTC))
        .query(Integer.class)
        .single();
  }

  private int skip(UUID batch, long[] entries, @Nullable LocalDate closed) {
    return jdbc.sql("""
            insert into book_batch_skip (batch, entry_id, reason)
            select :batch, o.id, case when o.day <= :closed::date then 'CLOSED' else 'CHANGED' end
              from entry o
             where o.id = any(:ids)
               and not exists (select 1 from entry r where r.reverses = o.id and r.batch = :batch)
            """)
        .param("batch", batch)
        .param("ids", entries)
        .param("closed", closed)
        .update();
  }
}
