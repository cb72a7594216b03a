package dev.tillbridge.hub.books;

import org.jspecify.annotations.Nullable;

/** A cell of a CSV file with words of people or of other systems in it. */
public final class CsvCell {

  private CsvCell() {}

  /** Quoted where it must be (RFC 4180); what a spreadsheet would take for a formula begins with an apostrophe. */
  public static String of(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    var plain = text.replace("\0", "");
    boolean formula = !plain.isEmpty() && "=+-@\t\r\n".indexOf(plain.charAt(0)) >= 0;
    var safe = formula ? "'" + plain : plain;
    return safe.matches("(?s).*[\",\r\n\t].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }
}
