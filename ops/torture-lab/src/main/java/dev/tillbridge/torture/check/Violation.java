package dev.tillbridge.torture.check;

/**
 * Something that must never be.
 *
 * @param rule as STOCK.md numbers it, I1 to I9 and L1 to L3
 * @param subject what it is about: an id, a place
 */
public record Violation(String rule, String subject, String words) {

  @Override
  public String toString() {
    return rule + " " + subject + ": " + words;
  }
}
