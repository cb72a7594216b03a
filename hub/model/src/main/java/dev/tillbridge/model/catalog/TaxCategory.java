package dev.tillbridge.model.catalog;

/**
 * Groups variants that are taxed alike; a location's rates are listed by category.
 *
 * @param code lower case, for example {@code standard}, {@code reduced}, {@code zero}
 */
public record TaxCategory(String code) {

  /** Taxed at the location's ordinary rate. */
  public static final TaxCategory STANDARD = new TaxCategory("standard");

  /** Not taxed. */
  public static final TaxCategory ZERO = new TaxCategory("zero");

  public TaxCategory {
    if (!code.matches("[a-z][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException("not a tax category: " + code);
    }
  }

  @Override
  public String toString() {
    return code;
  }
}
