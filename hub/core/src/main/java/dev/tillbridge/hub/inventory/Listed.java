package dev.tillbridge.hub.inventory;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next where the next page begins, to be handed back as it is; null on the last page
 */
public record Listed<T>(List<T> rows, @Nullable String next) {

  /** The most that one page holds. */
  public static final int MOST = 500;

  public Listed {
    rows = List.copyOf(rows);
  }

  /** Of one row more than was asked for, if there is one. */
  static <T> Listed<T> of(List<T> rows, int limit, Function<T, String> key) {
    return rows.size() <= limit
        ? new Listed<>(rows, null)
        : new Listed<>(rows.subList(0, limit), key.apply(rows.get(limit - 1)));
  }
}
