package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Cents;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
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
      case "shippingAddress",
          "fulfillmentOrders",
          "fulfillments",
          "sourceName",
          "sourceIdentifier",
          "tags" ->
        new DispatchNodes(order, new Dispatches(data).of(order), data, catalogue)
            .field(name, arguments);
      case "note", "discountCode", "retailLocation", "originalTotalAdditionalFeesSet" -> null;
      case "discountCodes" -> List.of();
      case "test" -> order.extras().test();
      case "unpaid" -> order.extras().unpaid();
      case "taxesIncluded", "taxExempt", "estimatedTaxes", "edited" -> false;
      case "risk" -> risk();
      case "confirmed" -> true;
      case "fullyPaid" -> !cancelled && !order.extras().unpaid();
      case "closed" -> !order.open();
      case "closedAt" -> text(order.fulfilledAt());
      case "cancelReason" -> cancelled ? "CUSTOMER" : null;
      case "cancelledAt" -> text(order.cancelledAt());
      case "createdAt", "processedAt" -> order.createdAt().toString();
      case "updatedAt" -> order.updatedAt().toString();
      case "currencyCode" -> order.currency();
      case "presentmentCurrencyCode" -> order.buyers();
      case "displayFinancialStatus" -> order.financialStatus().toUpperCase(Locale.ROOT);
      case "displayFulfillmentStatus" -> order.fulfilment();
      case "returnStatus" -> order.returns().isEmpty() ? "NO_RETURN" : "RETURNED";
      case "returns" ->
        Pages.of(
            "Return",
            order.returns().stream(),
            back -> Pages.sortable(back.id()),
            back -> new ReturnNode(back, this),
            arguments);
      case "paymentGatewayNames" -> order.gateways();
      case "taxLines" -> taxLines(order.tax(), order.tax() > 0);
      case "lineItems" ->
        Pages.of(
            "LineItem",
            order.lines().stream(),
            line -> Pages.sortable(line.id()),
            line -> new LineNode(line, this),
            arguments);
      case "shippingLines" -> Pages.all("ShippingLine", shippingLines());
      case "transactions" -> transactions();
      case "refunds" ->
        order.refunds().stream()
            .limit(arguments.get("first") instanceof Integer first ? first : Integer.MAX_VALUE)
            .map(refund -> new RefundNode(refund, this))
            .toList();
      case "subtotalLineItemsQuantity" -> quantity();
      case "currentSubtotalLineItemsQuantity" ->
        order.lines().stream().mapToInt(OrderLine::current).sum();
      default -> amount(name);
    };
  }

  private @Nullable Object amount(String name) {
    return switch (name) {
      case "subtotalPriceSet" -> money(order.subtotal());
      case "currentSubtotalPriceSet" -> money(order.subtotal() - order.refundedNet());
      case "totalTaxSet" -> money(order.tax());
      case "currentTotalTaxSet" -> money(order.tax() - order.refundedTax());
      case "totalPriceSet", "originalTotalPriceSet" -> money(order.total());
      case "totalReceivedSet" -> money(order.received());
      case "currentTotalPriceSet" -> money(order.current());
      case "netPaymentSet" -> money(order.received() - order.refunded());
      case "totalRefundedSet" -> money(order.refunded());
      case "totalDiscountsSet" -> money(order.discounts());
      case "currentTotalDiscountsSet" -> money(0);
      case "totalShippingPriceSet" -> money(order.extras().shipping());
      case "totalOutstandingSet" -> money(order.extras().unpaid() ? order.current() : 0);
      case "totalTipReceivedSet" -> money(order.extras().tip());
      case "originalTotalDutiesSet" ->
        order.extras().duties() == 0 ? null : money(order.extras().duties());
      default -> throw new IllegalArgumentException("the sandbox has no value for " + name);
    };
  }

  GraphNode money(long minor) {
    return new Fixed(
        "MoneyBag",
        Map.of(
            "shopMoney",
            side(minor, order.currency()),
            "presentmentMoney",
            side(order.presented(minor), order.buyers())));
  }

  private static GraphNode side(long minor, String currency) {
    return new Fixed(
        "MoneyV2", Map.of("amount", Cents.decimal(minor, currency), "currencyCode", currency));
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
  GraphNode variant(OrderLine line) {
    var variant = data.variants.get(line.variantId());
    return variant == null ? null : catalogue.variant(variant);
  }

  @Nullable
  GraphNode product(OrderLine line) {
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
    return order.lines().stream().mapToInt(OrderLine::quantity).sum();
  }

  private List<GraphNode> shippingLines() {
    long shipping = order.extras().shipping();
    if (shipping == 0) {
      return List.of();
    }
    var fields = new java.util.HashMap<String, Object>();
    fields.put("id", Gid.of("ShippingLine", order.id()));
    fields.put("title", "Standard");
    fields.put("code", "Standard");
    fields.put("source", "shopify");
    fields.put("custom", false);
    fields.put("isRemoved", false);
    for (var name :
        new String[] {"currentDiscountedPriceSet", "discountedPriceSet", "originalPriceSet"}) {
      fields.put(name, money(shipping));
    }
    fields.put("taxLines", List.of());
    fields.put("discountAllocations", List.of());
    return List.of(new Fixed("ShippingLine", fields));
  }

  private List<GraphNode> transactions() {
    var paid = new java.util.ArrayList<GraphNode>();
    long card = order.byGiftCard();
    if (card > 0) {
      paid.add(transaction(1, "gift_card", card));
    }
    if (order.received() > card) {
      paid.add(transaction(2, "shopify_payments", order.received() - card));
    }
    return paid;
  }

  private GraphNode transaction(int number, String gateway, long amount) {
    return new Fixed(
        "OrderTransaction",
        Map.of(
            "id",
            Gid.of("OrderTransaction", 10 * order.id() + number),
            "kind",
            "SALE",
            "status",
            "SUCCESS",
            "gateway",
            gateway,
            "paymentId",
            order.name() + "." + number,
            "amountSet",
            money(amount),
            "test",
            order.extras().test(),
            "createdAt",
            order.createdAt().toString(),
            "fees",
            List.of()));
  }

  private GraphNode risk() {
    var level = order.extras().risk();
    var one = new Fixed("OrderRiskAssessment", Map.of("riskLevel", level));
    var advice = level.equals("HIGH") ? "CANCEL" : "ACCEPT";
    return new Fixed(
        "OrderRiskSummary", Map.of("recommendation", advice, "assessments", List.of(one)));
  }

  private static @Nullable String text(java.time.@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
