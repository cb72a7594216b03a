package dev.tillbridge.model.catalog;

import dev.tillbridge.model.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sellable thing: a product in one colour and size.
 *
 * @param sku unique in the catalogue
 * @param barcode as printed (EAN, UPC or the merchant's own), or null
 * @param title what tells it from its siblings, for example "Blue / M"; empty for an only variant
 * @param options in the product's order
 * @param price for one unit, not negative; before tax where the location's prices exclude tax
 * @param image address of a picture, or null
 */
public record Variant(
    Sku sku,
    @Nullable String barcode,
    String title,
    List<Option> options,
    Money price,
    TaxCategory taxCategory,
    @Nullable String image) {

  /** One choice, for example Colour: Blue. */
  public record Option(String name, String value) {}

  public Variant {
    options = List.copyOf(options);
    if (price.isNegative()) {
      throw new IllegalArgumentException(sku + ": price must not be negative, was " + price);
    }
  }
}
