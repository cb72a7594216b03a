package dev.tillbridge.hub.books;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes entries. Every method joins the caller's transaction. */
final class EntryStore {

  /** A line with its account, and the rule that found it; null when its role did. */
  record Placed(DraftLine line, String account, @Nullable Long rule) {}

  private final JdbcClient jdbc;

  EntryStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Header, lines and the note that they are not in the sums yet, in one statement.
   *
   * @return the entry's id; empty when the event has been entered before
   */
  Optional<Long> write(Event event, String words, List<Placed> lines, Instant now) {
    return write(event, words, lines, null, now);
  }

  /** The same as part of a batch. */
  Optional<Long> write(
      Event event, String words, List<Placed> lines, @Nullable UUID batch, Instant now) {
    return jdbc.sql("""
            with e as (
              insert into entry (day, event_day, heard_on, event_at, cause, cause_id, location, channel,
                                 source, lines, batch, words, recorded_at)
              values (:day, :day, :heardOn, :at, :cause, :causeId, :location, :channel, :source, :lines,
                      :batch::uuid, :words, :now)
              on conflict (cause, cause_id, version) do nothing
              returning id),
            l as (
              insert into entry_line (entry_id, position, account, currency, amount, role, category, key,
                                      rule)
              select e.id, p.position, p.account, p.currency, p.amount, p.role, p.category, p.key, p.rule
                from e, unnest(:accounts::text[], :currencies::text[], :amounts::bigint[],
                               :roles::text[], :categories::text[], :keys::text[], :rules::bigint[])
                  with ordinality
                    as p(account, currency, amount, role, category, key, rule, position)),
            t as (insert into entry_tail (entry_id) select id from e)
            select id from e
            """)
        .param("day", event.day())
        .param("heardOn", event.heardOn())
        .param("at", event.at().atOffset(UTC))
        .param("cause", event.cause().name())
        .param("causeId", event.id())
        .param("location", event.location())
        .param("channel", event.channel())
        .param("source", event.source())
        .param("lines", lines.size())
        .param("batch", batch)
        .param("words", clean(words))
        .param("now", now.atOffset(UTC))
        .param("accounts", texts(lines, Placed::account))
        .param("currencies", texts(lines, p -> p.line().amount().currency().getCurrencyCode()))
        .param(
            "amounts", lines.stream().mapToLong(p -> p.line().amount().minor()).toArray())
        .param("roles", texts(lines, p -> p.line().role().name()))
        .param("categories", texts(lines, p -> clean(p.line().category())))
        .param("keys", texts(lines, p -> clean(p.line().key())))
        .param("rules", lines.stream().map(Placed::rule).toArray(Long[]::new))
        .query((row, _) -> row.getLong("id"))
        .optional();
  }

  /** Enters the opposite of what stands for an entry's event; false when nothing does. */
  boolean reverse(long id, Event when, String words, Instant now) {
    return standing(id).map(stands -> undone(stands, when, words, now)).orElse(false);
  }

  /**
   * Whoever adds to what was entered for an event locks its first entry, so that nobody else does so
   * meanwhile. Only then it is asked what stands.
   */
  private Optional<Long> standing(long id) {
    jdbc.sql("""
            select v.id from entry v
              join entry o on o.cause = v.cause and o.cause_id = v.cause_id
             where o.id = :id and v.version = 1 for no key update of v
            """).param("id", id).query(Long.class).list();
    return jdbc.sql("""
            select e.id from entry e join entry o on o.cause = e.cause and o.cause_id = e.cause_id
             where o.id = :id and o.reverses is null and e.reverses is null
               and not exists (select 1 from entry r where r.reverses = e.id)
            """).param("id", id).query(Long.class).optional();
  }

  private boolean undone(long id, Event when, String words, Instant now) {
    return jdbc.sql("""
                with o as (select * from entry where id = :id),
                e as (
                  insert into entry (day, event_day, heard_on, event_at, cause, cause_id, version,
                                     location, channel, source, lines, reverses, words, recorded_at)
                  select :day, :day, :heardOn, :at, cause, cause_id, version + 1,
                         location, channel, source, lines, id, :words, :now
                    from o
                  returning id),
                l as (
                  insert into entry_line (entry_id, position, account, currency, amount, role, category,
                                          key, rule)
                  select e.id, x.position, x.account, x.currency, -x.amount, x.role, x.category, x.key,
                         x.rule
                    from e, entry_line x where x.entry_id = :id),
                t as (insert into entry_tail (entry_id) select id from e)
                select count(*) from e
                """)
            .param("id", id)
            .param("day", when.day())
            .param("heardOn", when.heardOn())
            .param("at", when.at().atOffset(UTC))
            .param("words", clean(words))
            .param("now", now.atOffset(UTC))
            .query(Integer.class)
            .single()
        == 1;
  }

  private static String[] texts(List<Placed> lines, Function<Placed, String> text) {
    return lines.stream().map(text).toArray(String[]::new);
  }

  /** PostgreSQL's text cannot hold U+0000. */
  static String clean(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
