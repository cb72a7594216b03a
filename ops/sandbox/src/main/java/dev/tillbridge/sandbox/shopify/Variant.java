package dev.tillbridge.sandbox.shopify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A variant of a product, with the id of its inventory item.
 *
 * @param price in the smallest unit of the shop's currency
 * @param position among the product's variants, from 1
 */
record Variant(
    long id,
    long productId,
    long itemId,
    String sku,
    @Nullable String barcode,
    String title,
    long price,
    boolean taxable,
    int position,
    Instant createdAt) {}
