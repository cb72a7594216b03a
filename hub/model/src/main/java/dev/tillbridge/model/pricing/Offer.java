package dev.tillbridge.model.pricing;

import org.jspecify.annotations.Nullable;

/** What a promotion gives. Percentages are in millionths (100,000 is 10 %), amounts minor units. */
public sealed interface Offer {

  /** A percentage off each line. */
  record PercentOff(int ppm) implements Offer {
    public PercentOff {
      share(ppm);
    }
  }

  /** An amount off each unit, at most what it costs. */
  record AmountOff(long amount) implements Offer {
    public AmountOff {
      atLeast(0, amount);
    }
  }

  /**
   * Buy so many, and so many more come with a percentage off. The units are sorted by price, the
   * dearest first, and in each group of {@code buy + get} the last are given: as if the customer had
   * paid group by group.
   *
   * @param reward what is given, when that is something else than what is bought: then its cheapest
   *     units, and goods that are both count as given only
   * @param times how often in one sale, or null for no limit
   */
  record BuyGet(
      int buy,
      int get,
      int ppm,
      @Nullable Target reward,
      @Nullable Integer times) implements Offer {
    public BuyGet {
      atLeast(1, buy);
      atLeast(1, get);
      share(ppm);
      atLeast(1, times == null ? 1 : times);
    }
  }

  /** Any so many for one price, the dearest together; only where that is less than they cost. */
  record SetPrice(int size, long price, @Nullable Integer times) implements Offer {
    public SetPrice {
      atLeast(1, size);
      atLeast(0, price);
      atLeast(1, times == null ? 1 : times);
    }
  }

  /** A percentage off all of them together, after the offers for single goods. */
  record CartPercent(int ppm) implements Offer {
    public CartPercent {
      share(ppm);
    }
  }

  /** An amount off all of them together, after the offers for single goods. */
  record CartAmount(long amount) implements Offer {
    public CartAmount {
      atLeast(0, amount);
    }
  }

  /** True when it comes after the offers for single goods. */
  default boolean isForCart() {
    return this instanceof CartPercent || this instanceof CartAmount;
  }

  private static void share(int ppm) {
    if (ppm < 1 || ppm > Whole.MILLION) {
      throw new IllegalArgumentException("a share is from 1 to 1000000, was " + ppm);
    }
  }

  private static void atLeast(long least, long value) {
    if (value < least) {
      throw new IllegalArgumentException("must be at least " + least + ", was " + value);
    }
  }
}
