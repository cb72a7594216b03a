package dev.tillbridge.hub.shift;

import java.util.List;

/**
 * A shift: its report as it stands, and what came after it.
 *
 * @param report an X while the shift is open, its Z afterwards
 * @param adjustments of the Z, in their order
 * @param movements what was done with the drawer, in the order of the till's clock
 */
public record ShiftView(
    ShiftReport report, List<ShiftReport> adjustments, List<DrawerEvent> movements) {

  public ShiftView {
    adjustments = List.copyOf(adjustments);
    movements = List.copyOf(movements);
  }

  /** The report that says how the drawer stands now. */
  public ShiftReport last() {
    return adjustments.isEmpty() ? report : adjustments.getLast();
  }
}
