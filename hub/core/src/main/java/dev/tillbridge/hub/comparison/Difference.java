package dev.tillbridge.hub.comparison;

/**
 * Something that is not the same at the shop and here.
 *
 * @param subject an order's name, or a SKU and its location
 * @param atShop what the shop says
 * @param atHub what the hub said before anything was done
 * @param what in words: why it was so, or what was done
 */
public record Difference(
    Kind kind, String subject, String atShop, String atHub, Ending ending, String what) {

  /** What was compared. */
  public enum Kind {
    /** One order. */
    ORDER,
    /** One number that the shop shows. */
    NUMBER,
    /** The sum of the day. */
    TOTAL
  }

  /** What became of it. */
  public enum Ending {
    /** The hub had missed it and has taken it now. */
    FILLED,
    /** It is being set right. */
    CORRECTED,
    /** It is as it should be, for a reason that is known. */
    EXPLAINED,
    /** A person must look. */
    WAITING
  }
}
