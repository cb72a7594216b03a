package dev.tillbridge.hub.people;

import java.util.Optional;

/** Which PINs may be set. Nobody tells who else has one; that check needs the hashes. */
public final class PinRules {

  /** Digits in a PIN. */
  public static final int LENGTH = 6;

  /** Shorter ones are found in the lists of stolen passwords. */
  public static final int PASSWORD_SHORTEST = 8;

  /** Longer ones only make us work. */
  public static final int PASSWORD_LONGEST = 200;

  private static final int DIGITS_APART_MIN = 4;

  private PinRules() {}

  /** Why the PIN is refused, or empty when it may be set. */
  public static Optional<String> weakness(String pin) {
    if (pin.length() != LENGTH || !pin.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.of("must have " + LENGTH + " digits");
    }
    boolean guessable = pin.chars().distinct().count() < DIGITS_APART_MIN
        || isEvenlySpaced(pin)
        || pin.substring(0, LENGTH / 2).equals(pin.substring(LENGTH / 2))
        || pin.contentEquals(new StringBuilder(pin).reverse());
    return guessable ? Optional.of("is too easy to guess") : Optional.empty();
  }

  /** Why the password is refused, or empty when it may be set. */
  public static Optional<String> passwordWeakness(String password) {
    boolean fits = password.length() >= PASSWORD_SHORTEST && password.length() <= PASSWORD_LONGEST;
    return fits
        ? Optional.empty()
        : Optional.of("must have " + PASSWORD_SHORTEST + " to " + PASSWORD_LONGEST + " characters");
  }

  /** Runs such as 123456, 987654 or 135791, also around the 9. */
  private static boolean isEvenlySpaced(String pin) {
    int step = Math.floorMod(pin.charAt(1) - pin.charAt(0), 10);
    for (int i = 2; i < pin.length(); i++) {
      if (Math.floorMod(pin.charAt(i) - pin.charAt(i - 1), 10) != step) {
        return false;
      }
    }
    return true;
  }
}
