package dev.tillbridge.model.stock;

/** The name of one unit, or of a lot of units: a serial number, a lot number. */
public final class UnitName {

  /** Nobody prints a longer one. */
  public static final int LONGEST = 64;

  private UnitName() {}

  /** True for 1 to {@link #LONGEST} printable characters without blanks around them. */
  public static boolean isValid(String text) {
    return !text.isBlank()
        && text.equals(text.strip())
        && text.length() <= LONGEST
        && text.codePoints()
            .noneMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }
}
