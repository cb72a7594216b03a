package dev.tillbridge.hub.sales;

/**
 * Something that was written down of a sale beside its figures.
 *
 * @param line of the sale, from 1; 0 for all of it
 * @param text in the till's words, 1 to {@link #LONGEST} characters
 */
public record Remark(int line, Kind kind, String text) {

  /** Longer ones nobody types at a counter. */
  public static final int LONGEST = 300;

  /** What about. */
  public enum Kind {
    /** What the cashier wrote for the customer or for colleagues; it stands on the receipt. */
    NOTE,
    /** What a piece weighed; it stands on the receipt. */
    WEIGHT,
    /** Who saw that the customer is old enough, and when. */
    AGE,
    /** Which other sales were paid together with it. */
    JOINED,
    /** The quote whose prices it has. */
    QUOTE;

    /** Whether customers read it. */
    public boolean onReceipt() {
      return this == NOTE || this == WEIGHT;
    }
  }
}
