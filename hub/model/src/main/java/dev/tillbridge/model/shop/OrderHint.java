package dev.tillbridge.model.shop;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an event says of an order that it does not tell whole: the shop must be asked, unless we know
 * as much already.
 *
 * @param orderId the shop's id, in its global form
 * @param refundId the refund that the event is about, or null
 * @param changedAt which version of the order the event is about, or null when it does not say so
 */
public record OrderHint(
    String orderId, @Nullable String refundId, @Nullable Instant changedAt) {}
