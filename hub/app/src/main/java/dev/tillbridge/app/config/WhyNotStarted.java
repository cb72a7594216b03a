package dev.tillbridge.app.config;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Why the hub does not start, in words for who runs it. */
public final class WhyNotStarted implements FailureAnalyzer {

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
      // A broken connection hides inside; only what is Flyway's own word ends the search here.
      case FlywayException migration
      when migration.getCause() == null ->
        "the database cannot be migrated: " + firstLine(migration);
      default -> null;
    };
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).strip().lines().findFirst().orElse("");
  }
}
