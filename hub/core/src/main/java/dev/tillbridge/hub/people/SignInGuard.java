package dev.tillbridge.hub.people;

import static java.time.ZoneOffset.UTC;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts failed sign-ins in PostgreSQL, so that no restart and no loss of Redis forgives them. An
 * attempt is counted before the secret is looked at: a thousand at once are no more than one after
 * the other.
 */
final class SignInGuard {

  /** Up to here nobody waits. */
  static final int FREE_FAILURES = 5;

  static final Duration FIRST_WAIT = Duration.ofSeconds(5);

  /** Long enough to make a million PINs take years, short enough that it locks nobody's shop. */
  static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  /** So long after the last failure, they are forgotten. */
  static final Duration FORGET = Duration.ofHours(1);

  private static final int DOUBLINGS_MAX = 20;

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;

  SignInGuard(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
  }

  private record Row(String subject, int failures, Instant until) {}

  /** Counts an attempt against each subject; empty when it may go on, else how long to wait. */
  Optional<Duration> attempt(Collection<String> subjects) {
    return java.util.Objects.requireNonNull(tx.execute(_ -> {
      var now = now();
      var sorted = subjects.stream().sorted().toList();
      forgetOld(now);
      var rows = sorted.stream().map(subject -> locked(subject, now)).toList();
      var wait = longestWait(rows, now);
      if (wait.isEmpty()) {
        rows.forEach(row -> count(row, now));
      }
      return wait;
    }));
  }

  /** The secret was right: what was counted against this subject was an honest slip. */
  void forgive(String subject) {
    jdbc.sql("delete from sign_in_guard where subject = :subject")
        .param("subject", subject)
        .update();
  }

  /** The attempt just counted was none, but the failures before it stay. */
  void uncount(String subject) {
    tx.executeWithoutResult(_ -> {
      var now = now();
      var row = locked(subject, now);
      int failures = Math.max(0, row.failures() - 1);
      var until = now.plus(pause(failures));
      write(subject, failures, until.isBefore(row.until()) ? until : row.until());
    });
  }

  int failures(String subject) {
    return jdbc.sql("select failures from sign_in_guard where subject = :subject")
        .param("subject", subject)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  /** How long the next attempt must wait after so many failures. */
  static Duration pause(int failures) {
    if (failures < FREE_FAILURES) {
      return Duration.ZERO;
    }
    var pause = FIRST_WAIT.multipliedBy(1L << Math.min(failures - FREE_FAILURES, DOUBLINGS_MAX));
    return pause.compareTo(LONGEST_WAIT) < 0 ? pause : LONGEST_WAIT;
  }

  /** As precise as the database keeps it: it would round up what we then read as yet to come. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private void forgetOld(Instant now) {
    // Skips what somebody holds, so that tidying up never waits and never deadlocks.
    jdbc.sql("""
            delete from sign_in_guard where subject in (
              select subject from sign_in_guard where blocked_until < :before
                for update skip locked)
            """).param("before", now.minus(FORGET).atOffset(UTC)).update();
  }

  /** The subject's row, made if there is none, and ours until the transaction ends. */
  private Row locked(String subject, Instant now) {
    // The update changes nothing; it locks, also when somebody deletes the row meanwhile.
    return jdbc.sql("""
            insert into sign_in_guard (subject, failures, blocked_until) values (:subject, 0, :now)
            on conflict (subject) do update set failures = sign_in_guard.failures
            returning failures, coalesce(blocked_until, 'epoch') as until
            """)
        .param("subject", subject)
        .param("now", now.atOffset(UTC))
        .query((row, _) ->
            new Row(subject, row.getInt("failures"), row.getTimestamp("until").toInstant()))
        .single();
  }

  private static Optional<Duration> longestWait(List<Row> rows, Instant now) {
    return rows.stream()
        .map(row -> Duration.between(now, row.until()))
        .filter(Duration::isPositive)
        .max(Duration::compareTo);
  }

  private void count(Row row, Instant now) {
    int failures = row.failures() + 1;
    write(row.subject(), failures, now.plus(pause(failures)));
  }

  private void write(String subject, int failures, Instant until) {
    jdbc.sql("""
            update sign_in_guard set failures = :failures, blocked_until = :until
             where subject = :subject
            """)
        .param("failures", failures)
        .param("until", until.atOffset(UTC))
        .param("subject", subject)
        .update();
  }
}
