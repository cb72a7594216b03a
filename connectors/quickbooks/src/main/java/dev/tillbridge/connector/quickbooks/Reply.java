package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.IntuitResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one request to QuickBooks ended. */
sealed interface Reply {

  /** A good answer, as the SDK reads it. */
  record Answered(IntuitResponse response) implements Reply {}

  /**
   * They said no.
   *
   * @param code QuickBooks' number of the fault, without leading zeros
   * @param words their message and detail
   */
  record Faulted(String code, String words) implements Reply {}

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
