package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.HoldState;
import java.time.Instant;
import java.util.UUID;

/**
 * Units of one SKU at one location that somebody counts on.
 *
 * @param holdId the hold, or the part of one, that has them
 * @param whole the hold that the part belongs to; the hold itself if it is none. Of a web order it
 *     is the sale's id
 * @param state HELD, PAYING or COMMITTED
 * @param since when the promise was made
 */
public record Promise(
    UUID holdId,
    UUID whole,
    HoldState state,
    LocationId location,
    Channel channel,
    Sku sku,
    int units,
    Instant since) {

  /** True when the customer has bought them. */
  public boolean isCommitted() {
    return state == HoldState.COMMITTED;
  }
}
