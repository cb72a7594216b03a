package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.stock.StockMovement.Cause;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What moved tracked units, and on whose behalf.
 *
 * @param causeId as in the ledger of stock
 * @param origin the sale or transfer that takes units, or took those that come back; else null
 */
record Why(Cause cause, String causeId, @Nullable UUID origin, Instant at, String by) {}
