package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Goods that came back, by line of their sale. */
public record ReturnView(
    UUID id, UUID sale, LocationId location, String by, Instant at, List<Line> lines) {

  /**
   * Units of one line of the sale.
   *
   * @param line its place in the sale; the first is 1
   */
  public record Line(int line, Sku sku, int good, int damaged) {}

  public ReturnView {
    lines = List.copyOf(lines);
  }
}
