package dev.tillbridge.hub.desk;

import static java.time.ZoneOffset.UTC;

import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who did what. Joins the caller's transaction. */
final class Audit {

  private final JdbcClient jdbc;
  private final InstantSource clock;

  Audit(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void note(String actor, String action, String subject, String detail) {
    jdbc.sql("""
            insert into audit_log (at, actor, action, subject, detail)
            values (:now, :actor, :action, :subject, :detail)
            """)
        .param("now", clock.instant().atOffset(UTC))
        .param("actor", actor)
        .param("action", action)
        .param("subject", subject)
        .param("detail", detail)
        .update();
  }
}
