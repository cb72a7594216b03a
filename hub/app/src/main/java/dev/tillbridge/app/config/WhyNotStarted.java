package dev.tillbridge.app.config;

import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Why the hub does not start, in words for who runs it. */
public final class WhyNotStarted implements FailureAnalyzer {

  /** Classes of SQLSTATE: no connection, not let in, no such database. */
  private static final List<String> NOT_REACHED = List.of("08", "28", "3D");

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      var words = words(cause);
      if (words != null) {
        return new FailureAnalysis(words, null, failure);
      }
    }
    return null;
  }

  private static @Nullable String words(Throwable cause) {
    return switch (cause) {
      case BadSettings bad -> bad.getMessage();
      case SQLException sql -> "PostgreSQL: " + firstLine(sql);
      case FlywayException migration -> migration(migration);
      default -> null;
    };
  }

  /** A database that cannot be reached is one thing, one that cannot be brought up to date another. */
  private static String migration(FlywayException failure) {
    for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        var state = String.valueOf(sql.getSQLState());
        return NOT_REACHED.stream().anyMatch(state::startsWith)
            ? "PostgreSQL: " + firstLine(sql)
            : "the database cannot be migrated: " + firstLine(sql);
      }
    }
    return "the database cannot be migrated: " + firstLine(failure);
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).strip().lines().findFirst().orElse("");
  }
}
