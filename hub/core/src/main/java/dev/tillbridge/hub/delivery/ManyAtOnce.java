package dev.tillbridge.hub.delivery;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes down in one statement how many deliveries ended, locked in the order that everybody keeps. */
final class ManyAtOnce {

  /** They have it, under this id of theirs. */
  record Ended(Delivery delivery, String remoteId) {}

  /**
   * It is to be tried again as if it had not been tried.
   *
   * @param pause how long they asked to be left alone
   * @param doubt whether it may have got through
   */
  record Back(Delivery delivery, String why, Duration pause, boolean doubt) {}

  private final JdbcClient jdbc;
  private final OffsetDateTime now;

  ManyAtOnce(JdbcClient jdbc, OffsetDateTime now) {
    this.jdbc = jdbc;
    this.now = now;
  }

  /** What has changed meanwhile stays due, as of when this telling began. */
  void close(List<Ended> done) {
    if (done.isEmpty()) {
      return;
    }
    var again = jdbc.sql("""
                with mine as materialized (
                  select id from delivery where id = any(:ids::text[]::uuid[]) order by subject for update)
                update delivery d
                   set state = case when d.revision = e.revision then 'DONE' else 'DUE' end,
                       key = case when d.revision = e.revision then d.key else gen_random_uuid() end,
                       settled_at = case when d.revision = e.revision then :now end,
                       due_since = case when d.revision = e.revision then d.due_since
                                        else greatest(d.due_since, d.next_at - :leased::interval) end,
                       next_at = :now, attempts = 0, look_first = false, remote_id = e.remote,
                       note = null
                  from unnest(:ids::text[]::uuid[], :revisions::int[], :leases::text[]::bigint[],
                              :remotes::text[]) as e(id, revision, lease, remote)
                  join mine on mine.id = e.id
                 where d.id = e.id and d.lease = e.lease and d.state = 'DUE'
                returning d.state
                """)
        .param("now", now)
        .param("leased", Deliveries.LEASE.toString())
        .param("ids", texts(done, e -> e.delivery().id().toString()))
        .param("revisions", done.stream().mapToInt(e -> e.delivery().revision()).toArray())
        .param("leases", texts(done, e -> Long.toString(e.delivery().lease())))
        .param("remotes", texts(done, Ended::remoteId))
        .query(String.class)
        .list();
    if (again.contains("DUE")) {
      Wakeups.notify(
          jdbc, Wakeups.DELIVERY, done.getFirst().delivery().destination().name());
    }
  }

  /** They are due again, and the attempt does not count. */
  void handBack(List<Back> back) {
    if (back.isEmpty()) {
      return;
    }
    jdbc.sql("""
            with mine as materialized (
              select id from delivery where id = any(:ids::text[]::uuid[]) order by subject for update)
            update delivery d
               set next_at = :now::timestamptz + b.pause * interval '1 millisecond',
                   attempts = greatest(d.attempts - 1, 0), look_first = b.doubt, note = b.why
              from unnest(:ids::text[]::uuid[], :leases::text[]::bigint[], :pauses::int[],
                          :doubts::text[]::boolean[], :whys::text[]) as b(id, lease, pause, doubt, why)
              join mine on mine.id = b.id
             where d.id = b.id and d.lease = b.lease and d.state = 'DUE'
            """)
        .param("now", now)
        .param("ids", texts(back, b -> b.delivery().id().toString()))
        .param("leases", texts(back, b -> Long.toString(b.delivery().lease())))
        .param(
            "pauses",
            back.stream().mapToInt(b -> Math.toIntExact(b.pause().toMillis())).toArray())
        .param("doubts", texts(back, b -> Boolean.toString(b.doubt())))
        .param("whys", texts(back, Back::why))
        .update();
  }

  private static <T> String[] texts(List<T> all, Function<T, String> text) {
    return all.stream().map(text).toArray(String[]::new);
  }
}
