package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Cents;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An order as GraphQL shows it. */
final class OrderNode implements GraphNode {

  private final Order order;
  private final ShopData data;
  private final CatalogueNodes catalogue;

  OrderNode(Order order, ShopData data, CatalogueNodes catalogue) {
    this.order = order;
    this.data = data;
    this.catalogue = catalogue;
  }

  @Override
  public String type() {
    return "Order";
  }

  @Override
  public @Nullable Object field(String name, Map<String, Object> arguments) {
    boolean cancelled = order.cancelledAt() != null;
    return switch (name) {
      case "id" -> Gid.of("Order", order.id());
      case "legacyResourceId" -> Long.toString(order.id());
      case "name" -> order.name();
      case "number" -> (int) (order.number() - 1000);
      case "email" -> order.email();
      case "customer" -> customer();
      case "note", "sourceIdentifier", "discountCode", "retailLocation" -> null;
      case "tags", "discountCodes" -> List.of();
      case "sourceName" -> "web";
      case "test", "unpaid", "taxesIncluded", "taxExempt", "estimatedTaxes", "edited" -> false;
      case "confirmed" -> true;
      case "fullyPaid" -> !cancelled;
      case "closed" -> !order.open();
      case "closedAt" -> text(order.fulfilledAt());
      case "cancelReason" -> cancelled ? "CUSTOMER" : null;
      case "cancelledAt" -> text(order.cancelledAt());
      case "createdAt", "processedAt" -> order.createdAt().toString();
      case "updatedAt" -> order.updatedAt().toString();
      case "currencyCode", "presentmentCurrencyCode" -> order.currency();
      case "displayFinancialStatus" -> cancelled ? "REFUNDED" : "PAID";
      case "displayFulfillmentStatus" -> order.fulfilledAt() == null ? "UNFULFILLED" : "FULFILLED";
      case "paymentGatewayNames" -> List.of("shopify_payments");
      case "taxLines" -> taxLines(order.tax(), order.tax() > 0);
      case "lineItems" ->
        Pages.of(
            "LineItem",
            order.lines().stream(),
            line -> Pages.sortable(line.id()),
            line -> new LineNode(line, this),
            arguments);
      case "shippingLines" -> Pages.all("ShippingLine", List.of());
      case "transactions" -> List.of(transaction());
      case "refunds" -> cancelled ? List.of(refund()) : List.of();
      case "subtotalLineItemsQuantity" -> quantity();
      case "currentSubtotalLineItemsQuantity" -> cancelled ? 0 : quantity();
      default -> amount(name);
    };
  }

  private Object amount(String name) {
    boolean cancelled = order.cancelledAt() != null;
    return switch (name) {
      case "subtotalPriceSet" -> money(order.subtotal());
      case "currentSubtotalPriceSet" -> money(cancelled ? 0 : order.subtotal());
      case "totalTaxSet" -> money(order.tax());
      case "currentTotalTaxSet" -> money(cancelled ? 0 : order.tax());
      case "totalPriceSet", "originalTotalPriceSet", "totalReceivedSet" -> money(order.total());
      case "currentTotalPriceSet", "netPaymentSet" -> money(cancelled ? 0 : order.total());
      case "totalRefundedSet" -> money(cancelled ? order.total() : 0);
      case "totalDiscountsSet",
          "currentTotalDiscountsSet",
          "totalShippingPriceSet",
          "totalOutstandingSet",
          "totalTipReceivedSet" -> money(0);
      default -> throw new IllegalArgumentException("the sandbox has no value for " + name);
    };
  }

  GraphNode money(long minor) {
    var side = new Fixed(
        "MoneyV2",
        Map.of("amount", Cents.decimal(minor, order.currency()), "currencyCode", order.currency()));
    return new Fixed("MoneyBag", Map.of("shopMoney", side, "presentmentMoney", side));
  }

  List<GraphNode> taxLines(long tax, boolean any) {
    if (!any) {
      return List.of();
    }
    var rate = BigDecimal.valueOf(order.taxRatePpm(), 6);
    return List.of(new Fixed(
        "TaxLine",
        Map.of(
            "title",
            "Sales tax",
            "channelLiable",
            false,
            "source",
            "shopify",
            "price",
            Cents.decimal(tax, order.currency()),
            "priceSet",
            money(tax),
            "rate",
            rate,
            "ratePercentage",
            rate.movePointRight(2))));
  }

  Order order() {
    return order;
  }

  @Nullable
  GraphNode variant(Order.Line line) {
    var variant = data.variants.get(line.variantId());
    return variant == null ? null : catalogue.variant(variant);
  }

  @Nullable
  GraphNode product(Order.Line line) {
    var product = data.products.get(line.productId());
    return product == null ? null : catalogue.product(product);
  }

  private @Nullable GraphNode customer() {
    if (order.email() == null) {
      return null;
    }
    var fields = new java.util.HashMap<String, Object>();
    fields.put("id", Gid.of("Customer", RestOrder.customerId(order.email())));
    fields.put("email", order.email());
    if (order.customer() != null) {
      fields.put("firstName", order.customer());
      fields.put("displayName", order.customer());
    } else {
      fields.put("displayName", order.email());
    }
    return new Fixed("Customer", fields);
  }

  private int quantity() {
    return order.lines().stream().mapToInt(Order.Line::quantity).sum();
  }

  private GraphNode transaction() {
    return new Fixed(
        "OrderTransaction",
        Map.of(
            "id",
            Gid.of("OrderTransaction", order.id()),
            "kind",
            "SALE",
            "status",
            "SUCCESS",
            "gateway",
            "shopify_payments",
            "formattedGateway",
            "Shopify payments",
            "paymentId",
            order.name() + ".1",
            "amountSet",
            money(order.total()),
            "test",
            false,
            "createdAt",
            order.createdAt().toString(),
            "fees",
            List.of()));
  }

  private GraphNode refund() {
    var at = String.valueOf(order.cancelledAt());
    return new Fixed(
        "Refund",
        Map.of(
            "id",
            Gid.of("Refund", order.id()),
            "legacyResourceId",
            Long.toString(order.id()),
            "createdAt",
            at,
            "updatedAt",
            at,
            "processedAt",
            at,
            "totalRefundedSet",
            money(order.total())));
  }

  private static @Nullable String text(java.time.@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
