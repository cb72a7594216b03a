package dev.tillbridge.hub.shift;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.money.Money;

/**
 * How drawers are counted at a location.
 *
 * @param limit a drawer that is off by more opens a case and needs a reason
 * @param blind whoever counts is not told what should be there
 */
public record DrawerPolicy(Money limit, boolean blind) {

  /** The largest limit, in minor units. */
  public static final long LIMIT_MOST = 100_000_000;

  /** What holds where nobody has said otherwise: 5.00. */
  static final long LIMIT_USUAL = 500;

  /** Throws {@link BadInput} when it makes no sense. */
  public DrawerPolicy {
    if (limit.minor() < 0 || limit.minor() > LIMIT_MOST) {
      throw BadInput.of("limit", "must be between 0 and " + LIMIT_MOST + " minor units");
    }
  }
}
