package dev.tillbridge.hub.sales;

import dev.tillbridge.model.shop.ShopChannel.ChangedOrder;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopRefund;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * What of a version matters for stock and money, in words. Both spellings of a version, by webhook
 * and by reading, come to the same; so what only one of them tells is left out, as is the customer.
 */
final class OrderContent {

  private OrderContent() {}

  static String of(ShopOrder order) {
    var text = new StringBuilder();
    text.append(
        head(order.payment(), order.fulfilled(), order.test(), order.cancelledAt() != null));
    for (var line : order.lines()) {
      text.append("line %s: %d (%d open) of %s at %s less %s%n"
          .formatted(
              line.id(),
              line.quantity(),
              order.fulfilled() ? 0 : line.open(),
              line.sku() == null ? "?" : line.sku(),
              line.unitPrice(),
              line.discount()));
    }
    text.append("shipping ").append(order.shipping()).append('\n');
    order
        .charges()
        .forEach(charge ->
            text.append(charge.kind()).append(' ').append(charge.amount()).append('\n'));
    order.taxes().stream()
        .sorted(Comparator.comparing(ShopOrder.Tax::name).thenComparingInt(ShopOrder.Tax::ratePpm))
        .forEach(tax ->
            text.append("tax %s %d ppm: %s%n".formatted(tax.name(), tax.ratePpm(), tax.amount())));
    text.append("total ").append(order.total()).append('\n');
    order.refunds().stream().sorted(Comparator.comparing(refund -> refund.id())).forEach(refund -> {
      text.append("refund %s: %s%n".formatted(refund.id(), refund.amount()));
      refund.lines().stream()
          .sorted(Comparator.comparing(ShopRefund.Line::lineId)
              .thenComparing(ShopRefund.Line::restock)
              .thenComparingInt(ShopRefund.Line::quantity))
          .forEach(line -> text.append("  %d of line %s, %s, %s, tax %s%n"
              .formatted(line.quantity(), line.lineId(), line.restock(), line.net(), line.tax())));
    });
    return String.valueOf(SaleStore.clean(text.toString()));
  }

  /** Its first line, for an order of which no more is known. */
  static String head(ChangedOrder order) {
    return head(order.payment(), order.fulfilled(), order.test(), order.cancelled());
  }

  private static String head(
      ShopOrder.Payment payment, boolean fulfilled, boolean test, boolean cancelled) {
    return "payment " + payment
        + (fulfilled ? ", fulfilled" : "")
        + (test ? ", test" : "")
        + (cancelled ? ", cancelled" : "")
        + '\n';
  }

  static byte[] hash(String content) {
    return Sha256.of(content.getBytes(StandardCharsets.UTF_8));
  }
}
