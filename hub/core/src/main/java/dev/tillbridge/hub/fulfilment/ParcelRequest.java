package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.ShopFulfilment.Tracking;
import java.util.List;
import java.util.UUID;

/**
 * Goods of an order that leave together.
 *
 * @param id made by the caller
 * @param orderId of the order's sale
 * @param location whose shelf they leave
 * @param lines what leaves; empty for all that is there of the order
 * @param notifyCustomer whether the shop writes to the customer
 */
public record ParcelRequest(
    UUID id,
    UUID orderId,
    LocationId location,
    List<Line> lines,
    Tracking tracking,
    boolean notifyCustomer) {

  /** Units of one of the order's lines, by the shop's id of it. */
  public record Line(String lineId, int units) {}

  public ParcelRequest {
    lines = List.copyOf(lines);
  }
}
