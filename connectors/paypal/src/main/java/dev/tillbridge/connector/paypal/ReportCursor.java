package dev.tillbridge.connector.paypal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which page of which window comes next. A window is at most 31 days long (PayPal, Transaction Search);
 * the next one begins a week before the end of the last, because transactions appear hours late and what
 * was pending is told anew under the day on which it began.
 *
 * @param until end of the window; null when it is not opened yet: then it is as long as may be
 * @param goal up to where windows follow each other without a gap or an overlap: the end of the first of
 *     them, before it was cut because it held too much
 */
record ReportCursor(
    Instant from,
    @Nullable Instant until,
    int page,
    @Nullable Instant goal) {

  static final Duration LONGEST = Duration.ofDays(31);
  static final Duration OVERLAP = Duration.ofDays(7);

  /** How far the first look goes back. */
  static final Duration FIRST = Duration.ofDays(31);

  static ReportCursor read(@Nullable String cursor, Instant now) {
    if (cursor == null || cursor.isEmpty()) {
      return unopened(now.minus(FIRST));
    }
    var parts = cursor.split(" ", -1);
    return parts.length == 4
        ? new ReportCursor(
            Instant.parse(parts[0]),
            Instant.parse(parts[1]),
            Integer.parseInt(parts[2]),
            Instant.parse(parts[3]))
        : unopened(Instant.parse(parts[0]));
  }

  private static ReportCursor unopened(Instant from) {
    return new ReportCursor(from, null, 1, null);
  }

  /** With an end, which stays the same for all its pages. */
  ReportCursor opened(Instant now) {
    var end = until;
    if (end == null) {
      var longest = from.plus(LONGEST);
      end = longest.isBefore(now) ? longest : now;
    }
    end = end.truncatedTo(ChronoUnit.SECONDS);
    return new ReportCursor(
        from.truncatedTo(ChronoUnit.SECONDS), end, page, goal == null ? end : goal);
  }

  /** The first half of it; the other follows. */
  ReportCursor half(Instant end) {
    var middle = from.plus(Duration.between(from, end).dividedBy(2));
    return new ReportCursor(from, middle.truncatedTo(ChronoUnit.SECONDS), 1, goal);
  }

  /** For the hub to keep. */
  String written() {
    return until == null ? from.toString() : from + " " + until + " " + page + " " + goal;
  }
}
