package dev.tillbridge.hub.inventory;

import dev.tillbridge.hub.problem.BadInput;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads where a page shall begin. */
final class Cursors {

  private Cursors() {}

  static @Nullable UUID uuid(@Nullable String cursor) {
    try {
      return cursor == null ? null : UUID.fromString(cursor);
    } catch (IllegalArgumentException madeUp) {
      throw BadInput.of("cursor", "must be the nextCursor of an earlier answer");
    }
  }
}
