package dev.tillbridge.model.pricing;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When, where and for whom a price list or a promotion holds. What is empty or null does not limit.
 *
 * @param from the first day, by the clock of the location
 * @param to the last day
 * @param days of the week
 * @param fromMinute of the day, or null for the whole day; with {@code toMinute} or not at all
 * @param toMinute the first minute in which it does not hold any more; at or before {@code
 *     fromMinute} it runs over midnight and belongs to the day on which it began
 * @param locations by their ids
 * @param groups of customers, one of which is enough
 */
public record Validity(
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    Set<DayOfWeek> days,
    @Nullable Integer fromMinute,
    @Nullable Integer toMinute,
    Set<String> locations,
    Set<String> groups) {

  /** Always, everywhere and for everybody. */
  public static final Validity ALWAYS =
      new Validity(null, null, Set.of(), null, null, Set.of(), Set.of());

  public Validity {
    days = Set.copyOf(days);
    locations = Set.copyOf(locations);
    groups = Set.copyOf(groups);
    if (from != null && to != null && to.isBefore(from)) {
      throw new IllegalArgumentException("ends on " + to + ", before it begins on " + from);
    }
    if ((fromMinute == null) != (toMinute == null)) {
      throw new IllegalArgumentException("hours need a beginning and an end");
    }
    if (fromMinute != null
        && toMinute != null
        && (isNoMinute(fromMinute) || isNoMinute(toMinute))) {
      throw new IllegalArgumentException("a minute of the day is from 0 to 1439");
    }
  }

  private static boolean isNoMinute(int minute) {
    return minute < 0 || minute >= Moment.DAY;
  }

  /** Whether it holds then and there for a customer of these groups. */
  public boolean holds(Moment moment, Set<String> customer) {
    return (locations.isEmpty() || locations.contains(moment.location()))
        && (groups.isEmpty() || customer.stream().anyMatch(groups::contains))
        && holdsAt(moment);
  }

  private boolean holdsAt(Moment moment) {
    if (fromMinute == null || toMinute == null) {
      return holdsOn(moment.date());
    }
    int minute = moment.minute();
    if (fromMinute < toMinute) {
      return minute >= fromMinute && minute < toMinute && holdsOn(moment.date());
    }
    return minute >= fromMinute
        ? holdsOn(moment.date())
        : minute < toMinute && holdsOn(moment.date().minusDays(1));
  }

  private boolean holdsOn(LocalDate date) {
    return (from == null || !date.isBefore(from))
        && (to == null || !date.isAfter(to))
        && (days.isEmpty() || days.contains(date.getDayOfWeek()));
  }
}
