package dev.tillbridge.sandbox.shopify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A query that the shop runs in the background.
 *
 * @param status as in the API: CREATED, RUNNING, COMPLETED, FAILED, CANCELED, EXPIRED
 */
record BulkOperation(
    long id,
    String query,
    String status,
    @Nullable String errorCode,
    long objects,
    long roots,
    long bytes,
    boolean partial,
    Instant createdAt,
    @Nullable Instant completedAt) {

  boolean running() {
    return status.equals("CREATED") || status.equals("RUNNING");
  }

  BulkOperation as(String newStatus) {
    return new BulkOperation(
        id, query, newStatus, errorCode, objects, roots, bytes, partial, createdAt, completedAt);
  }
}
