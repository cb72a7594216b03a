package dev.tillbridge.hub.cases;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list of what needs a person. Opening twice is opening once. */
public final class Cases {

  private static final String SELECT = """
      select id, kind, subject, title, detail, opened_at, sleeps_until, waits_for, closed_at,
             closed_by
        from open_case
      """;

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public Cases(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Opens a case unless one of this kind is open on the subject; joins a running transaction. */
  public void open(String kind, String subject, String title, String detail) {
    jdbc.sql("""
            insert into open_case (id, kind, subject, title, detail, opened_at)
            values (:id, :kind, :subject, :title, :detail, :now)
            on conflict (kind, subject) where closed_at is null do nothing
            """)
        .param("id", UUID.randomUUID())
        .param("kind", kind)
        .param("subject", subject)
        .param("title", title)
        .param("detail", detail)
        .param("now", clock.instant().atOffset(UTC))
        .update();
  }

  /** As {@link #open}, but never again once somebody has closed such a case. */
  public void openOnce(String kind, String subject, String title, String detail) {
    boolean before = jdbc.sql("""
            select exists (select 1 from open_case where kind = :kind and subject = :subject)
            """)
        .param("kind", kind)
        .param("subject", subject)
        .query(Boolean.class)
        .single();
    if (!before) {
      open(kind, subject, title, detail);
    }
  }

  /** Closes the case that is open on the subject, if any. */
  public void close(String kind, String subject, String by) {
    jdbc.sql("""
            update open_case set closed_at = :now, closed_by = :by
             where kind = :kind and subject = :subject and closed_at is null
            """)
        .param("now", clock.instant().atOffset(UTC))
        .param("by", by)
        .param("kind", kind)
        .param("subject", subject)
        .update();
  }

  /** A person has dealt with it. Returns false when it was closed before. */
  public boolean resolve(UUID id, String by) {
    return jdbc.sql(
                "update open_case set closed_at = :now, closed_by = :by where id = :id and closed_at"
                    + " is null")
            .param("now", clock.instant().atOffset(UTC))
            .param("by", by)
            .param("id", id)
            .update()
        == 1;
  }

  /** What is open and awake, newest first; at most 200. */
  public List<OpenCase> open() {
    return jdbc.sql(SELECT + """
             where closed_at is null and (sleeps_until is null or sleeps_until <= :now)
             order by opened_at desc limit 200
            """)
        .param("now", clock.instant().atOffset(UTC))
        .query((row, _) -> read(row))
        .list();
  }

  /** What is open and waits for something that is expected, the next first; at most 200. */
  public List<OpenCase> asleep() {
    return jdbc.sql(SELECT + """
             where closed_at is null and sleeps_until > :now order by sleeps_until limit 200
            """)
        .param("now", clock.instant().atOffset(UTC))
        .query((row, _) -> read(row))
        .list();
  }

  /** The case, open or not. */
  public Optional<OpenCase> find(UUID id) {
    return jdbc.sql(SELECT + " where id = :id")
        .param("id", id)
        .query((row, _) -> read(row))
        .optional();
  }

  /** The case of this kind that is open on the subject. */
  public Optional<OpenCase> find(String kind, String subject) {
    return jdbc.sql(SELECT + " where kind = :kind and subject = :subject and closed_at is null")
        .param("kind", kind)
        .param("subject", subject)
        .query((row, _) -> read(row))
        .optional();
  }

  /** Every case about the subject, open ones first, then the newest. */
  public List<OpenCase> about(String subject) {
    return jdbc.sql(SELECT + """
             where subject = :subject order by closed_at is not null, opened_at desc limit 20
            """)
        .param("subject", subject)
        .query((row, _) -> read(row))
        .list();
  }

  /** Says anew what an open case is about, because that has changed. */
  public void describe(UUID id, String title, String detail) {
    jdbc.sql("""
            update open_case set title = :title, detail = :detail
             where id = :id and closed_at is null and (title, detail) <> (:title, :detail)
            """).param("title", title).param("detail", detail).param("id", id).update();
  }

  /**
   * Lets an open case sleep until something is expected to have come.
   *
   * @param waitsFor what, for people
   */
  public void sleep(UUID id, Instant until, String waitsFor) {
    jdbc.sql("""
            update open_case set sleeps_until = :until, waits_for = :what
             where id = :id and closed_at is null
            """)
        .param("until", until.atOffset(UTC))
        .param("what", waitsFor)
        .param("id", id)
        .update();
  }

  /** Something has happened that cannot wait. */
  public void wake(UUID id) {
    jdbc.sql("update open_case set sleeps_until = null where id = :id")
        .param("id", id)
        .update();
  }

  private static OpenCase read(ResultSet row) throws SQLException {
    return new OpenCase(
        row.getObject("id", UUID.class),
        row.getString("kind"),
        row.getString("subject"),
        row.getString("title"),
        row.getString("detail"),
        row.getTimestamp("opened_at").toInstant(),
        instant(row, "sleeps_until"),
        row.getString("waits_for"),
        instant(row, "closed_at"),
        row.getString("closed_by"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
