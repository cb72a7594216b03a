package dev.tillbridge.app.api;

import dev.tillbridge.hub.sales.OrderHistory;
import java.time.Instant;
import java.util.List;

/** How an order of an outside shop came to be what it is. */
record OrderHistoryJson(List<Version> versions, List<Part> parts, List<Refund> refunds) {

  /**
   * A version that the shop told of.
   *
   * @param late a newer one was known: it has changed nothing
   */
  record Version(
      int number,
      Instant updatedAt,
      Instant heardAt,
      MoneyJson total,
      MoneyJson refunded,
      boolean late,
      boolean current) {}

  /** A line and where its units are. */
  record Part(String line, String sku, int ordered, int open, int gone, int back, int returned) {}

  /** What went back; amounts and taxes as the shop told them. */
  record Refund(
      String id,
      int version,
      Instant at,
      MoneyJson amount,
      MoneyJson goods,
      MoneyJson tax,
      MoneyJson shipping,
      String note,
      List<Units> units) {}

  /** Units of a refund: CANCEL, RETURN or NO_RESTOCK. */
  record Units(String line, int quantity, String restock) {}

  static OrderHistoryJson of(OrderHistory history) {
    return new OrderHistoryJson(
        history.versions().stream()
            .map(v -> new Version(
                v.number(),
                v.updatedAt(),
                v.heardAt(),
                MoneyJson.of(v.total()),
                MoneyJson.of(v.refunded()),
                v.late(),
                v.current()))
            .toList(),
        history.parts().stream()
            .map(p -> new Part(
                p.lineId(),
                p.sku().code(),
                p.ordered(),
                p.open(),
                p.gone(),
                p.back(),
                p.returned()))
            .toList(),
        history.refunds().stream().map(OrderHistoryJson::refund).toList());
  }

  private static Refund refund(OrderHistory.Refund r) {
    return new Refund(
        r.id(),
        r.version(),
        r.at(),
        MoneyJson.of(r.amount()),
        MoneyJson.of(r.goods()),
        MoneyJson.of(r.tax()),
        MoneyJson.of(r.shipping()),
        r.note(),
        r.units().stream()
            .map(u -> new Units(u.lineId(), u.quantity(), u.restock().name()))
            .toList());
  }
}
