package dev.tillbridge.hub.payments;

import dev.tillbridge.model.money.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment that somebody wants to be made.
 *
 * @param id made by the caller
 * @param holdId what is being paid for, or null
 * @param gateway by its kind, for example {@code PAYPAL}
 * @param due what the whole sale comes to, so that it can be paid in parts and never more than once; null
 *     when this payment pays for all of it
 * @param register the till at which the customer stands, or null
 */
public record Wanted(
    UUID id,
    UUID saleId,
    @Nullable UUID holdId,
    String gateway,
    Money amount,
    @Nullable Money due,
    @Nullable String register) {}
