package dev.tillbridge.hub.closereport;

import java.time.Instant;
import java.util.UUID;

/**
 * A report that was made and is kept.
 *
 * @param green whether everything agreed
 * @param verdict in a sentence, as its first page has it
 * @param key the id of the key that signed it
 * @param pdfHash SHA-256 in hexadecimal digits
 * @param csvHash likewise
 */
public record CloseReport(
    UUID id,
    Period period,
    boolean green,
    String verdict,
    String by,
    Instant at,
    String key,
    String pdfHash,
    String csvHash) {

  /** What its files are called, without an ending. */
  public String name() {
    return period.isDay()
        ? "close-" + period.from()
        : "close-" + period.from() + "-to-" + period.through();
  }
}
