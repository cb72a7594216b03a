package dev.tillbridge.hub.books;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Closed periods. They only ever grow: nothing opens a day again. */
public final class Locks {

  /**
   * Days that were closed.
   *
   * @param through the last of them
   */
  public record Lock(UUID id, LocalDate through, String reason, String by, Instant at) {}

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;

  public Locks(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
  }

  /** All of them, the last one first. */
  public List<Lock> all() {
    return read(jdbc, "order by through desc", null);
  }

  /** The last day that is closed; null when none is. */
  public @Nullable LocalDate through() {
    return through(jdbc);
  }

  static @Nullable LocalDate through(JdbcClient jdbc) {
    return jdbc.sql("select max(through) from book_lock")
        .query(LocalDate.class)
        .optional()
        .orElse(null);
  }

  /**
   * Closes all days up to one, for ever. Waits for entries that are under way; what comes later counts
   * for open days.
   *
   * @param id the caller's; again, it is the same lock
   * @throws BadInput when it is closed already, or has not ended anywhere on earth
   * @throws IdReused when the id stands for another lock
   */
  public Lock close(UUID id, LocalDate through, String reason, String by) {
    return Objects.requireNonNull(
        tx.execute(_ -> close(jdbc, new Lock(id, through, reason, by, clock.instant()))));
  }

  /** The same in the caller's transaction. */
  static Lock close(JdbcClient jdbc, Lock wanted) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('books-lock', 0))")
        .query((_, _) -> 0)
        .list();
    var known = read(jdbc, "where ident = :id", wanted.id());
    if (!known.isEmpty()) {
      var was = known.getFirst();
      if (!was.through().equals(wanted.through()) || !was.reason().equals(wanted.reason())) {
        throw new IdReused("lock " + wanted.id());
      }
      return was;
    }
    if (!wanted.through().isBefore(wanted.at().atZone(UTC).toLocalDate())) {
      throw BadInput.of("through", "is not over yet");
    }
    var closed = through(jdbc);
    if (closed != null && !wanted.through().isAfter(closed)) {
      throw BadInput.of("through", "is closed already");
    }
    jdbc.sql("""
            insert into book_lock (ident, through, reason, locked_by, locked_at)
            values (:id, :through, :reason, :by, :now)
            """)
        .param("id", wanted.id())
        .param("through", wanted.through())
        .param("reason", wanted.reason())
        .param("by", wanted.by())
        .param("now", wanted.at().atOffset(UTC))
        .update();
    return wanted;
  }

  private static List<Lock> read(JdbcClient jdbc, String which, @Nullable UUID id) {
    return jdbc.sql("select ident, through, reason, locked_by, locked_at from book_lock " + which)
        .param("id", id)
        .query((row, _) -> new Lock(
            row.getObject("ident", UUID.class),
            row.getObject("through", LocalDate.class),
            row.getString("reason"),
            row.getString("locked_by"),
            row.getTimestamp("locked_at").toInstant()))
        .list();
  }
}
