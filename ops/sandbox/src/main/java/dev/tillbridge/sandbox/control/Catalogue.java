package dev.tillbridge.sandbox.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The goods every simulated system starts with, as {@code POST /sandbox/catalog} carries them.
 *
 * @param currency ISO 4217
 * @param taxRatePpm tax on taxable goods in millionths, added to the price
 */
public record Catalogue(String currency, int taxRatePpm, List<Product> products) {

  /** Lists are copied; a currency must be one that exists. */
  public Catalogue {
    java.util.Currency.getInstance(currency);
    if (taxRatePpm < 0 || taxRatePpm > 1_000_000) {
      throw new IllegalArgumentException("taxRatePpm must be between 0 and 1000000");
    }
    products = List.copyOf(products);
  }

  /** One product with at least one variant. */
  public record Product(
      String title, String handle, @Nullable String vendor, List<Variant> variants) {
    public Product {
      if (title.isBlank() || handle.isBlank() || variants.isEmpty()) {
        throw new IllegalArgumentException("a product needs a title, a handle and variants");
      }
      variants = List.copyOf(variants);
    }
  }

  /**
   * One thing that can be bought.
   *
   * @param price a decimal in the catalogue's currency, "19.99"
   * @param taxable null means it is
   */
  public record Variant(
      String sku,
      @Nullable String barcode,
      @Nullable String title,
      String price,
      @Nullable String image,
      @Nullable Boolean taxable) {
    public Variant {
      if (sku.isBlank()) {
        throw new IllegalArgumentException("a variant needs a SKU");
      }
      if (new java.math.BigDecimal(price).signum() < 0) {
        throw new IllegalArgumentException(sku + ": the price is below zero");
      }
    }
  }
}
