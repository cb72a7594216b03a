package dev.tillbridge.hub.sales;

import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the hub has made of a shop's order.
 *
 * @param id the shop's
 * @param updatedAt of the newest version that was looked at
 * @param cancelled it was called off, or never counted
 * @param saleId null while it is not paid
 * @param total what was sold; null while it is not paid
 */
public record TakenOrder(
    String id,
    String name,
    Instant updatedAt,
    boolean cancelled,
    @Nullable UUID saleId,
    @Nullable Money total) {}
