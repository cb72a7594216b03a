package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.closing.DayVerdict.Part;
import dev.tillbridge.hub.closing.DayVerdict.Point;
import dev.tillbridge.hub.closing.DayVerdict.State;
import dev.tillbridge.hub.closing.DayVerdict.Sum;
import dev.tillbridge.hub.closing.DayVerdict.Topic;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

/** One of the comparisons of a day. All of them read one snapshot. */
interface DayCheck {

  /**
   * The day that is looked at.
   *
   * @param today where the merchant is
   * @param zone the merchant's
   */
  record Asked(LocalDate day, LocalDate today, Instant now, ZoneId zone) {

    Instant begins() {
      return day.atStartOfDay(zone).toInstant();
    }

    Instant ends() {
      return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Whether so many days have gone by since. */
    boolean isOlderThan(int days) {
      return day.plusDays(days).isBefore(today);
    }
  }

  Part of(Asked asked);

  /** What the points make of a topic that is in use. */
  static Part part(Topic topic, List<Sum> sums, List<Point> points) {
    var state = State.AGREES;
    if (points.stream().anyMatch(point -> !point.comes())) {
      state = State.DIFFERS;
    } else if (!points.isEmpty()) {
      state = State.WAITS;
    }
    // What needs a person first.
    var told = points.stream().sorted(Comparator.comparing(Point::comes)).toList();
    return new Part(topic, state, sums, told, 0);
  }

  /** Of something that this merchant does not have. */
  static Part unused(Topic topic) {
    return new Part(topic, State.UNUSED, List.of(), List.of(), 0);
  }
}
