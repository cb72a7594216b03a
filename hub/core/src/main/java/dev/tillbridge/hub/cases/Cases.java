package dev.tillbridge.hub.cases;

import static java.time.ZoneOffset.UTC;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list of what needs a person. Opening twice is opening once. */
public final class Cases {

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

  /** What is open, newest first; at most 200. */
  public List<OpenCase> open() {
    return jdbc.sql("""
            select id, kind, subject, title, detail, opened_at from open_case
             where closed_at is null order by opened_at desc limit 200
            """)
        .query((row, _) -> new OpenCase(
            row.getObject("id", UUID.class),
            row.getString("kind"),
            row.getString("subject"),
            row.getString("title"),
            row.getString("detail"),
            row.getTimestamp("opened_at").toInstant()))
        .list();
  }
}
