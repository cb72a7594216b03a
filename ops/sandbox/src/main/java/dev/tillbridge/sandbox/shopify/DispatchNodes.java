package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.shopify.Dispatch.Part;
import dev.tillbridge.sandbox.shopify.Dispatch.Sending;
import dev.tillbridge.sandbox.shopify.Dispatch.Share;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fulfilment orders and fulfilments as GraphQL shows them. */
final class DispatchNodes {

  private final Order order;
  private final Dispatch dispatch;
  private final ShopData data;
  private final CatalogueNodes catalogue;

  DispatchNodes(Order order, Dispatch dispatch, ShopData data, CatalogueNodes catalogue) {
    this.order = order;
    this.dispatch = dispatch;
    this.data = data;
    this.catalogue = catalogue;
  }

  /** A field of an order that tells how it leaves. */
  @Nullable
  Object field(String name, Map<String, Object> arguments) {
    return switch (name) {
      case "shippingAddress" -> address();
      case "fulfillmentOrders" ->
        Pages.of(
            "FulfillmentOrder",
            dispatch.parts().stream(),
            part -> Pages.sortable(part.id()),
            this::part,
            arguments);
      case "fulfillments" ->
        dispatch.sendings().stream()
            .limit(arguments.get("first") instanceof Integer first ? first : Integer.MAX_VALUE)
            .map(this::sending)
            .toList();
      case "sourceName" -> dispatch.source() == null ? "web" : dispatch.source().name();
      case "sourceIdentifier" ->
        dispatch.source() == null ? null : dispatch.source().identifier();
      case "tags" ->
        dispatch.source() == null ? order.extras().tags() : dispatch.source().tags();
      default -> throw new IllegalArgumentException("the sandbox has no value for " + name);
    };
  }

  private @Nullable GraphNode address() {
    var to = dispatch.address();
    if (to == null) {
      return null;
    }
    var fields = new HashMap<String, Object>();
    fields.put("id", Gid.of("MailingAddress", order.id()));
    fields.put("name", to.name());
    fields.put("address1", to.street());
    fields.put("city", to.city());
    fields.put("zip", to.zip());
    fields.put("countryCodeV2", to.country());
    put(fields, "latitude", to.latitude());
    put(fields, "longitude", to.longitude());
    return new GraphNode.Fixed("MailingAddress", fields);
  }

  private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  GraphNode part(Part part) {
    return new PartNode(part);
  }

  private String status(Part part) {
    boolean left = part.shares().stream().anyMatch(share -> dispatch.remaining(order, share) > 0);
    if (order.cancelledAt() != null) {
      return "CANCELLED";
    }
    if (!left) {
      return "CLOSED";
    }
    return part.ready() ? "IN_PROGRESS" : "OPEN";
  }

  private GraphNode share(Share share) {
    var line = order.lines().stream()
        .filter(one -> one.id() == share.lineId())
        .findFirst()
        .orElseThrow();
    return new GraphNode.Fixed(
        "FulfillmentOrderLineItem",
        Map.of(
            "id",
            Gid.of("FulfillmentOrderLineItem", share.id()),
            "totalQuantity",
            share.units(),
            "remainingQuantity",
            dispatch.remaining(order, share),
            "lineItem",
            line(line)));
  }

  private GraphNode line(OrderLine line) {
    return new LineNode(line, new OrderNode(order, data, catalogue));
  }

  private final class PartNode implements GraphNode {
    private final Part part;

    PartNode(Part part) {
      this.part = part;
    }

    @Override
    public String type() {
      return "FulfillmentOrder";
    }

    @Override
    public @Nullable Object field(String name, Map<String, Object> arguments) {
      return switch (name) {
        case "id" -> Gid.of("FulfillmentOrder", part.id());
        case "status" -> status(part);
        case "deliveryMethod" ->
          new Fixed(
              "DeliveryMethod",
              Map.of("id", Gid.of("DeliveryMethod", part.id()), "methodType", dispatch.method()));
        case "assignedLocation" -> {
          var place = data.places.need(part.placeId());
          yield new Fixed(
              "FulfillmentOrderAssignedLocation",
              Map.of("name", place.name(), "location", catalogue.place(place)));
        }
        case "lineItems" ->
          Pages.of(
              "FulfillmentOrderLineItem",
              part.shares().stream(),
              share -> Pages.sortable(share.id()),
              DispatchNodes.this::share,
              arguments);
        default -> throw new IllegalArgumentException("the sandbox has no value for " + name);
      };
    }
  }

  /** What left under this id, of whichever order; null when nothing did. */
  static @Nullable GraphNode sending(long id, ShopData data, CatalogueNodes catalogue) {
    for (var dispatch : data.dispatches.all()) {
      for (var sending : dispatch.sendings()) {
        if (sending.id() == id) {
          var order = data.orders.need(dispatch.orderId());
          return new DispatchNodes(order, dispatch, data, catalogue).sending(sending);
        }
      }
    }
    return null;
  }

  GraphNode sending(Sending sending) {
    return new SendingNode(sending);
  }

  private final class SendingNode implements GraphNode {
    private final Sending sending;

    SendingNode(Sending sending) {
      this.sending = sending;
    }

    @Override
    public String type() {
      return "Fulfillment";
    }

    @Override
    public @Nullable Object field(String name, Map<String, Object> arguments) {
      return switch (name) {
        case "id" -> Gid.of("Fulfillment", sending.id());
        case "status" -> "SUCCESS";
        case "trackingInfo" -> tracking();
        case "fulfillmentLineItems" ->
          Pages.of(
              "FulfillmentLineItem",
              sending.units().entrySet().stream(),
              line -> Pages.sortable(line.getKey()),
              this::line,
              arguments);
        default -> throw new IllegalArgumentException("the sandbox has no value for " + name);
      };
    }

    private GraphNode line(Map.Entry<Long, Integer> units) {
      var line = order.lines().stream()
          .filter(one -> one.id() == units.getKey())
          .findFirst()
          .orElseThrow();
      return new Fixed(
          "FulfillmentLineItem",
          Map.of(
              "id",
              Gid.of("FulfillmentLineItem", line.id()),
              "quantity",
              units.getValue(),
              "lineItem",
              DispatchNodes.this.line(line)));
    }

    private List<GraphNode> tracking() {
      var fields = new HashMap<String, Object>();
      put(fields, "company", sending.company());
      put(fields, "number", sending.number());
      put(fields, "url", sending.url());
      return fields.isEmpty() ? List.of() : List.of(new Fixed("FulfillmentTrackingInfo", fields));
    }
  }
}
