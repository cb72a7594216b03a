package dev.tillbridge.hub.reports;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * News for another system.
 *
 * @param state DUE, DONE or PARKED
 * @param attempts so far
 * @param nextAt when it is tried next, or its lease ends; of no meaning once settled
 * @param remoteId what the other system calls it, or null
 * @param note why it is not done, or null
 * @param settledAt null while it is due
 */
public record DeliveryRow(
    UUID id,
    String destination,
    String subject,
    String state,
    int attempts,
    Instant nextAt,
    @Nullable String remoteId,
    @Nullable String note,
    Instant createdAt,
    @Nullable Instant settledAt) {}
