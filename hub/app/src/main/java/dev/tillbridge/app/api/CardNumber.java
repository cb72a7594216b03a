package dev.tillbridge.app.api;

import java.util.regex.Pattern;

/** Notices a payment card's number in a text that is free to type, before it is kept. */
final class CardNumber {

  /** The first digits of the card schemes; a barcode seldom begins like that and passes Luhn too. */
  private static final Pattern LIKE_A_CARD =
      Pattern.compile("(?<!\\d)(?:4|5[1-5]|2[2-7]|3[47]|6011|65)(?:[ -]?\\d){11,17}(?!\\d)");

  private CardNumber() {}

  static boolean in(String text) {
    return LIKE_A_CARD
        .matcher(text)
        .results()
        .map(match -> match.group().replaceAll("\\D", ""))
        .anyMatch(digits -> digits.length() >= 14 && digits.length() <= 19 && passesLuhn(digits));
  }

  private static boolean passesLuhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighed = i % 2 == 1 ? digit * 2 : digit;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return sum % 10 == 0;
  }
}
