package dev.tillbridge.hub.desk;

import java.util.List;

/**
 * What is missing on a shelf, and why, as of one moment.
 *
 * @param missing units that are promised, lent or sold beyond what is there; zero when none are
 * @param onShow units that shops show and could give back
 * @param justNow the newest cause is so young that a shop may be giving units back at this moment
 * @param causes oldest first
 */
record Shortfall(int missing, int onShow, boolean justNow, List<Cause> causes) {

  Shortfall {
    causes = List.copyOf(causes);
  }

  /** The shops have what is missing, and are just being asked for it. */
  boolean isBeingTakenBack() {
    return justNow && missing <= onShow;
  }
}
