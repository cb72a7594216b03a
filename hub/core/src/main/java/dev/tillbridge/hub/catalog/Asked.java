package dev.tillbridge.hub.catalog;

import dev.tillbridge.hub.problem.BadInput;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a till asks before it sells a variant.
 *
 * @param unit its price is for one of these and each piece is weighed; null when it is sold by the piece
 * @param minimumAge of whoever buys it, in years; null when anybody may
 */
public record Asked(@Nullable Unit unit, @Nullable Integer minimumAge) {

  /** Nothing. */
  public static final Asked NOTHING = new Asked(null, null);

  /** The oldest that anybody asks for. */
  public static final int OLDEST = 99;

  /** What goods are weighed in. */
  public enum Unit {
    KG,
    LB;

    /** As it is written beside a number. */
    public String symbol() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the symbol in any case.
     *
     * @param field in which it stands, for the error
     * @throws BadInput when it is none
     */
    public static Unit of(String field, String symbol) {
      return switch (symbol.toLowerCase(Locale.ROOT)) {
        case "kg" -> KG;
        case "lb" -> LB;
        default -> throw BadInput.of(field, "must be kg or lb");
      };
    }
  }

  /** Throws {@link BadInput} when nobody is that old. */
  public Asked {
    if (minimumAge != null && (minimumAge < 1 || minimumAge > OLDEST)) {
      throw BadInput.of("minimumAge", "must be between 1 and " + OLDEST);
    }
  }

  boolean isNothing() {
    return unit == null && minimumAge == null;
  }
}
