package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.ShopChannel;

/** One SKU of one location in one shop, with the shop's names for them. */
record Showcase(
    ShopChannel channel, LocationId location, Sku sku, String itemId, String remoteLocation) {

  String shop() {
    return channel.shop();
  }
}
