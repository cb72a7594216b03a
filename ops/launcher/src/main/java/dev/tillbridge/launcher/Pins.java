package dev.tillbridge.launcher;

import java.util.random.RandomGenerator;

/** Six-digit PINs that nobody would try first. */
final class Pins {

  private static final int LENGTH = 6;
  private static final int DIGITS_APART_MIN = 4;

  private Pins() {}

  static String random(RandomGenerator random) {
    while (true) {
      var pin = "%06d".formatted(random.nextInt(1_000_000));
      if (isGood(pin)) {
        return pin;
      }
    }
  }

  /** False for patterns: few different digits, runs like 123456 or 975310, a part said twice. */
  static boolean isGood(String pin) {
    return pin.length() == LENGTH
        && pin.chars().distinct().count() >= DIGITS_APART_MIN
        && !isEvenlySpaced(pin)
        && !pin.substring(0, 3).equals(pin.substring(3))
        && !pin.contentEquals(new StringBuilder(pin).reverse());
  }

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
