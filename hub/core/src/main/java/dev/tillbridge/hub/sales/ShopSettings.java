package dev.tillbridge.hub.sales;

import dev.tillbridge.model.place.LocationId;
import java.util.Map;

/**
 * How the hub serves the orders of one shop.
 *
 * @param defaultLocation whose shelf serves an order that names no location, or none of ours
 * @param placesByRemoteId our locations by the shop's ids of them
 */
public record ShopSettings(LocationId defaultLocation, Map<String, LocationId> placesByRemoteId) {

  public ShopSettings {
    placesByRemoteId = Map.copyOf(placesByRemoteId);
  }
}
