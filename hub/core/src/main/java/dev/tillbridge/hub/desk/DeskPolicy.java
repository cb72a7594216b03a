package dev.tillbridge.hub.desk;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.place.LocationId;

/**
 * What the desk may do at a location without asking.
 *
 * @param endWebCarts a web cart that nobody has paid for gives way when its units are not there
 * @param endTillCarts so does a cart at the till, although the customer may have the goods in hand
 * @param pickupDays how long a pick-up waits for its customer, from 1 to 30
 */
public record DeskPolicy(
    LocationId location, boolean endWebCarts, boolean endTillCarts, int pickupDays) {

  /** The longest that a pick-up may wait. */
  public static final int PICKUP_DAYS_MOST = 30;

  private static final int PICKUP_DAYS = 7;

  /** Throws {@link BadInput} when it makes no sense. */
  public DeskPolicy {
    if (pickupDays < 1 || pickupDays > PICKUP_DAYS_MOST) {
      throw BadInput.of("pickupDays", "must be between 1 and " + PICKUP_DAYS_MOST);
    }
  }

  /** What holds where nobody said otherwise. */
  static DeskPolicy usual(LocationId location) {
    return new DeskPolicy(location, true, false, PICKUP_DAYS);
  }
}
