package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what came in into our words, or says which field is wrong and what would be right. */
final class Input {

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  private Input() {}

  static <T> T need(String field, @Nullable T value) {
    if (value == null) {
      throw BadInput.of(field, "must be given");
    }
    return value;
  }

  static int between(String field, @Nullable Integer value, int least, int most) {
    int number = need(field, value);
    if (number < least || number > most) {
      throw BadInput.of(field, "must be between " + least + " and " + most);
    }
    return number;
  }

  static <T> List<T> list(String field, @Nullable List<@Nullable T> values, int most) {
    var given = need(field, values);
    if (given.isEmpty() || given.size() > most) {
      throw BadInput.of(field, "must have 1 to " + most + " entries");
    }
    var all = new ArrayList<T>();
    for (var value : given) {
      all.add(need(field + "[" + all.size() + "]", value));
    }
    return all;
  }

  static Sku sku(String field, @Nullable String code) {
    try {
      var sku = new Sku(need(field, code));
      if (isPrintable(sku.code())) {
        return sku;
      }
      throw BadInput.of(field, "must be printable");
    } catch (IllegalArgumentException e) {
      throw BadInput.of(field, String.valueOf(e.getMessage()));
    }
  }

  static LocationId location(String field, @Nullable String code) {
    try {
      return new LocationId(need(field, code));
    } catch (IllegalArgumentException e) {
      throw BadInput.of(field, "must be the id of a location");
    }
  }

  /** Where the caller may look: the place he asks about, or everywhere, but a cashier at his own. */
  static @Nullable LocationId placeOf(Caller caller, @Nullable String asked) {
    if (asked == null) {
      return caller.ownLocation();
    }
    var location = location("location", asked);
    caller.mustBeAt(location);
    return location;
  }

  /** A time that PostgreSQL can hold to the microsecond, and somebody could have meant. */
  static Instant time(String field, @Nullable Instant value) {
    var time = need(field, value);
    if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
      throw BadInput.of(field, "must lie between 2000 and 2100");
    }
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  static Currency currency(String field, @Nullable String code) {
    try {
      return Money.of(0, need(field, code)).currency();
    } catch (IllegalArgumentException e) {
      throw BadInput.of(field, "must be a currency like USD");
    }
  }

  /** A printable text of at most so many characters that is not a card number. */
  static String text(String field, @Nullable String value, int most) {
    var text = need(field, value);
    if (text.isBlank() || text.length() > most) {
      throw BadInput.of(field, "must have 1 to " + most + " characters");
    }
    if (!isPrintable(text)) {
      throw BadInput.of(field, "must be printable");
    }
    if (CardNumber.in(text)) {
      throw BadInput.of(field, "looks like a card number, which we never keep");
    }
    return text;
  }

  /** No control characters, and no half of a pair, which no encoding can carry. */
  private static boolean isPrintable(String text) {
    return text.codePoints()
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }
}
