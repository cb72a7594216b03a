package dev.tillbridge.hub.approvals;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of the log.
 *
 * @param subject id of the sale, return, shift or hold that it was for
 * @param allowed how much of what, as JSON
 * @param register the till, where it is known
 * @param expiresAt from then on it counts for nothing; null is without end
 * @param why it does not count; null when it stands
 */
public record Logged(
    long seq,
    UUID id,
    String kind,
    String subject,
    String allowed,
    @Nullable String register,
    String askedBy,
    String approvedBy,
    Instant approvedAt,
    @Nullable Instant expiresAt,
    String reason,
    How how,
    @Nullable String why,
    Instant recordedAt) {

  /** How it is known that it was him. */
  public enum How {
    /** The hub checked his PIN. */
    ONLINE,
    /** The till checked his PIN; his key at the till signed. */
    OFFLINE,
    /** He stood at the till himself, and may. */
    OWN
  }

  /** Whether it counts. */
  public boolean stands() {
    return why == null;
  }
}
