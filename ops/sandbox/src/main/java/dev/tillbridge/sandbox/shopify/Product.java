package dev.tillbridge.sandbox.shopify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A product as the shop lists it.
 *
 * @param type may be null in what an older sandbox has written
 * @param image address of its picture, or null
 * @param updatedAt null when it never was
 */
record Product(
    long id,
    String handle,
    String title,
    String vendor,
    Instant createdAt,
    @Nullable String type,
    @Nullable String image,
    @Nullable Instant updatedAt) {

  Instant changedAt() {
    return updatedAt == null ? createdAt : updatedAt;
  }
}
