package dev.tillbridge.app.api;

import dev.tillbridge.hub.inventory.TransferView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Goods on their way between two locations. */
record TransferJson(
    UUID id,
    String from,
    String to,
    String reference,
    String state,
    String createdBy,
    Instant createdAt,
    @Nullable String shippedBy,
    @Nullable Instant shippedAt,
    @Nullable Instant endedAt,
    List<Line> lines,
    List<Receipt> receipts) {

  /** Over came although it had not been shipped. */
  record Line(
      String sku,
      String title,
      int planned,
      int shipped,
      int inTransit,
      int good,
      int damaged,
      int missing,
      int over) {
    static Line of(TransferView.Line line) {
      return new Line(
          line.sku().code(),
          line.title(),
          line.planned(),
          line.shipped(),
          line.inTransit(),
          line.good(),
          line.damaged(),
          line.missing(),
          line.over());
    }
  }

  record Received(String sku, int good, int damaged, int missing) {}

  record Receipt(UUID id, String by, Instant at, @Nullable String reason, List<Received> lines) {
    static Receipt of(TransferView.Receipt receipt) {
      return new Receipt(
          receipt.id(),
          receipt.by(),
          receipt.at(),
          receipt.reason(),
          receipt.lines().stream()
              .map(l -> new Received(l.sku().code(), l.good(), l.damaged(), l.missing()))
              .toList());
    }
  }

  static TransferJson of(TransferView transfer) {
    return new TransferJson(
        transfer.id(),
        transfer.from().code(),
        transfer.to().code(),
        transfer.reference(),
        transfer.state().name(),
        transfer.createdBy(),
        transfer.createdAt(),
        transfer.shippedBy(),
        transfer.shippedAt(),
        transfer.endedAt(),
        transfer.lines().stream().map(Line::of).toList(),
        transfer.receipts().stream().map(Receipt::of).toList());
  }
}
