package dev.tillbridge.hub.agreement;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.books.DocumentKind;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far the changes of a company are known, and who looks. */
final class LookStore {

  /** Two looks overlap by this, so that nothing is missed that was written late. */
  private static final Duration SETTLED = Duration.ofMinutes(5);

  private final JdbcClient jdbc;
  private final String company;

  LookStore(JdbcClient jdbc, String company) {
    this.jdbc = jdbc;
    this.company = company;
  }

  /**
   * A turn to look.
   *
   * @param since where the last one ended, by their clock; null when there was none
   * @param lookedAt when the last one began, by ours
   * @param complete everything that had been told before this was looked at; null when nothing was
   * @param rereads whether there are kinds that are read again
   */
  record Turn(
      long lease,
      @Nullable Instant since,
      @Nullable Instant lookedAt,
      @Nullable Instant complete,
      boolean rereads) {}

  /** The turn, if it is time and no other hub has it. */
  Optional<Turn> claim(Instant now, Duration atMost) {
    jdbc.sql("insert into books_look (company) values (:company) on conflict do nothing")
        .param("company", company)
        .update();
    return jdbc.sql("""
            update books_look set lease = lease + 1, lease_until = :until
             where company = :company and (lease_until is null or lease_until <= :now)
               and (next_at is null or next_at <= :now)
               and not exists (select 1 from books_contact c
                                where c.company = :company and c.lost_since is not null)
            returning lease, since, looked_at, complete,
                      exists (select 1 from books_reread) as rereads
            """)
        .param("company", company)
        .param("now", now.atOffset(UTC))
        .param("until", now.plus(atMost).atOffset(UTC))
        .query((row, _) -> new Turn(
            row.getLong("lease"),
            instant(row.getObject("since", OffsetDateTime.class)),
            instant(row.getObject("looked_at", OffsetDateTime.class)),
            instant(row.getObject("complete", OffsetDateTime.class)),
            row.getBoolean("rereads")))
        .optional();
  }

  /** Whether the turn is still ours, which it stays until the transaction ends. */
  boolean holds(Turn turn) {
    return !jdbc.sql(
            "select 1 from books_look where company = :company and lease = :lease for update")
        .param("company", company)
        .param("lease", turn.lease())
        .query((_, _) -> 1)
        .list()
        .isEmpty();
  }

  /** All that was changed before is known. */
  void seen(Turn turn, Instant since, Instant began) {
    jdbc.sql("""
            update books_look set since = greatest(since, :since), looked_at = :began, trouble = null
             where company = :company and lease = :lease
            """)
        .param("company", company)
        .param("lease", turn.lease())
        .param("since", since.atOffset(UTC))
        .param("began", began.atOffset(UTC))
        .update();
  }

  /** Gives the turn back. */
  void end(Turn turn, Instant nextAt, @Nullable String trouble) {
    jdbc.sql("""
            update books_look set lease_until = null, next_at = :next, trouble = :trouble
             where company = :company and lease = :lease
            """)
        .param("company", company)
        .param("lease", turn.lease())
        .param("next", nextAt.atOffset(UTC))
        .param("trouble", trouble)
        .update();
  }

  /** From now on each document of these kinds has to be looked at by itself once. */
  void reread(Collection<DocumentKind> kinds, Instant now) {
    for (var kind : kinds) {
      jdbc.sql("""
              insert into books_reread (kind, before) values (:kind, :now)
              on conflict (kind) do update set before = excluded.before
              """).param("kind", kind.name()).param("now", now.atOffset(UTC)).update();
    }
  }

  /**
   * Documents that have to be looked at by themselves: those that no look has told of although they were
   * there before it, and those of kinds that are to be read again.
   *
   * @param from where those are known that were told before; null to look at all
   * @param before they had been told before this
   */
  Map<DocumentKind, List<String>> unseen(@Nullable Instant from, Instant before, int most) {
    var found = new LinkedHashMap<DocumentKind, List<String>>();
    jdbc.sql("""
            select d.kind, x.remote_id
              from delivery x
              join book_document d on d.id = x.subject::uuid
              left join book_there t on t.document_id = d.id and t.remote_id = x.remote_id
              left join books_reread r on r.kind = d.kind
             where x.destination = 'BOOKS' and x.state = 'DONE' and x.remote_id is not null
               and x.settled_at >= :from and x.settled_at < :before
               and (t.document_id is null or t.seen_at < r.before)
             order by d.kind, x.settled_at desc limit :most
            """)
        .param("from", (from == null ? Instant.EPOCH : from).atOffset(UTC))
        .param("before", settled(before).atOffset(UTC))
        .param("most", most)
        .query(row -> {
          found
              .computeIfAbsent(DocumentKind.valueOf(row.getString("kind")), _ -> new ArrayList<>())
              .add(row.getString("remote_id"));
        });
    return found;
  }

  /** All that had been told before this was looked at. */
  void complete(Turn turn, Instant before) {
    jdbc.sql("""
            with done as (
              update books_look set complete = greatest(complete, :through)
               where company = :company and lease = :lease returning 1)
            delete from books_reread where before <= :before and exists (select 1 from done)
            """)
        .param("company", company)
        .param("lease", turn.lease())
        .param("through", settled(before).atOffset(UTC))
        .param("before", before.atOffset(UTC))
        .update();
  }

  /** What was told at the same time as a look may not be in it. */
  private static Instant settled(Instant before) {
    return before.minus(SETTLED);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
    return at == null ? null : at.toInstant();
  }
}
