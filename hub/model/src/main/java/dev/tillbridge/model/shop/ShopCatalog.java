package dev.tillbridge.model.shop;

import dev.tillbridge.model.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A shop whose products can be taken over; a shop channel may be one as well, and says so by
 * implementing it.
 *
 * <p>Everything is read part by part: each answer brings a cursor that asks for what follows, and
 * whoever stops in the middle goes on with the last cursor he kept. A shop that pages (WooCommerce)
 * answers at once; one that first prepares a file (Shopify's bulk operations) answers parts with
 * nothing in them until the file is there, and then the file piece by piece. A part may be told
 * twice, and what belongs to a product may come parts later than the product.
 */
public interface ShopCatalog {

  /**
   * Products, in an order that stays the same while they are read.
   *
   * @param cursor from the part before, or null for the first
   */
  Outcome<ProductPage> products(@Nullable String cursor);

  /**
   * What the shop counts of its items, by location. Nothing where a shop's numbers are no counts.
   *
   * @param cursor from the part before, or null for the first
   */
  default Outcome<LevelPage> levels(@Nullable String cursor) {
    return new Outcome.Delivered<>(new LevelPage(List.of(), List.of(), null, null));
  }

  /**
   * The ids of the orders that the shop has not finished with.
   *
   * @param cursor from the part before, or null for the first
   */
  default Outcome<OrderIdPage> openOrders(@Nullable String cursor) {
    return new Outcome.Delivered<>(new OrderIdPage(List.of(), List.of(), null, null));
  }

  /**
   * These orders as they are now; one that is gone is missing in the answer.
   *
   * @param ids at most 5
   */
  default Outcome<ShopChannel.OrderPage> orders(List<String> ids) {
    return new Outcome.Delivered<>(new ShopChannel.OrderPage(List.of(), null));
  }

  /** The locations that the shop knows; none where it knows no locations. */
  default Outcome<List<Site>> sites() {
    return new Outcome.Delivered<>(List.of());
  }

  /**
   * One product as it is now, with all its items.
   *
   * @return refused with NOT_FOUND when the shop has it no more, or does not tell single products
   */
  default Outcome<ShopProduct> product(String productId) {
    return new Outcome.Refused<>(
        Outcome.Reason.NOT_FOUND, "this shop does not tell single products");
  }

  /**
   * Changes what the shop says of one product. Only what is named is changed: nothing is removed
   * because it is not mentioned.
   *
   * @return delivered once it stands
   */
  default Outcome<String> change(ProductChange change) {
    return new Outcome.Refused<>("products of this shop are not changed from here");
  }

  /** What a genuine event says of a product; null when it is about something else. */
  default @Nullable ProductNews productNews(ShopEvent event) {
    return null;
  }

  /**
   * That something has happened to a product. A hint only: it may be late, doubled, or our own echo.
   *
   * @param updatedAt the shop's time of the version that it tells of, or null
   * @param gone the shop has it no more
   */
  record ProductNews(String productId, @Nullable Instant updatedAt, boolean gone) {}

  /**
   * How far a shop is with a file that it prepares.
   *
   * @param soFar how many records it has gone through
   * @param askAgainAfter when it is worth asking again
   */
  record Preparing(long soFar, Duration askAgainAfter) {}

  /**
   * A part of the products and how to go on; the cursor is null on the last one.
   *
   * @param strays items whose product stands in another part
   * @param pictures of products or items, where they are not told with them
   * @param unreadable products that are not as documented: one of them must not hide the others
   * @param preparing while there is nothing to read yet, otherwise null
   */
  record ProductPage(
      List<ShopProduct> products,
      List<Stray> strays,
      List<Picture> pictures,
      List<ShopChannel.Unreadable> unreadable,
      @Nullable String cursor,
      @Nullable Preparing preparing) {
    public ProductPage {
      products = List.copyOf(products);
      strays = List.copyOf(strays);
      pictures = List.copyOf(pictures);
      unreadable = List.copyOf(unreadable);
    }

    /** A page of whole products. */
    public ProductPage(
        List<ShopProduct> products,
        List<ShopChannel.Unreadable> unreadable,
        @Nullable String cursor) {
      this(products, List.of(), List.of(), unreadable, cursor, null);
    }
  }

  /** An item, and the shop's id of the product that it belongs to. */
  record Stray(String productId, ShopProduct.Item item) {}

  /** The address of a picture, and the shop's id of the variant that it shows. */
  record Picture(String variantId, String address) {}

  /**
   * A part of the counts; the cursor is null on the last one.
   *
   * @param unreadable counts that are not as documented: one of them must not hide the others
   */
  record LevelPage(
      List<Level> levels,
      List<ShopChannel.Unreadable> unreadable,
      @Nullable String cursor,
      @Nullable Preparing preparing) {
    public LevelPage {
      levels = List.copyOf(levels);
      unreadable = List.copyOf(unreadable);
    }
  }

  /**
   * What the shop counts of an item at a location.
   *
   * @param available what it offers; may be below zero
   * @param onHand what lies there, units of open orders among it
   */
  record Level(String itemId, String locationId, int available, int onHand) {}

  /**
   * A part of the ids; the cursor is null on the last one.
   *
   * @param unreadable records without an id as documented: one of them must not hide the others
   */
  record OrderIdPage(
      List<String> ids,
      List<ShopChannel.Unreadable> unreadable,
      @Nullable String cursor,
      @Nullable Preparing preparing) {
    public OrderIdPage {
      ids = List.copyOf(ids);
      unreadable = List.copyOf(unreadable);
    }
  }

  /**
   * A location as the shop knows it.
   *
   * @param active where it sells from
   */
  record Site(String id, String name, boolean active) {}

  /**
   * What the shop shall say of a product; null leaves as it is.
   *
   * @param key made before the first attempt; the same change always travels under the same key
   */
  record ProductChange(
      UUID key,
      String productId,
      @Nullable String title,
      @Nullable String vendor,
      @Nullable String type,
      List<ItemChange> items) {
    public ProductChange {
      items = List.copyOf(items);
    }
  }

  /**
   * What the shop shall say of a variant; null leaves as it is.
   *
   * @param price a decimal in the shop's currency, such as 12.50
   * @param barcode empty for none
   */
  record ItemChange(
      String variantId,
      @Nullable String sku,
      @Nullable String price,
      @Nullable String barcode,
      @Nullable Boolean taxable) {}
}
