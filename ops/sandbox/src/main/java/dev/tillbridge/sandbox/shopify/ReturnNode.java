package dev.tillbridge.sandbox.shopify;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Goods that came back, as GraphQL shows them: each return is of one line and comes at once. */
final class ReturnNode implements GraphNode {

  private final Order.Return back;
  private final OrderNode order;

  ReturnNode(Order.Return back, OrderNode order) {
    this.back = back;
    this.order = order;
  }

  @Override
  public String type() {
    return "Return";
  }

  @Override
  public @Nullable Object field(String name, Map<String, Object> arguments) {
    return switch (name) {
      case "id" -> Gid.of("Return", back.id());
      case "name" -> order.order().name() + "-R" + back.id();
      case "status" -> "CLOSED";
      case "createdAt", "closedAt" -> back.at().toString();
      case "totalQuantity" -> back.units();
      case "reverseFulfillmentOrders" -> Pages.all("ReverseFulfillmentOrder", List.of(way()));
      default -> throw new IllegalArgumentException("the sandbox has no value for " + name);
    };
  }

  /** A return or a part of one, by its id; null for anything else. */
  static @Nullable GraphNode find(
      String type, long id, ShopData data, Function<Order, OrderNode> nodes) {
    for (var order : data.orders.all()) {
      for (var back : order.returns()) {
        if (back.id() == id) {
          var node = new ReturnNode(back, nodes.apply(order));
          return switch (type) {
            case "Return" -> node;
            case "ReverseFulfillmentOrder" -> node.way();
            case "ReverseFulfillmentOrderLineItem" -> node.item();
            default -> null;
          };
        }
      }
    }
    return null;
  }

  private GraphNode way() {
    return new Fixed(
        "ReverseFulfillmentOrder",
        Map.of(
            "id",
            Gid.of("ReverseFulfillmentOrder", back.id()),
            "status",
            "CLOSED",
            "lineItems",
            Pages.all("ReverseFulfillmentOrderLineItem", List.of(item()))));
  }

  private GraphNode item() {
    var line = order.order().lines().stream()
        .filter(one -> one.id() == back.lineId())
        .findFirst()
        .orElseThrow();
    return new Fixed(
        "ReverseFulfillmentOrderLineItem",
        Map.of(
            "id",
            Gid.of("ReverseFulfillmentOrderLineItem", back.id()),
            "totalQuantity",
            back.units(),
            "fulfillmentLineItem",
            new Fixed(
                "FulfillmentLineItem",
                Map.of(
                    "id",
                    Gid.of("FulfillmentLineItem", line.id()),
                    "quantity",
                    line.done().sent(),
                    "lineItem",
                    new LineNode(line, order))),
            "dispositions",
            List.of(new Fixed(
                "ReverseFulfillmentOrderDisposition",
                Map.of(
                    "id",
                    Gid.of("ReverseFulfillmentOrderDisposition", back.id()),
                    "createdAt",
                    back.at().toString(),
                    "quantity",
                    back.units(),
                    "type",
                    back.restocked() ? "RESTOCKED" : "NOT_RESTOCKED")))));
  }
}
