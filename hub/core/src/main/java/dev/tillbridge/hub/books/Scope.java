package dev.tillbridge.hub.books;

import dev.tillbridge.hub.books.Moves.Kind;
import dev.tillbridge.model.books.Role;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Entries that rules may be applied to: those that stand for their event, of some days of events.
 *
 * @param after the entries' ids lie above it
 * @param upto and not above this one
 */
record Scope(
    long after,
    long upto,
    @Nullable LocalDate from,
    @Nullable LocalDate through) {

  static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  /** The entries {@code e}. An event's day is never after the entry's, and entries have an index. */
  static final String ENTRIES = "select e.id, e.day, e.event_day, e.cause, e.cause_id, e.words,"
      + " e.channel, e.location, e.source, " + Moves.SINCE + " as since" + """
        from entry e
       where e.id > :after and e.id <= :upto and e.reverses is null and e.cause not in ('OPENING_BALANCE', 'BOOKS_CHANGE')
         and e.day >= :from and e.event_day >= :from and e.event_day <= :through
         and not exists (select 1 from entry r where r.reverses = e.id and r.id > :after)
      """;

  StatementSpec in(StatementSpec sql) {
    return sql.param("after", after)
        .param("upto", upto)
        .param("from", from == null ? FIRST : from)
        .param("through", through == null ? LAST : through);
  }

  /** The kinds of lines in it that any of these rules, or of those before, may have placed. */
  List<Kind> kinds(JdbcClient jdbc, Moves moves) {
    return moves
        .days(in(jdbc.sql("with e as materialized (" + ENTRIES + ")" + """
            select distinct l.role, l.category, l.key, l.account, coalesce(e.channel, '') as channel,
                   coalesce(e.location, '') as location, coalesce(e.source, '') as source, e.since
              from e join entry_line l
                on l.entry_id = e.id and l.entry_id > :after and l.entry_id <= :upto
             where l.role = any(:roles::text[]) or l.rule is not null
            """)))
        .param("roles", moves.roles())
        .query((row, _) -> new Kind(
            Role.valueOf(row.getString("role")),
            row.getString("category"),
            row.getString("key"),
            row.getString("channel"),
            row.getString("location"),
            row.getString("source"),
            row.getObject("since", LocalDate.class),
            row.getString("account")))
        .list();
  }
}
