package dev.tillbridge.model.catalog;

import java.util.List;
import java.util.UUID;

/**
 * What a shopper would call one article; its variants are what is sold.
 *
 * @param handle the merchant's unique short name, as in Shopify
 * @param vendor may be empty
 * @param type the merchant's own grouping, may be empty
 * @param variants at least one
 */
public record Product(
    UUID id, String handle, String title, String vendor, String type, List<Variant> variants) {

  public Product {
    variants = List.copyOf(variants);
    if (variants.isEmpty()) {
      throw new IllegalArgumentException("product " + handle + " has no variant");
    }
  }
}
