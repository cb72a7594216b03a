package dev.tillbridge.hub.reports;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much work waits.
 *
 * @param lanes one per destination of deliveries, also when nothing waits
 * @param inboxDue events to work on
 * @param inboxParked events that need a person
 * @param openCases matters that a person must decide
 */
public record Waiting(List<Lane> lanes, long inboxDue, long inboxParked, long openCases) {

  public Waiting {
    lanes = List.copyOf(lanes);
  }

  /**
   * One destination.
   *
   * @param oldestDue when the oldest delivery that is due was asked for, or null
   */
  public record Lane(
      String destination, long due, long parked, @Nullable Instant oldestDue) {}
}
