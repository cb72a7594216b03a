package dev.tillbridge.hub.shopcatalog;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which imports there are and how far each is. Work on one is claimed under a lease, step by step;
 * a step's effects and its progress commit together, so whoever comes after a crash goes on where it
 * was.
 */
final class ImportBook {

  /** Longer than a step takes, a call to the shop among it. */
  static final Duration LEASE = Duration.ofMinutes(2);

  /** What is noted while the shop prepares something. */
  static final String WAITS = "the shop prepares its list";

  private static final Duration PAUSE_MOST = Duration.ofMinutes(5);

  private final JdbcClient jdbc;
  private final InstantSource clock;

  ImportBook(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** False when the id is known, or another import of the shop is open. */
  boolean add(UUID id, String shop, String askedBy) {
    return jdbc.sql("""
                insert into shop_import (id, shop, asked_by, phase, created_at, phase_since, changed_at,
                                         next_at)
                values (:id, :shop, :by, :phase, :now, :now, :now, :now)
                on conflict do nothing
                """)
            .param("id", id)
            .param("shop", shop)
            .param("by", askedBy)
            .param("phase", Phase.SITES.name())
            .param("now", now())
            .update()
        == 1;
  }

  Optional<Job> find(UUID id) {
    return jdbc.sql("""
            select id, shop, state, phase, cursor, lease, attempts from shop_import where id = :id
            """).param("id", id).query((row, _) -> job(row)).optional();
  }

  /** The import of the shop that is not over. */
  Optional<UUID> open(String shop) {
    return jdbc.sql("""
            select id from shop_import
             where shop = :shop and state in ('READING', 'READY', 'APPLYING')
            """).param("shop", shop).query(UUID.class).optional();
  }

  /** Takes the import that has waited longest. */
  Optional<Job> claim() {
    return jdbc.sql("""
            with due as materialized (
              select id from shop_import
               where state in ('READING', 'APPLYING') and next_at <= :now
               order by next_at limit 1 for update skip locked)
            update shop_import i
               set next_at = :leaseEnd, lease = lease + 1
              from due where i.id = due.id
            returning i.id, shop, state, phase, cursor, lease, attempts
            """)
        .param("now", now())
        .param("leaseEnd", clock.instant().plus(LEASE).atOffset(UTC))
        .query((row, _) -> job(row))
        .optional();
  }

  /** Within the step's transaction, before anything else; false when it is not ours any more. */
  boolean stillOurs(Job job) {
    return jdbc.sql("""
            select 1 from shop_import
             where id = :id and lease = :lease and state = :state and phase = :phase for update
            """)
        .param("id", job.id())
        .param("lease", job.lease())
        .param("state", job.state().name())
        .param("phase", job.phase().name())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** The same phase goes on. */
  void goOn(Job job, @Nullable String cursor, long preparing, Duration pause, String note) {
    jdbc.sql("""
            update shop_import
               set cursor = :cursor, preparing = :preparing, note = :note, attempts = 0,
                   next_at = :next, changed_at = :now
             where id = :id and lease = :lease
            """)
        .param("cursor", cursor)
        .param("preparing", preparing)
        .param("note", note)
        .param("next", clock.instant().plus(pause).atOffset(UTC))
        .param("now", now())
        .param("id", job.id())
        .param("lease", job.lease())
        .update();
  }

  /** The next phase begins, now. */
  void enter(Job job, ImportState state, Phase phase) {
    jdbc.sql("""
            update shop_import
               set state = :state, phase = :phase, cursor = null, preparing = 0, note = '',
                   attempts = 0, next_at = :now, phase_since = :now, changed_at = :now,
                   ended_at = case when :over then cast(:now as timestamptz) end
             where id = :id and lease = :lease
            """)
        .param("state", state.name())
        .param("phase", phase.name())
        .param("now", now())
        .param("over", state == ImportState.DONE)
        .param("id", job.id())
        .param("lease", job.lease())
        .update();
  }

  /** It could not be done; again after a pause that grows. */
  void later(Job job, @Nullable Duration wait, String why) {
    var pause = Duration.ofSeconds(1L << Math.min(job.attempts(), 8));
    if (wait != null && wait.compareTo(pause) > 0) {
      pause = wait;
    }
    var most = wait != null && wait.compareTo(PAUSE_MOST) > 0 ? wait : PAUSE_MOST;
    jdbc.sql("""
            update shop_import
               set attempts = attempts + 1, note = :why, next_at = :next, changed_at = :now
             where id = :id and lease = :lease and state = :state
            """)
        .param("why", why)
        .param(
            "next",
            clock.instant().plus(pause.compareTo(most) > 0 ? most : pause).atOffset(UTC))
        .param("now", now())
        .param("id", job.id())
        .param("lease", job.lease())
        .param("state", job.state().name())
        .update();
  }

  /** It cannot be done. */
  void fail(Job job, String why) {
    jdbc.sql("""
            update shop_import
               set state = 'FAILED', note = :why, changed_at = :now, ended_at = :now
             where id = :id and lease = :lease and state = :state
            """)
        .param("why", why)
        .param("now", now())
        .param("id", job.id())
        .param("lease", job.lease())
        .param("state", job.state().name())
        .update();
  }

  /** A person agrees to the report; false when there is none to agree to. */
  boolean apply(UUID id) {
    return jdbc.sql("""
                update shop_import
                   set state = 'APPLYING', phase = :phase, cursor = null, note = '', attempts = 0,
                       next_at = :now, phase_since = :now, changed_at = :now
                 where id = :id and state = 'READY'
                """)
            .param("phase", Phase.ORDERS.name())
            .param("now", now())
            .param("id", id)
            .update()
        == 1;
  }

  /** A person gives it up; false when it is over. */
  boolean cancel(UUID id) {
    return jdbc.sql("""
                update shop_import
                   set state = 'CANCELLED', changed_at = :now, ended_at = :now, lease = lease + 1
                 where id = :id and state in ('READING', 'READY', 'APPLYING')
                """).param("now", now()).param("id", id).update() == 1;
  }

  /** Whoever waits for this shop to prepare something looks at once. */
  void wake(String shop) {
    jdbc.sql("""
            update shop_import set next_at = :now
             where shop = :shop and state in ('READING', 'APPLYING') and next_at > :now
               and note = :waits
            """).param("now", now()).param("shop", shop).param("waits", WAITS).update();
  }

  private java.time.OffsetDateTime now() {
    return clock.instant().atOffset(UTC);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  private static Job job(ResultSet row) throws SQLException {
    return new Job(
        row.getObject("id", UUID.class),
        row.getString("shop"),
        ImportState.valueOf(row.getString("state")),
        Phase.valueOf(row.getString("phase")),
        row.getString("cursor"),
        row.getLong("lease"),
        row.getInt("attempts"));
  }
}
