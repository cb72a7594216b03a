package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.Outcomes.then;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopFulfilment;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells Shopify how orders leave: by its fulfilment orders. */
final class Fulfilments implements ShopFulfilment {

  /** Nearly every order is one part of a few lines; what is larger is read part by part. */
  private static final int USUAL_PARTS = 5;

  private static final int USUAL_LINES = 30;
  private static final int MOST_LINES = 250;
  private static final int MOST_PARTS = 100;

  private final GraphQl graphQl;

  Fulfilments(GraphQl graphQl) {
    this.graphQl = graphQl;
  }

  @Override
  public Outcome<OrderToSend> toSend(String orderId) {
    return then(
        page(orderId, USUAL_PARTS, USUAL_LINES, null),
        first -> then(
            isWhole(first) ? new Delivered<>(first) : partByPart(orderId),
            whole -> new Delivered<>(new OrderToSend(whole.parts(), whole.destination()))));
  }

  /** A look at an order's fulfilment orders; the cursor is null on the last page. */
  private record Seen(
      List<Part> parts,
      @Nullable Destination destination,
      boolean linesLeft,
      @Nullable String cursor) {}

  private static boolean isWhole(Seen seen) {
    return !seen.linesLeft() && seen.cursor() == null;
  }

  private Outcome<Seen> partByPart(String orderId) {
    var parts = new ArrayList<Part>();
    Destination destination = null;
    String cursor = null;
    for (int i = 0; i < MOST_PARTS; i++) {
      var next = page(orderId, 1, MOST_LINES, cursor);
      if (!(next instanceof Delivered<Seen>(var seen))) {
        return next;
      }
      parts.addAll(seen.parts());
      destination = seen.destination();
      cursor = seen.cursor();
      if (seen.linesLeft()) {
        return new Refused<>("more than " + MOST_LINES + " lines leave together");
      }
      if (cursor == null) {
        return new Delivered<>(new Seen(parts, destination, false, null));
      }
    }
    return new Refused<>("the order leaves in more than " + MOST_PARTS + " parts");
  }

  private Outcome<Seen> page(String orderId, int parts, int lines, @Nullable String after) {
    var variables = Json.object()
        .put("order", orderId)
        .put("parts", parts)
        .put("lines", lines)
        .put("after", after);
    return then(graphQl.call(Document.TO_SEND, variables), data -> {
      var order = Field.root(data).at("order");
      if (order.missing()) {
        return new Refused<>(Reason.NOT_FOUND, "Shopify has no order " + orderId);
      }
      try {
        var connection = order.at("fulfillmentOrders");
        var found = connection.at("nodes").each();
        boolean more = found.stream()
            .anyMatch(
                part -> part.at("lineItems").at("pageInfo").at("hasNextPage").flagOr(false));
        return new Delivered<>(new Seen(
            found.stream().map(Fulfilments::part).toList(),
            ShippingAddress.read(order.at("shippingAddress")),
            more,
            Page.after(connection, after).cursor()));
      } catch (NotAsDocumented e) {
        return new Refused<>("Shopify's answer is not as documented: " + e.reason());
      }
    });
  }

  private static Part part(Field part) {
    var location = part.at("assignedLocation").at("location");
    var lines = part.at("lineItems").at("nodes").each().stream()
        .map(line -> new PartLine(
            line.at("id").gid("FulfillmentOrderLineItem"),
            line.at("lineItem").at("id").gid("LineItem"),
            line.at("remainingQuantity").whole(0, OrderParts.MOST_PER_LINE)))
        .toList();
    var status = part.at("status").text();
    return new Part(
        part.at("id").gid("FulfillmentOrder"),
        method(part.at("deliveryMethod").at("methodType").textIfAny()),
        location.missing() ? null : location.at("id").gid("Location"),
        status.equals("OPEN") || status.equals("IN_PROGRESS"),
        lines);
  }

  /** An order that somebody typed in has no way to leave; it is sent like any other. */
  private static Method method(@Nullable String told) {
    return switch (told) {
      case "PICK_UP" -> Method.PICK_UP;
      case "NONE", "RETAIL" -> Method.NONE;
      case null, default -> Method.SHIPPING;
    };
  }

  @Override
  public Outcome<List<Sending>> sendings(String orderId) {
    return Sendings.of(graphQl, orderId);
  }

  @Override
  public Outcome<String> sent(Parcel parcel) {
    var fulfillment = Json.object().put("notifyCustomer", parcel.tellCustomer());
    var parts = fulfillment.putArray("lineItemsByFulfillmentOrder");
    parcel.units().forEach((part, units) -> {
      var one = parts.addObject().put("fulfillmentOrderId", part);
      lines(one.putArray("fulfillmentOrderLineItems"), units);
    });
    var tracking = parcel.tracking();
    if (!tracking.equals(Tracking.NONE)) {
      var info = fulfillment.putObject("trackingInfo");
      putIfAny(info, "company", tracking.company());
      putIfAny(info, "number", tracking.number());
      putIfAny(info, "url", tracking.url() == null ? null : tracking.url().toString());
    }
    var variables = Json.object();
    variables.set("fulfillment", fulfillment);
    return then(
        graphQl.call(Document.SEND, variables),
        data -> made(data, "fulfillmentCreate", "fulfillment", "Fulfillment"));
  }

  @Override
  public Outcome<String> ready(List<String> partIds) {
    var variables = Json.object();
    var parts = variables.putObject("input").putArray("lineItemsByFulfillmentOrder");
    partIds.forEach(id -> parts.addObject().put("fulfillmentOrderId", id));
    return then(graphQl.call(Document.READY, variables), data -> {
      var payload = Field.root(data).at("fulfillmentOrderLineItemsPreparedForPickup");
      try {
        var errors = UserError.of(payload);
        // Nothing is left to be prepared: it stood ready before.
        boolean before = !errors.isEmpty()
            && errors.stream()
                .allMatch(error -> error.is("NO_LINE_ITEMS_TO_PREPARE_FOR_FULFILLMENT_ORDER"));
        return errors.isEmpty() || before
            ? new Delivered<>(String.join(", ", partIds))
            : new Refused<>("Shopify: " + UserError.words(errors));
      } catch (NotAsDocumented e) {
        return new InDoubt<>("Shopify's answer is not as documented: " + e.reason());
      }
    });
  }

  @Override
  public Outcome<String> move(
      String partId, SequencedMap<String, Integer> units, String locationId) {
    var variables = Json.object().put("part", partId).put("location", locationId);
    lines(variables.putArray("lines"), units);
    return then(
        graphQl.call(Document.MOVE, variables),
        data -> made(data, "fulfillmentOrderMove", "movedFulfillmentOrder", "FulfillmentOrder"));
  }

  /** The id of what a mutation made, or why it did not. */
  static Outcome<String> made(JsonNode data, String mutation, String what, String type) {
    var payload = Field.root(data).at(mutation);
    try {
      var errors = UserError.of(payload);
      return errors.isEmpty()
          ? new Delivered<>(payload.at(what).at("id").gid(type))
          : new Refused<>("Shopify: " + UserError.words(errors));
    } catch (NotAsDocumented e) {
      return new InDoubt<>("Shopify's answer is not as documented: " + e.reason());
    }
  }

  private static void lines(ArrayNode lines, SequencedMap<String, Integer> units) {
    units.forEach((id, some) -> lines.addObject().put("id", id).put("quantity", some));
  }

  private static void putIfAny(ObjectNode object, String name, @Nullable String value) {
    if (value != null) {
      object.put(name, value);
    }
  }
}
