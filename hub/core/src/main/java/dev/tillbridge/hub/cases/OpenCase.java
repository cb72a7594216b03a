package dev.tillbridge.hub.cases;

import java.time.Instant;
import java.util.UUID;

/**
 * Something a person must decide.
 *
 * @param kind what sort of trouble, for example {@code oversold}
 * @param subject what it is about; one kind is open once per subject
 */
public record OpenCase(
    UUID id, String kind, String subject, String title, String detail, Instant openedAt) {}
