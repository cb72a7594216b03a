package dev.tillbridge.model.shop;

import dev.tillbridge.model.outcome.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A shop whose products can be taken over. Reads only; a shop channel may be one as well, and says
 * so by implementing it.
 */
public interface ShopCatalog {

  /**
   * Products, a page at a time, in an order that stays the same while they are read.
   *
   * @param cursor from the page before, or null for the first
   */
  Outcome<ProductPage> products(@Nullable String cursor);

  /**
   * One page of products and how to go on; the cursor is null on the last page.
   *
   * @param unreadable products that are not as documented: one of them must not hide the others
   */
  record ProductPage(
      List<ShopProduct> products,
      List<ShopChannel.Unreadable> unreadable,
      @Nullable String cursor) {
    public ProductPage {
      products = List.copyOf(products);
      unreadable = List.copyOf(unreadable);
    }
  }
}
