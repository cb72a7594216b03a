package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;

/**
 * The merchant's policies as far as decisions need them. Every method joins the caller's
 * transaction, if there is one. An interface, so that the same decisions can be played against a
 * simulated database.
 */
interface PublishRules {

  /** What is said about a SKU at a location in a channel. */
  Rule of(String channel, LocationId location, Contents contents);

  /** Whether the channel shows the SKU with nothing carved out behind it. */
  boolean pools(String channel, Sku sku);
}
