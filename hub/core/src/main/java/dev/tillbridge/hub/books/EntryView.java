package dev.tillbridge.hub.books;

import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it stands in the ledger.
 *
 * @param day the day it counts for
 * @param eventDay the day of what happened
 * @param version counts what was entered for one cause
 * @param reverses the entry whose opposite it is, or null
 * @param words for people
 */
public record EntryView(
    long id,
    LocalDate day,
    LocalDate eventDay,
    Instant eventAt,
    String cause,
    String causeId,
    int version,
    @Nullable String location,
    @Nullable String channel,
    @Nullable String source,
    @Nullable Long reverses,
    String words,
    Instant recordedAt,
    List<Line> lines) {

  public EntryView {
    lines = List.copyOf(lines);
  }

  EntryView with(List<Line> itsLines) {
    return new EntryView(
        id,
        day,
        eventDay,
        eventAt,
        cause,
        causeId,
        version,
        location,
        channel,
        source,
        reverses,
        words,
        recordedAt,
        itsLines);
  }

  /**
   * One line.
   *
   * @param amount a debit above zero, a credit below
   * @param rule the rule that chose the account; null when the role did
   */
  public record Line(
      String account,
      Role role,
      String category,
      String key,
      Money amount,
      @Nullable Long rule) {}
}
