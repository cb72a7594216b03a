package dev.tillbridge.model.books;

import org.jspecify.annotations.Nullable;

/**
 * Where a document belongs in reports by location and by channel, beside its accounts: the names under
 * which the books know them.
 *
 * @param location null when it is not told, or the document has none
 * @param channel null when it is not told, or the document has none
 */
public record Tracking(@Nullable String location, @Nullable String channel) {

  /** Nothing is told. */
  public static final Tracking NONE = new Tracking(null, null);

  /** What books can be told, and have switched on. */
  public record Known(boolean locations, boolean channels) {

    /** Neither. */
    public static final Known NOTHING = new Known(false, false);
  }

  /** Whether nothing is told. */
  public boolean isNone() {
    return location == null && channel == null;
  }
}
