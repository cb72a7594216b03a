package dev.tillbridge.app.api;

import dev.tillbridge.hub.inventory.Named;
import dev.tillbridge.hub.problem.BadInput;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Serial numbers and lots on the wire; whether they make sense, the hub's core decides. */
final class TrackedJson {

  private static final int MOST = 10_000;
  private static final int LONGEST = 100;

  private TrackedJson() {}

  /** Serial numbers; none when nothing was said. */
  static List<String> serials(String field, @Nullable List<@Nullable String> serials) {
    return serials == null || serials.isEmpty() ? List.of() : Input.list(field, serials, MOST);
  }

  /** Units that can be sold, by serial number or lot. */
  static Named good(String field, @Nullable List<@Nullable String> serials, @Nullable String lot) {
    return arrived(field, serials, null, lot, null);
  }

  /** Units that came in. */
  static Named arrived(
      String field,
      @Nullable List<@Nullable String> serials,
      @Nullable List<@Nullable String> damaged,
      @Nullable String lot,
      @Nullable LocalDate expiresOn) {
    var prefix = field.isEmpty() ? "" : field + ".";
    if (lot != null && lot.length() > LONGEST) {
      throw BadInput.of(prefix + "lot", "must have 1 to " + LONGEST + " characters");
    }
    return new Named(
        serials(prefix + "serials", serials),
        serials(prefix + "damagedSerials", damaged),
        List.of(),
        lot,
        expiresOn);
  }
}
