package dev.tillbridge.model.pricing;

import java.util.List;

/**
 * Prices that hold instead of those of the catalogue.
 *
 * @param id tells lists apart; of equals the smaller id is asked first
 * @param priority of several lists that have a price the highest decides, whether it is dearer or
 *     not; among equals the lowest price
 */
public record PriceList(
    String id, String title, int priority, Validity validity, List<Entry> prices) {

  /**
   * What one unit costs when at least so many are bought.
   *
   * @param from units of the SKU in the whole cart, at least 1
   * @param price minor units
   */
  public record Entry(String sku, int from, long price) {
    public Entry {
      if (from < 1 || price < 0) {
        throw new IllegalArgumentException(sku + ": from " + from + " at " + price);
      }
    }
  }

  public PriceList {
    prices = List.copyOf(prices);
  }
}
