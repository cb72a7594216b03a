package dev.tillbridge.hub.books;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.books.EntryStore.Placed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes many entries at once, as {@link EntryStore} writes one. Joins the caller's transaction. */
final class ManyEntries {

  private record Line(long entry, int position, Placed placed) {}

  private final JdbcClient jdbc;

  ManyEntries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes those whose events have not been entered before; lines has a list for each of them. */
  void write(List<Draft> drafts, List<List<Placed>> lines, Instant now) {
    var ids = ids(drafts.size());
    var flat = new ArrayList<Line>();
    for (int i = 0; i < drafts.size(); i++) {
      for (int p = 0; p < lines.get(i).size(); p++) {
        flat.add(new Line(ids.get(i), p + 1, lines.get(i).get(p)));
      }
    }
    jdbc.sql("""
            with e as (
              insert into entry (id, day, event_day, heard_on, event_at, cause, cause_id, location,
                                 channel, source, lines, words, recorded_at)
              overriding system value
              select id, day, day, heard_on, at, cause, cause_id, location, channel, source, lines, words,
                     :now::timestamptz
                from unnest(:ids::bigint[], :days::text[]::date[], :heard::text[]::date[],
                            :ats::text[]::timestamptz[], :causes::text[], :causeIds::text[],
                            :locations::text[], :channels::text[], :sources::text[], :counts::int[],
                            :words::text[])
                  as d(id, day, heard_on, at, cause, cause_id, location, channel, source, lines, words)
              on conflict (cause, cause_id, version) do nothing
              returning id),
            l as (
              insert into entry_line (entry_id, position, account, currency, amount, role, category, key,
                                      rule)
              select *
                from unnest(:entries::bigint[], :positions::int[], :accounts::text[], :currencies::text[],
                            :amounts::bigint[], :roles::text[], :categories::text[], :keys::text[],
                            :rules::bigint[]) as p(entry_id)
               where p.entry_id in (select id from e)),
            t as (insert into entry_tail (entry_id) select id from e)
            select count(*) from e
            """)
        .param("now", now.atOffset(UTC))
        .param("ids", ids.stream().mapToLong(Long::longValue).toArray())
        .param("days", texts(drafts, d -> d.event().day().toString()))
        .param("heard", texts(drafts, d -> d.event().heardOn().toString()))
        .param("ats", texts(drafts, d -> d.event().at().toString()))
        .param("causes", texts(drafts, d -> d.event().cause().name()))
        .param("causeIds", texts(drafts, d -> d.event().id()))
        .param("locations", texts(drafts, d -> d.event().location()))
        .param("channels", texts(drafts, d -> d.event().channel()))
        .param("sources", texts(drafts, d -> d.event().source()))
        .param("counts", lines.stream().mapToInt(List::size).toArray())
        .param("words", texts(drafts, d -> EntryStore.clean(d.words())))
        .param("entries", flat.stream().mapToLong(Line::entry).toArray())
        .param("positions", flat.stream().mapToInt(Line::position).toArray())
        .param("accounts", texts(flat, l -> l.placed().account()))
        .param(
            "currencies", texts(flat, l -> l.placed().line().amount().currency().getCurrencyCode()))
        .param(
            "amounts",
            flat.stream().mapToLong(l -> l.placed().line().amount().minor()).toArray())
        .param("roles", texts(flat, l -> l.placed().line().role().name()))
        .param("categories", texts(flat, l -> EntryStore.clean(l.placed().line().category())))
        .param("keys", texts(flat, l -> EntryStore.clean(l.placed().line().key())))
        .param("rules", flat.stream().map(l -> l.placed().rule()).toArray(Long[]::new))
        .query(Integer.class)
        .single();
  }

  private List<Long> ids(int many) {
    return jdbc.sql("select nextval('entry_id_seq') as id from generate_series(1, :many)")
        .param("many", many)
        .query((row, _) -> row.getLong("id"))
        .list();
  }

  private static <T> @Nullable String[] texts(List<T> of, Function<T, @Nullable String> text) {
    var texts = new @Nullable String[of.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text.apply(of.get(i));
    }
    return texts;
  }
}
