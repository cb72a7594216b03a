package dev.tillbridge.hub.shift;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report of a shift: an X while it is open, a Z when it has ended, or an adjustment of a Z.
 *
 * @param number of a Z or its adjustment; null of an X
 * @param suffix empty, or A, B, ... of an adjustment
 * @param closedAt null of an X
 * @param cash what should be in the drawer; of an adjustment what changed
 * @param expected what should be in the drawer with everything up to this report
 * @param counted null of an X
 * @param limit by how much it may be off
 * @param reason why it is off, as the one said who counted, or null
 * @param count of a Z; empty otherwise
 * @param items of an adjustment; empty otherwise
 * @param awaited what its till has told of and has not come so far; empty of an adjustment
 */
public record ShiftReport(
    UUID id,
    UUID shift,
    String register,
    LocationId location,
    @Nullable Integer number,
    String suffix,
    Instant openedAt,
    @Nullable Instant closedAt,
    String openedBy,
    @Nullable String closedBy,
    LocalDate businessDay,
    Instant madeAt,
    Cash cash,
    Money expected,
    @Nullable Money counted,
    Money limit,
    @Nullable String reason,
    List<Figure> figures,
    List<DrawerEvent.Pieces> count,
    List<Item> items,
    List<Item> awaited) {

  public ShiftReport {
    figures = List.copyOf(figures);
    count = List.copyOf(count);
    items = List.copyOf(items);
    awaited = List.copyOf(awaited);
  }

  /** For example {@code Z-0042} or {@code Z-0042-A}; an X has none. */
  public String name() {
    return number == null ? "X" : name(number, suffix);
  }

  static String name(int number, String suffix) {
    var name = String.format(Locale.ROOT, "Z-%04d", number);
    return suffix.isEmpty() ? name : name + "-" + suffix;
  }

  /** How much more was counted than expected; below zero when it is short; null of an X. */
  public @Nullable Money difference() {
    return counted == null ? null : counted.minus(expected);
  }

  /** Whether the drawer is off by no more than it may be; so is one that was not counted yet. */
  public boolean isWithinLimit() {
    var difference = difference();
    return difference == null || Math.abs(difference.minor()) <= limit.minor();
  }
}
