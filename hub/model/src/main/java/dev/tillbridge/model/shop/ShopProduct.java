package dev.tillbridge.model.shop;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.Variant.Option;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product as the shop tells it; the hub judges it when it takes it over.
 *
 * @param id the shop's id
 * @param handle the shop's short name of it, unique within the shop
 * @param vendor may be empty
 * @param type the shop's grouping, may be empty
 * @param image address of the product's picture, or null
 * @param updatedAt when it was last changed, by the shop's clock; null where the shop does not tell
 * @param items those that were told with it; the others come as strays
 */
public record ShopProduct(
    String id,
    String handle,
    String title,
    String vendor,
    String type,
    @Nullable String image,
    @Nullable Instant updatedAt,
    List<Item> items) {

  /**
   * What is sold of it.
   *
   * @param itemId as in {@link Listing}
   * @param variantId as in {@link Listing}
   * @param sku null when the shop has none
   * @param barcode null when the shop has none
   * @param options what tells it from its siblings
   * @param price the regular one, as the shop shows it; null when it has none
   * @param image address of a picture, or null
   */
  public record Item(
      String itemId,
      String variantId,
      @Nullable Sku sku,
      @Nullable String barcode,
      List<Option> options,
      @Nullable Money price,
      boolean taxable,
      @Nullable String image) {
    public Item {
      options = List.copyOf(options);
    }

    /** Of a shop in which what is stocked and what is sold have one id. */
    public Item(
        String itemId,
        @Nullable Sku sku,
        @Nullable String barcode,
        List<Option> options,
        @Nullable Money price,
        boolean taxable,
        @Nullable String image) {
      this(itemId, itemId, sku, barcode, options, price, taxable, image);
    }
  }

  public ShopProduct {
    items = List.copyOf(items);
  }

  /** Of a shop that tells pictures with the items, and no times. */
  public ShopProduct(
      String id, String handle, String title, String vendor, String type, List<Item> items) {
    this(id, handle, title, vendor, type, null, null, items);
  }
}
