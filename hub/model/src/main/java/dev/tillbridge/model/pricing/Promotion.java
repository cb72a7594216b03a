package dev.tillbridge.model.pricing;

import org.jspecify.annotations.Nullable;

/**
 * Something that makes a cart cheaper by itself.
 *
 * @param id tells promotions apart, for ever
 * @param title as the receipt has it
 * @param priority the highest comes first; among equals the one that gives the customer most
 * @param combinable false: no unit that it needs has, or gets, another promotion
 * @param coupon the code without which it does not hold, or null
 * @param useLimit how many sales the code is good for, or null; the hub counts them
 * @param minimum what its goods must cost together, before all discounts; zero for nothing
 */
public record Promotion(
    String id,
    String title,
    int priority,
    boolean combinable,
    @Nullable String coupon,
    @Nullable Integer useLimit,
    long minimum,
    Validity validity,
    Target target,
    Offer offer) {

  public Promotion {
    if (minimum < 0 || (useLimit != null && (useLimit < 1 || coupon == null))) {
      throw new IllegalArgumentException(
          id + ": minimum " + minimum + ", limit of " + useLimit + " uses of " + coupon);
    }
  }
}
