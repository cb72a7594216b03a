package dev.tillbridge.hub.catalog;

import java.util.Optional;

/** Finds text that could not be stored, or that nobody meant. */
final class TextCheck {

  /** Shopify's own limit for titles and handles. */
  static final int LONGEST = 255;

  private TextCheck() {}

  /** What is wrong with the text, if anything. */
  static Optional<String> fault(String text, int longest) {
    if (text.length() > longest) {
      return Optional.of("has more than " + longest + " characters");
    }
    if (text.indexOf('\uFFFD') >= 0 || text.codePoints().anyMatch(TextCheck::isHalf)) {
      return Optional.of("has characters that are no UTF-8");
    }
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      return Optional.of("has control characters or line breaks");
    }
    return Optional.empty();
  }

  /** Half of a pair: no character by itself. */
  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
