package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What was reported about damaged goods. */
public record DamageView(
    UUID id,
    DamageKind kind,
    LocationId location,
    String reason,
    String by,
    Instant at,
    List<StockLine> lines) {

  public DamageView {
    lines = List.copyOf(lines);
  }
}
