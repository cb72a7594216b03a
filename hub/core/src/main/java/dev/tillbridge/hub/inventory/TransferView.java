package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Goods on their way between two locations. Counts are units.
 *
 * @param endedAt when the last unit was accounted for, or when it was cancelled
 * @param lines by SKU
 * @param receipts oldest first
 */
public record TransferView(
    UUID id,
    LocationId from,
    LocationId to,
    String reference,
    TransferState state,
    String createdBy,
    Instant createdAt,
    @Nullable String shippedBy,
    @Nullable Instant shippedAt,
    @Nullable Instant endedAt,
    List<Line> lines,
    List<Receipt> receipts) {

  /** A SKU of it, and what became of the units. */
  public record Line(
      Sku sku, String title, int planned, int shipped, int good, int damaged, int missing) {

    /** Shipped and not accounted for. */
    public int inTransit() {
      return Math.max(0, shipped - good - damaged - missing);
    }

    /** Came although it had not been shipped, or had been given up as missing. */
    public int over() {
      return Math.max(0, good + damaged + missing - shipped);
    }
  }

  /** One arrival. */
  public record Receipt(
      UUID id, String by, Instant at, @Nullable String reason, List<Received> lines) {
    public Receipt {
      lines = List.copyOf(lines);
    }
  }

  /** What it said of a SKU. */
  public record Received(Sku sku, int good, int damaged, int missing) {}

  public TransferView {
    lines = List.copyOf(lines);
    receipts = List.copyOf(receipts);
  }
}
