package dev.tillbridge.hub.reports;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event from outside that needs a person. */
public record InboxRow(
    long id,
    String source,
    String eventId,
    String topic,
    Instant receivedAt,
    int attempts,
    @Nullable String note) {}
