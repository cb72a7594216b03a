package dev.tillbridge.sandbox.shopify;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A refund as GraphQL shows it. */
final class RefundNode implements GraphNode {

  private final Order.Refund refund;
  private final OrderNode order;

  RefundNode(Order.Refund refund, OrderNode order) {
    this.refund = refund;
    this.order = order;
  }

  @Override
  public String type() {
    return "Refund";
  }

  @Override
  public @Nullable Object field(String name, Map<String, Object> arguments) {
    return switch (name) {
      case "id" -> Gid.of("Refund", refund.id());
      case "legacyResourceId" -> Long.toString(refund.id());
      case "createdAt", "updatedAt", "processedAt" -> refund.at().toString();
      case "note" -> refund.note();
      case "return" ->
        order.order().returns().stream()
            .filter(back -> back.id() == refund.returnId())
            .findFirst()
            .map(back -> new ReturnNode(back, order))
            .orElse(null);
      case "order" -> order;
      case "totalRefundedSet" -> order.money(refund.amount());
      case "refundLineItems" ->
        Pages.of(
            "RefundLineItem",
            refund.lines().stream(),
            line -> Pages.sortable(line.lineId()) + line.restock(),
            this::line,
            arguments);
      case "refundShippingLines" ->
        Pages.all(
            "RefundShippingLine",
            refund.shipping() == 0
                ? java.util.List.of()
                : java.util.List.of(new Fixed(
                    "RefundShippingLine",
                    Map.of(
                        "id",
                        Gid.of("RefundShippingLine", refund.id()),
                        "subtotalAmountSet",
                        order.money(refund.shipping()),
                        "taxAmountSet",
                        order.money(0)))));
      default -> throw new IllegalArgumentException("the sandbox has no value for " + name);
    };
  }

  private GraphNode line(Order.Back back) {
    var line = order.order().lines().stream()
        .filter(one -> one.id() == back.lineId())
        .findFirst()
        .orElseThrow();
    return new Fixed(
        "RefundLineItem",
        Map.of(
            "quantity",
            back.quantity(),
            "restockType",
            back.restock().toUpperCase(Locale.ROOT),
            "restocked",
            !back.restock().equals("no_restock"),
            "lineItem",
            new LineNode(line, order),
            "subtotalSet",
            order.money(back.net()),
            "totalTaxSet",
            order.money(back.tax())));
  }
}
