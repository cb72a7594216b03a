package dev.tillbridge.hub.sales;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far the news of a sale has come.
 *
 * @param destination for example {@code BOOKS}
 * @param state {@code DUE}, {@code DONE} or {@code PARKED} (waits for a person)
 * @param remoteId the document's id over there, or null before
 * @param note why it waits, or null
 */
public record DeliveryState(
    UUID id,
    String destination,
    String state,
    @Nullable String remoteId,
    @Nullable String note) {}
