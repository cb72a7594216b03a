package dev.tillbridge.model.shop;

import dev.tillbridge.model.catalog.Sku;

/**
 * A variant as the shop knows it.
 *
 * @param itemId the shop's id of what is stocked (Shopify: inventory item)
 * @param variantId the shop's id of what is sold
 */
public record Listing(Sku sku, String itemId, String variantId) {}
