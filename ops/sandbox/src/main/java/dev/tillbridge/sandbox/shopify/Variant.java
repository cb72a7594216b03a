package dev.tillbridge.sandbox.shopify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A variant of a product, with the id of its inventory item.
 *
 * @param sku empty when it has none; two variants may have the same
 * @param price in the smallest unit of the shop's currency
 * @param position among the product's variants, from 1
 * @param image address of its own picture, or null
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
    Instant createdAt,
    @Nullable String image) {

  /** What Shopify calls the only variant of a product that has no options. */
  static final String NO_CHOICE = "Default Title";
}
