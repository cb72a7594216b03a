package dev.tillbridge.model.pricing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a basket costs and why.
 *
 * @param lines in the order of the basket
 * @param saved all discounts together, without tax that was taken out
 */
public record Priced(List<Line> lines, Pricing.Total total, long saved) {

  /** Who took something off. */
  public enum Source {
    PROMOTION,
    /** Somebody at the counter, off this line. */
    LINE,
    /** Somebody at the counter, off everything; this is the line's part of it. */
    CART,
    /** The tax inside the price, which this customer does not pay. */
    EXEMPT
  }

  /**
   * One reason why a line costs less.
   *
   * @param promotion its id, with PROMOTION; else null
   * @param amount minor units off the whole line, above zero
   */
  public record Part(Source source, @Nullable String promotion, long amount) {}

  /**
   * One line of the basket.
   *
   * @param unitPrice before discounts, in minor units
   * @param list whose price it is, or null when it is the catalogue's
   * @param parts in the order in which they were taken off
   */
  public record Line(
      String sku, int quantity, long unitPrice, @Nullable String list, List<Part> parts) {
    public Line {
      parts = List.copyOf(parts);
    }

    /** Before discounts. */
    public long gross() {
      return Math.multiplyExact(unitPrice, quantity);
    }

    /** All its parts together. */
    public long discount() {
      return parts.stream().mapToLong(Part::amount).sum();
    }

    /** What it adds to the total, before any tax on top. */
    public long net() {
      return gross() - discount();
    }
  }

  /**
   * Whether so much by hand is more than a share allows. A unit more is rounding.
   *
   * @param base what the line costs after promotions
   * @param ppm the share in millionths
   */
  public static boolean isAbove(long byHand, long base, int ppm) {
    return byHand > 0 && byHand > Math.addExact(Whole.share(Math.max(0, base), ppm), 1);
  }

  public Priced {
    lines = List.copyOf(lines);
  }
}
