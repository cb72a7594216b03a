package dev.tillbridge.model.place;

import dev.tillbridge.model.catalog.TaxCategory;

/**
 * What a location charges on a category.
 *
 * @param name as printed on the receipt
 * @param ratePpm parts per million: 8.25 % is 82,500; from 0 to 1,000,000
 */
public record TaxRate(TaxCategory category, String name, int ratePpm) {

  public TaxRate {
    if (ratePpm < 0 || ratePpm > 1_000_000) {
      throw new IllegalArgumentException("a tax rate lies between 0 and 1000000 ppm: " + ratePpm);
    }
  }
}
