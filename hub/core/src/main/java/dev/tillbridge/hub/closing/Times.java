package dev.tillbridge.hub.closing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads times that may be missing, and tells whose days count where no place says so. */
final class Times {

  private Times() {}

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  /** The clock of the first location. */
  static ZoneId zone(JdbcClient jdbc) {
    return ZoneId.of(
        jdbc.sql("select coalesce((select time_zone from location order by id limit 1), 'UTC')")
            .query(String.class)
            .single());
  }
}
