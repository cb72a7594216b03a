package dev.tillbridge.sandbox.woocommerce;

import org.jspecify.annotations.Nullable;

/**
 * A product, or a variation of one.
 *
 * @param parentId the variable product; 0 for a product
 * @param variable has variations and is not sold itself
 * @param title of a variation: what tells it from its siblings
 * @param price in the smallest unit of the shop's currency
 * @param stock null while the shop does not count it: then it sells without end
 */
record Item(
    long id,
    long parentId,
    boolean variable,
    String slug,
    String title,
    String sku,
    @Nullable String barcode,
    long price,
    boolean taxable,
    @Nullable Integer stock) {

  boolean sold() {
    return !variable;
  }

  Item with(int units) {
    return new Item(id, parentId, variable, slug, title, sku, barcode, price, taxable, units);
  }

  Item uncounted() {
    return new Item(id, parentId, variable, slug, title, sku, barcode, price, taxable, null);
  }
}
