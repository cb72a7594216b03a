package dev.tillbridge.app.api;

import dev.tillbridge.hub.problem.BadInput;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Days of books. */
final class BookDays {

  private BookDays() {}

  /** A day that somebody could have meant. */
  static @Nullable LocalDate read(String field, @Nullable LocalDate day) {
    if (day != null && (day.getYear() < 1970 || day.getYear() > 2200)) {
      throw BadInput.of(field, "must be a day like 2027-01-31");
    }
    return day;
  }
}
