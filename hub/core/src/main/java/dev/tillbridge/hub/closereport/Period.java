package dev.tillbridge.hub.closereport;

import dev.tillbridge.hub.problem.BadInput;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Days in a row, a year of them at most. */
public record Period(LocalDate from, LocalDate through) {

  /** A leap year. */
  static final int DAYS_MOST = 366;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

  /**
   * Takes both days as the first and the last.
   *
   * @throws BadInput when the end is before the beginning, or more than a year away
   */
  public Period {
    if (through.isBefore(from) || through.isAfter(from.plusDays(DAYS_MOST - 1))) {
      throw BadInput.of("through", "must be from 0 to " + (DAYS_MOST - 1) + " days later");
    }
  }

  /** Whether it is one day. */
  public boolean isDay() {
    return from.equals(through);
  }

  /** For people: a day, a month, or the first and the last day. */
  public String words() {
    if (isDay()) {
      return DAY.format(from);
    }
    if (from.getDayOfMonth() == 1 && through.equals(YearMonth.from(from).atEndOfMonth())) {
      return MONTH.format(from);
    }
    return DAY.format(from) + " to " + DAY.format(through);
  }
}
