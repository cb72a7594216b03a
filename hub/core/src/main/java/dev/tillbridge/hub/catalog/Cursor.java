package dev.tillbridge.hub.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillbridge.hub.problem.BadInput;
import java.util.Base64;

/**
 * Where a page ended. What changes in the catalogue meanwhile shifts no page.
 *
 * @param rank 0 for what was named exactly, 1 for the rest
 * @param title lower case, as the database sorts it
 */
record Cursor(int rank, String title, String handle) {

  private static final int LONGEST = 4_000;

  /** An opaque spelling, safe in an address. */
  String spelled() {
    var plain = rank + "\n" + title.length() + "\n" + title + handle;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));
  }

  static Cursor read(String spelled) {
    try {
      if (spelled.length() > LONGEST) {
        throw new IllegalArgumentException("too long");
      }
      var parts = new String(Base64.getUrlDecoder().decode(spelled), UTF_8).split("\n", 3);
      int titleEnd = Integer.parseInt(parts[1]);
      var cursor = new Cursor(
          Integer.parseInt(parts[0]),
          parts[2].substring(0, titleEnd),
          parts[2].substring(titleEnd));
      if (cursor.title.indexOf('\0') >= 0 || cursor.handle.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("no text");
      }
      return cursor;
    } catch (IllegalArgumentException | IndexOutOfBoundsException madeUp) {
      throw BadInput.of("cursor", "must be the nextCursor of an earlier answer");
    }
  }
}
