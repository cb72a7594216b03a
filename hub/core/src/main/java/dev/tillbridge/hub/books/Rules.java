package dev.tillbridge.hub.books;

import dev.tillbridge.hub.books.Mapping.Rule;
import dev.tillbridge.model.books.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rules in force, read at most every two seconds: they change a few times a year. */
final class Rules {

  private static final Duration KEPT = Duration.ofSeconds(2);

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private volatile @Nullable Read read;

  private record Read(Instant at, List<Rule> rules) {}

  Rules(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  List<Rule> now() {
    var known = read;
    var now = clock.instant();
    if (known != null && !now.isAfter(known.at().plus(KEPT)) && !now.isBefore(known.at())) {
      return known.rules();
    }
    var rules = inForce(jdbc);
    read = new Read(now, rules);
    return rules;
  }

  /** As they are at this moment. */
  static List<Rule> inForce(JdbcClient jdbc) {
    return read(jdbc, "withdrawn_at is null", new long[0]);
  }

  /** Those of a condition, which may name {@code ids}. */
  static List<Rule> read(JdbcClient jdbc, String which, long[] ids) {
    return jdbc.sql("""
            select id, role, channel, location, source, category, key, account, valid_from
              from book_rule where
            """ + which)
        .param("ids", ids)
        .query((row, _) -> new Rule(
            row.getLong("id"),
            Role.valueOf(row.getString("role")),
            row.getString("channel"),
            row.getString("location"),
            row.getString("source"),
            row.getString("category"),
            row.getString("key"),
            row.getString("account"),
            row.getObject("valid_from", LocalDate.class)))
        .list();
  }
}
