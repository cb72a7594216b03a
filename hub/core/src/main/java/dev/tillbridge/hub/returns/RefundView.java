package dev.tillbridge.hub.returns;

import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money that went back at the counter: all that the books need to know of it.
 *
 * @param saleId null without a receipt
 * @param saleDay the business day of that sale; null without a receipt
 * @param exchangeSale what the customer took instead, or null
 * @param at when the customer got it, by the till's clock
 * @param businessDay by the time zone of the location that gave it
 * @param approvedBy who may give money back and said so; the same as {@code by} when he did it
 */
public record RefundView(
    UUID id,
    @Nullable UUID saleId,
    @Nullable LocalDate saleDay,
    @Nullable UUID exchangeSale,
    LocationId location,
    @Nullable String register,
    String receiptNumber,
    Instant at,
    Instant recordedAt,
    LocalDate businessDay,
    RefundFigures figures,
    String reason,
    String by,
    String approvedBy) {}
