package dev.tillbridge.model.pricing;

import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.place.TaxRate;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be priced, and for whom.
 *
 * @param groups that the customer belongs to
 * @param coupons their codes, as promotions spell them
 * @param rates of the location, in the order in which the receipt lists them
 * @param exempt true when this customer pays no tax
 * @param discount on all of it, or null
 */
public record Basket(
    Currency currency,
    Moment moment,
    Set<String> groups,
    Set<String> coupons,
    TaxMode taxMode,
    List<TaxRate> rates,
    boolean exempt,
    List<Line> lines,
    @Nullable Manual discount) {

  /**
   * Goods of one SKU.
   *
   * @param type what kind of goods, in the merchant's words; may be empty
   * @param basePrice what the catalogue said when it was scanned, in minor units
   * @param discount on this line, or null
   * @param weight of each piece, in millionths of what the price is for; null when it is sold by the
   *     piece
   */
  public record Line(
      String sku,
      String type,
      TaxCategory category,
      int quantity,
      long basePrice,
      @Nullable Manual discount,
      @Nullable Integer weight) {

    /** Goods that are sold by the piece. */
    public Line(
        String sku,
        String type,
        TaxCategory category,
        int quantity,
        long basePrice,
        @Nullable Manual discount) {
      this(sku, type, category, quantity, basePrice, discount, null);
    }

    public Line {
      if (quantity < 1 || basePrice < 0 || (weight != null && weight < 1)) {
        throw new IllegalArgumentException(sku + ": " + quantity + " at " + basePrice);
      }
    }
  }

  public Basket {
    groups = Set.copyOf(groups);
    coupons = Set.copyOf(coupons);
    rates = List.copyOf(rates);
    lines = List.copyOf(lines);
  }
}
