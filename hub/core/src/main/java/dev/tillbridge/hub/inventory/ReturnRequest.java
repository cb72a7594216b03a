package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.place.LocationId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer brings goods back. Money is another matter: a refund moves no stock, a return no money.
 *
 * @param id made by the caller; carried out once
 * @param location where the goods are now; null for where they were sold
 */
public record ReturnRequest(UUID id, UUID sale, @Nullable LocationId location, List<Line> lines) {

  /** In what condition goods come back. */
  public enum Condition {
    /** They can be sold again. */
    GOOD,
    /** They cannot. */
    DAMAGED
  }

  /**
   * Units of one line of the sale.
   *
   * @param line its place in the sale; the first is 1
   * @param named their serial numbers as {@link Named#good}, in whatever condition they are
   */
  public record Line(int line, int quantity, Condition condition, Named named) {}

  public ReturnRequest {
    lines = List.copyOf(lines);
  }
}
