package dev.tillbridge.hub.device;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One till.
 *
 * @param id made by the device when it was let in
 * @param register it works as
 * @param name that a manager knows it by
 * @param seenAt when it was last heard, by our clock
 * @param skewSeconds how far its clock was ahead of ours then, below zero behind
 * @param head number of the newest entry of its journal that is here, 0 before the first
 * @param headHash that entry's hash in hexadecimal digits
 * @param revokedBy null while it may be used
 */
public record Device(
    UUID id,
    String register,
    String name,
    String enrolledBy,
    Instant enrolledAt,
    Instant seenAt,
    int skewSeconds,
    long head,
    String headHash,
    @Nullable String revokedBy,
    @Nullable Instant revokedAt,
    @Nullable String revokedWhy) {

  /** Whether it was shut out. */
  public boolean isRevoked() {
    return revokedAt != null;
  }
}
