package dev.tillbridge.app.api;

import dev.tillbridge.hub.inventory.PurchaseOrderView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Goods that were ordered, and what has come of them.
 *
 * @param incoming units that are still expected
 * @param differences what is not as it was ordered
 */
record PurchaseOrderJson(
    UUID id,
    String supplier,
    String location,
    String reference,
    @Nullable LocalDate expectedOn,
    String state,
    @Nullable String reason,
    String orderedBy,
    Instant orderedAt,
    @Nullable Instant endedAt,
    int incoming,
    List<Line> lines,
    List<Difference> differences,
    List<Receipt> receipts) {

  record Line(
      String sku,
      String title,
      int ordered,
      MoneyJson unitCost,
      int good,
      int damaged,
      int open,
      int over) {
    static Line of(PurchaseOrderView.Line line) {
      return new Line(
          line.sku().code(),
          line.title(),
          line.ordered(),
          MoneyJson.of(line.unitCost()),
          line.good(),
          line.damaged(),
          line.open(),
          line.over());
    }
  }

  /** OVER, UNDER or DAMAGED by so many units. */
  record Difference(String sku, String kind, int units) {}

  record Came(String sku, int good, int damaged) {}

  record Receipt(UUID id, String by, Instant at, List<Came> lines) {
    static Receipt of(PurchaseOrderView.Receipt receipt) {
      return new Receipt(
          receipt.id(),
          receipt.by(),
          receipt.at(),
          receipt.lines().stream()
              .map(l -> new Came(l.sku().code(), l.good(), l.damaged()))
              .toList());
    }
  }

  static PurchaseOrderJson of(PurchaseOrderView order) {
    return new PurchaseOrderJson(
        order.id(),
        order.supplier(),
        order.location().code(),
        order.reference(),
        order.expectedOn(),
        order.state().name(),
        order.reason(),
        order.orderedBy(),
        order.orderedAt(),
        order.endedAt(),
        order.incoming(),
        order.lines().stream().map(Line::of).toList(),
        order.differences().stream()
            .map(d -> new Difference(d.sku().code(), d.kind().name(), d.units()))
            .toList(),
        order.receipts().stream().map(Receipt::of).toList());
  }
}
