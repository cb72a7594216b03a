package dev.tillbridge.hub.books;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far what was recorded elsewhere has been compared with the ledger. */
public final class Watermarks {

  private final JdbcClient jdbc;

  public Watermarks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Up to when it has been compared; the beginning of time when it never was. */
  public Instant through(String what) {
    return jdbc.sql("select through from book_watch where what = :what")
        .param("what", what)
        .query((row, _) -> row.getTimestamp("through").toInstant())
        .optional()
        .orElse(Instant.EPOCH);
  }

  /** It has been compared up to here; never goes back. */
  public void move(String what, Instant through) {
    jdbc.sql("""
            insert into book_watch (what, through) values (:what, :through)
            on conflict (what) do update
               set through = greatest(book_watch.through, excluded.through)
            """).param("what", what).param("through", through.atOffset(UTC)).update();
  }
}
