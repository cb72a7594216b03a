package dev.tillbridge.model.pricing;

/**
 * A discount that somebody gives at the counter, on what the promotions left.
 *
 * @param value millionths with PERCENT, minor units with AMOUNT
 */
public record Manual(Kind kind, long value) {

  /** How it is said. */
  public enum Kind {
    PERCENT,
    AMOUNT
  }

  public Manual {
    if (value < 0 || (kind == Kind.PERCENT && value > Whole.MILLION)) {
      throw new IllegalArgumentException("no discount: " + kind + " " + value);
    }
  }

  /** What it takes off so much; at most all of it. */
  long of(long amount) {
    return switch (kind) {
      case PERCENT -> Whole.share(amount, (int) value);
      case AMOUNT -> Math.min(amount, value);
    };
  }
}
