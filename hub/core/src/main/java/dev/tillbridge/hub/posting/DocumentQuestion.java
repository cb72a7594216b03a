package dev.tillbridge.hub.posting;

import dev.tillbridge.hub.problem.BadInput;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which documents; null means any.
 *
 * @param kind one of {@link #KINDS}
 * @param amount the total in smallest units
 * @param number a receipt's or order's number, the document's id at the books, or its id here
 * @param after where the page before ended
 */
public record DocumentQuestion(
    ToldDocument.@Nullable State state,
    @Nullable LocalDate from,
    @Nullable LocalDate through,
    @Nullable String kind,
    @Nullable Long amount,
    @Nullable String number,
    @Nullable PageEnd after) {

  /** The kinds that can be asked for; SUMMARY means days that are told at once. */
  public static final Set<String> KINDS =
      Set.of("RECEIPT", "REFUND", "INVOICE", "CREDIT", "PAYMENT", "JOURNAL", "DEPOSIT", "SUMMARY");

  /** Where a page ended: the newest day comes first, within a day the ids go up. */
  public record PageEnd(LocalDate day, UUID id) {

    private static final Pattern CURSOR = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)_([0-9a-f-]{36})");

    /** The document that a page ends with. */
    public static PageEnd of(ToldDocument document) {
      return new PageEnd(document.day(), document.id());
    }

    /**
     * Reads what {@link #cursor} wrote.
     *
     * @throws BadInput when it is none of ours
     */
    public static PageEnd read(String cursor) {
      var parts = CURSOR.matcher(cursor);
      try {
        if (parts.matches()) {
          return new PageEnd(LocalDate.parse(parts.group(1)), UUID.fromString(parts.group(2)));
        }
      } catch (DateTimeParseException | IllegalArgumentException e) {
        throw BadInput.of("cursor", "is none of ours");
      }
      throw BadInput.of("cursor", "is none of ours");
    }

    /** For whoever comes back for the next page. */
    public String cursor() {
      return day + "_" + id;
    }
  }
}
