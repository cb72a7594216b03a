package dev.tillbridge.hub.shopcatalog;

import dev.tillbridge.model.catalog.Sku;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product of a shop as the hub has it and as the shop is known to show it.
 *
 * @param updatedAt the shop's time of what was looked at last
 */
record Shared(
    String shop,
    String productId,
    @Nullable Instant updatedAt,
    Text title,
    Text vendor,
    Text type,
    List<Item> items) {

  Shared {
    items = List.copyOf(items);
  }

  /**
   * Something that both sides say, and when each last changed it; null: before anybody noted it.
   *
   * @param ours as the hub has it
   * @param theirs as the shop is known to show it
   */
  record Text(
      String ours,
      String theirs,
      @Nullable Instant oursAt,
      @Nullable Instant theirsAt) {

    /** Whether the hub's word counts. */
    boolean isOurs(Owner owner) {
      return switch (owner) {
        case HUB -> true;
        case SHOP -> false;
        case LATEST -> oursAt != null && (theirsAt == null || oursAt.isAfter(theirsAt));
      };
    }

    /** What the shop is to be told; null for nothing. */
    @Nullable
    String toTell(Owner owner) {
      return !ours.equals(theirs) && isOurs(owner) ? ours : null;
    }
  }

  /**
   * A variant of it.
   *
   * @param skuThere the SKU that the shop writes, as of its import; empty for none
   * @param price in the currency's smallest unit, as text
   * @param listed whether the shop has a price of its own for it
   * @param barcode empty for none
   * @param tax {@code true} when it is taxed
   */
  record Item(
      String itemId,
      String variantId,
      Sku sku,
      String skuThere,
      String currency,
      boolean listed,
      Text price,
      Text barcode,
      Text tax) {}
}
