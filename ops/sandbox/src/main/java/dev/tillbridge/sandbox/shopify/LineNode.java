package dev.tillbridge.sandbox.shopify;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of an order as GraphQL shows it. */
final class LineNode implements GraphNode {

  private final OrderLine line;
  private final OrderNode order;

  LineNode(OrderLine line, OrderNode order) {
    this.line = line;
    this.order = order;
  }

  @Override
  public String type() {
    return "LineItem";
  }

  @Override
  public @Nullable Object field(String name, Map<String, Object> arguments) {
    return switch (name) {
      case "id" -> Gid.of("LineItem", line.id());
      case "sku" -> line.sku();
      case "name" -> line.name();
      case "title" -> line.title();
      case "variantTitle" -> line.choice();
      case "vendor" -> line.vendor();
      case "quantity" -> line.quantity();
      case "currentQuantity", "refundableQuantity" -> line.current();
      case "unfulfilledQuantity" -> line.open();
      case "nonFulfillableQuantity" -> 0;
      case "isGiftCard" -> false;
      case "requiresShipping", "restockable" -> true;
      case "taxable" -> line.taxable();
      case "product" -> order.product(line);
      case "variant" -> order.variant(line);
      case "taxLines" ->
        order.taxLines(line.tax(), line.taxable() && order.order().taxRatePpm() > 0);
      case "discountAllocations" ->
        line.discount() == 0
            ? List.of()
            : List.of(new Fixed(
                "DiscountAllocation",
                Map.of(
                    "allocatedAmountSet",
                    order.money(line.discount()),
                    "discountApplication",
                    new Fixed(
                        "ManualDiscountApplication", Map.of("index", 0, "title", "Discount")))));
      case "originalUnitPriceSet",
          "discountedUnitPriceSet",
          "discountedUnitPriceAfterAllDiscountsSet" -> order.money(line.price());
      case "originalTotalSet" -> order.money(line.net() + line.discount());
      case "discountedTotalSet", "priceAfterAllDiscountsBeforeTaxesSet" -> order.money(line.net());
      case "totalDiscountSet" -> order.money(0);
      default -> throw new IllegalArgumentException("the sandbox has no value for " + name);
    };
  }
}
