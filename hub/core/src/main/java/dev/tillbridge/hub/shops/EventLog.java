package dev.tillbridge.hub.shops;

import static java.time.ZoneOffset.UTC;

import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lines about connections in the log that nobody can change. */
final class EventLog {

  private final JdbcClient jdbc;
  private final InstantSource clock;

  EventLog(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void line(String actor, String action, String shop, String detail) {
    jdbc.sql("""
            insert into audit_log (at, actor, action, subject, detail)
            values (:now, :actor, :action, :shop, :detail)
            """)
        .param("now", clock.instant().atOffset(UTC))
        .param("actor", actor)
        .param("action", action)
        .param("shop", shop)
        .param("detail", detail)
        .update();
  }
}
