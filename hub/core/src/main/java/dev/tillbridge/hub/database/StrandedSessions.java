package dev.tillbridge.hub.database;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ends sessions of hubs that were stopped, or cut off, while they were sending rows. PostgreSQL's own
 * time-outs do not look at a session that waits for the rest of a COPY, and its locks would stop
 * everybody else for as long as the line looks open: for hours.
 */
public final class StrandedSessions {

  /** As long as PostgreSQL itself bears with a transaction in which nothing happens. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(StrandedSessions.class);

  private final JdbcClient jdbc;

  public StrandedSessions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Ends those of our own user in this database; what they had begun is rolled back.
   *
   * @return how many
   */
  public int end() {
    int ended = jdbc.sql("""
            select count(*) filter (where pg_terminate_backend(pid))::int from pg_stat_activity
             where datname = current_database() and usename = current_user
               and state = 'active' and wait_event_type = 'Client' and wait_event = 'ClientRead'
               and query_start < clock_timestamp() - :patience * interval '1 second'
            """)
        .param("patience", PATIENCE.toSeconds())
        .query(Integer.class)
        .single();
    if (ended > 0) {
      LOG.warn("ended {} sessions whose hub had stopped in the midst of sending rows", ended);
    }
    return ended;
  }
}
