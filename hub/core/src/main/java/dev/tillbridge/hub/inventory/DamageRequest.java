package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.List;
import java.util.UUID;

/**
 * Somebody found goods damaged, repaired them, or got rid of them.
 *
 * @param id made by the caller; carried out once
 * @param reason in his words
 */
public record DamageRequest(
    UUID id, DamageKind kind, LocationId location, String reason, List<Line> lines) {

  /** Units of a SKU. */
  public record Line(Sku sku, int quantity, Named named) {}

  public DamageRequest {
    lines = List.copyOf(lines);
  }
}
