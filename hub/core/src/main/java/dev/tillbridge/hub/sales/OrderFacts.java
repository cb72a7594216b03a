package dev.tillbridge.hub.sales;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The outside order that a sale was made of, as it is by its newest version.
 *
 * @param version how many versions we were told of until this one
 * @param updatedAt when the shop changed it last
 * @param total what it comes to now, before refunds
 * @param refunded what went back to the customer
 * @param presentment the total in the customer's own currency; null when it is the shop's
 * @param risk how likely the shop thinks it a fraud; null when it has not said
 */
public record OrderFacts(
    int version,
    Instant updatedAt,
    Money total,
    Money refunded,
    @Nullable Money presentment,
    ShopOrder.@Nullable Risk risk) {}
