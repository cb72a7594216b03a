package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import java.time.Duration;

/**
 * How much of a location's stock is lent to its registers, and for how long.
 *
 * @param coverPercent so much of a business day's sales at the register; 100 is one day
 * @param windowDays over which the rate of sale is measured, calendar days
 * @param weeklyLeast units of what sells less than one per cover, but at least once a week
 * @param sharePercent the most of what could be sold there that all registers together are lent
 * @param mostSkus the most SKUs lent to one register, best sellers first
 * @param term how long a device may sell without having been heard
 * @param silentAfter so long after the end of its lease a silent device becomes a case
 * @param beyond what the till does with more than it may sell
 */
public record LeasePolicy(
    int coverPercent,
    int windowDays,
    int weeklyLeast,
    int sharePercent,
    int mostSkus,
    Duration term,
    Duration silentAfter,
    Beyond beyond) {

  /** What the till does when a customer wants more than it may sell without asking. */
  public enum Beyond {
    /** Says "may oversell" and sells. */
    WARN,
    /** Says so and asks for a manager's PIN. */
    PIN,
    /** Does not sell. */
    REFUSE
  }

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  /** A business day's sales for a day, at most half of what is there. */
  public static final LeasePolicy DEFAULT =
      new LeasePolicy(100, 28, 1, 50, 500, Duration.ofHours(24), Duration.ofHours(24), Beyond.PIN);

  /** Throws {@link BadInput} when it makes no sense. */
  public LeasePolicy {
    between("coverPercent", coverPercent, 0, 1_000);
    between("windowDays", windowDays, 7, 365);
    between("weeklyLeast", weeklyLeast, 0, 1_000);
    between("sharePercent", sharePercent, 0, 100);
    between("mostSkus", mostSkus, 0, LeaseReport.MOST_ITEMS);
    between("termSeconds", term.toSeconds(), SHORTEST.toSeconds(), LONGEST.toSeconds());
    between("silentSeconds", silentAfter.toSeconds(), SHORTEST.toSeconds(), LONGEST.toSeconds());
  }

  private static void between(String field, long value, long least, long most) {
    if (value < least || value > most) {
      throw BadInput.of(field, "must be between " + least + " and " + most);
    }
  }
}
