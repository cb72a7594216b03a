package dev.tillbridge.hub.books;

/**
 * Words of people and of other systems, made fit for plain text: in there a semicolon begins a comment and
 * {@code date:} in a comment moves an entry to another day, without a word.
 */
final class Words {

  private static final int MOST = 80;

  private Words() {}

  /** For the description of an entry: one line, no comment, nothing that reads as more than words. */
  static String description(String words) {
    var plain = words
        .replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cs}]+", " ")
        .replace(';', ',')
        .replace('|', '/')
        .replaceAll("\\s+", " ")
        .strip();
    var cut = plain.codePointCount(0, plain.length()) <= MOST
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, MOST)).strip();
    return cut.isEmpty() || "*!(=~0123456789".indexOf(cut.charAt(0)) >= 0
        ? ("- " + cut).strip()
        : cut;
  }

  /** For machines, as the value of a tag: nothing that could be a tag of its own. */
  static String tag(String value) {
    return value.replaceAll("[^A-Za-z0-9|/._~-]", ".");
  }
}
