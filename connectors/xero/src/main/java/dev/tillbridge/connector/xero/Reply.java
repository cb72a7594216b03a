package dev.tillbridge.connector.xero;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How one request to Xero ended. */
sealed interface Reply {

  /** A good answer. */
  record Answered(JsonNode body) implements Reply {}

  /**
   * They said no.
   *
   * @param words what they found wrong
   */
  record Faulted(int status, String words) implements Reply {}

  /** It certainly did not happen. */
  record Unsent(Cause cause, String why, @Nullable Duration waitAtLeast) implements Reply {}

  /** Why nothing was sent, or nothing was done about it. */
  enum Cause {
    /** The limit of requests. */
    BUSY,
    /** They do not let us in; only a person can change that. */
    NO_ACCESS,
    /** No connection, or no token at the moment. */
    UNREACHABLE
  }

  /** It may have happened. */
  record Lost(String why) implements Reply {}
}
