package dev.tillbridge.model.stock;

import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Units promised to a cart, order, pick-up or parked sale.
 *
 * @param id made by the caller (UUIDv7); the idempotency key
 * @param location null in a tombstone (VOID) only, as is the channel
 * @param lines one per SKU; empty in a tombstone, and when all units were promised elsewhere since
 * @param expiresAt when the sweeper may give the units back
 * @param parts what a hold over several locations has set aside elsewhere; its own lines are those
 *     at its location. They begin and end together
 */
public record Hold(
    UUID id,
    @Nullable LocationId location,
    @Nullable Channel channel,
    HoldState state,
    List<StockLine> lines,
    Instant createdAt,
    Instant expiresAt,
    List<Part> parts) {

  /** Units of a hold at another location than its own; the id is made from the hold's. */
  public record Part(UUID id, LocationId location, List<StockLine> lines) {
    public Part {
      lines = List.copyOf(lines);
    }
  }

  public Hold {
    lines = List.copyOf(lines);
    parts = List.copyOf(parts);
  }
}
