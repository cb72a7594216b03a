package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.shopify.Dispatch.Part;
import dev.tillbridge.sandbox.shopify.Dispatch.Sending;
import dev.tillbridge.sandbox.shopify.OrderLine.Done;
import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The mutations about how orders leave. None of them takes a key: a repeated {@code
 * fulfillmentCreate} sends again whatever is left.
 */
final class DispatchMutations {

  private static final String NOT_READY =
      "The fulfillment order does not have any line items that can be prepared.";

  private final ShopData data;
  private final CatalogueNodes nodes;
  private final Dispatches dispatches;
  private final BiConsumer<String, Order> onChange;
  private boolean effect;

  /** {@code onChange} hears what was done to an order: fulfil or move. */
  DispatchMutations(
      ShopData data,
      CatalogueNodes nodes,
      Dispatches dispatches,
      BiConsumer<String, Order> onChange) {
    this.data = data;
    this.nodes = nodes;
    this.dispatches = dispatches;
    this.onChange = onChange;
  }

  /** Whether something changed since this was last asked. */
  boolean takeEffect() {
    boolean had = effect;
    effect = false;
    return had;
  }

  private void changed(String what, Order order) {
    effect = true;
    onChange.accept(what, order);
  }

  /** What a call wants of one part. */
  private record Wanted(Order order, Part part, Map<Long, Integer> units) {}

  GraphNode send(DataFetchingEnvironment call) {
    Map<String, Object> input = Objects.requireNonNull(call.getArgument("fulfillment"));
    var wanted = new ArrayList<Wanted>();
    for (var one : Arguments.list(input, "lineItemsByFulfillmentOrder")) {
      var fields = (Map<?, ?>) one;
      var lines = fields.get("fulfillmentOrderLineItems");
      var read = wanted((String) Objects.requireNonNull(fields.get("fulfillmentOrderId")), lines);
      if (read == null) {
        return refused(
            "FulfillmentCreatePayload", "fulfillment", "Fulfillment order does not exist.");
      }
      wanted.add(read);
    }
    var problem = wanted.isEmpty() ? "Nothing to fulfill." : problem(wanted);
    if (problem != null) {
      return refused("FulfillmentCreatePayload", "fulfillment", problem);
    }
    var order = wanted.getFirst().order();
    long place = wanted.getFirst().part().placeId();
    var units = new HashMap<Long, Integer>();
    wanted.forEach(one -> units.putAll(one.units()));
    var sending = dispatches.send(order, place, units, like(input));
    for (var line : order.lines()) {
      int some = sending.units().getOrDefault(line.id(), 0);
      if (some > 0) {
        dispatches.shift(line.itemId(), place, 0, -some);
      }
    }
    var next = order.with(
        order.lines().stream()
            .map(line -> {
              var done = line.done();
              return line.with(new Done(
                  done.sent() + sending.units().getOrDefault(line.id(), 0),
                  done.cancelled(),
                  done.writtenOff(),
                  done.refundedSent()));
            })
            .toList(),
        null,
        data.now());
    data.orders.put(next.id(), next);
    changed("fulfil", next);
    var shown = new DispatchNodes(next, dispatches.of(next), data, nodes).sending(sending);
    return new GraphNode.Fixed(
        "FulfillmentCreatePayload", Map.of("fulfillment", shown, "userErrors", List.of()));
  }

  private static Sending like(Map<String, Object> input) {
    var info = input.get("trackingInfo") instanceof Map<?, ?> map ? map : Map.of();
    return new Sending(
        0,
        0,
        java.time.Instant.EPOCH,
        Map.of(),
        (String) info.get("company"),
        (String) info.get("number"),
        info.get("url") == null ? null : String.valueOf(info.get("url")),
        Boolean.TRUE.equals(input.get("notifyCustomer")));
  }

  private @Nullable Wanted wanted(String gid, @Nullable Object lines) {
    long id = Gid.number("FulfillmentOrder", gid);
    var order = dispatches.orderOf(id);
    if (order == null) {
      return null;
    }
    var dispatch = dispatches.of(order);
    var part =
        dispatch.parts().stream().filter(one -> one.id() == id).findFirst().orElseThrow();
    var units = new TreeMap<Long, Integer>();
    if (lines instanceof List<?> list && !list.isEmpty()) {
      for (var line : list) {
        var fields = (Map<?, ?>) line;
        units.put(
            Gid.number("FulfillmentOrderLineItem", Arguments.text(fields, "id")),
            Arguments.number(fields, "quantity"));
      }
    } else {
      part.shares().forEach(share -> units.put(share.id(), dispatch.remaining(order, share)));
    }
    return new Wanted(order, part, units);
  }

  private @Nullable String problem(List<Wanted> all) {
    var first = all.getFirst();
    for (var one : all) {
      if (one.order().id() != first.order().id()
          || one.part().placeId() != first.part().placeId()) {
        return "All fulfillment orders must be assigned to the same location and order.";
      }
      var problem = problem(one);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private @Nullable String problem(Wanted one) {
    var dispatch = dispatches.of(one.order());
    if (one.order().cancelledAt() != null) {
      return "The fulfillment order is not in an open state.";
    }
    for (var wanted : one.units().entrySet()) {
      int left = one.part().shares().stream()
          .filter(share -> share.id() == wanted.getKey())
          .mapToInt(share -> dispatch.remaining(one.order(), share))
          .sum();
      if (wanted.getValue() < 1 || wanted.getValue() > left) {
        return "Invalid fulfillment order line item quantity requested.";
      }
    }
    return null;
  }

  GraphNode ready(DataFetchingEnvironment call) {
    Map<String, Object> input = Objects.requireNonNull(call.getArgument("input"));
    var type = "FulfillmentOrderLineItemsPreparedForPickup";
    var parts = new ArrayList<Wanted>();
    for (var one : Arguments.list(input, "lineItemsByFulfillmentOrder")) {
      var part = wanted(Arguments.text((Map<?, ?>) one, "fulfillmentOrderId"), null);
      if (part == null || !dispatches.of(part.order()).method().equals("PICK_UP")) {
        return coded(type, "FULFILLMENT_ORDER_INVALID", "Invalid fulfillment order ID provided.");
      }
      if (part.part().ready() || part.units().values().stream().allMatch(left -> left == 0)) {
        return coded(type, "NO_LINE_ITEMS_TO_PREPARE_FOR_FULFILLMENT_ORDER", NOT_READY);
      }
      parts.add(part);
    }
    parts.forEach(part -> dispatches.ready(part.order(), part.part().id()));
    effect = true;
    return new GraphNode.Fixed(type + "Payload", Map.of("userErrors", List.of()));
  }

  GraphNode move(DataFetchingEnvironment call) {
    var type = "FulfillmentOrderMove";
    var wanted = wanted(
        Objects.requireNonNull(call.getArgument("id")),
        call.getArgument("fulfillmentOrderLineItems"));
    long place = Gid.number("Location", Objects.requireNonNull(call.getArgument("newLocationId")));
    var problem = wanted == null ? "Fulfillment order does not exist." : problem(wanted);
    if (data.places.get(place) == null) {
      problem = "Location does not exist.";
    }
    if (wanted == null || problem != null) {
      return refused(type + "Payload", "id", String.valueOf(problem));
    }
    long moved = dispatches.move(wanted.order(), wanted.part(), wanted.units(), place);
    var order = wanted.order();
    changed("move", order);
    var dispatch = dispatches.of(order);
    var part =
        dispatch.parts().stream().filter(one -> one.id() == moved).findFirst().orElseThrow();
    return new GraphNode.Fixed(
        type + "Payload",
        Map.of(
            "movedFulfillmentOrder",
            new DispatchNodes(order, dispatch, data, nodes).part(part),
            "userErrors",
            List.of()));
  }

  private static GraphNode refused(String payload, String field, String message) {
    var type = payload.equals("FulfillmentOrderMovePayload")
        ? "FulfillmentOrderMoveFulfillmentOrderMoveUserError"
        : "UserError";
    var error = new GraphNode.Fixed(type, Map.of("field", List.of(field), "message", message));
    return new GraphNode.Fixed(payload, Map.of("userErrors", List.of(error)));
  }

  private static GraphNode coded(String type, String code, String message) {
    var error = new GraphNode.Fixed(
        type + "UserError", Map.of("field", List.of("input"), "message", message, "code", code));
    return new GraphNode.Fixed(type + "Payload", Map.of("userErrors", List.of(error)));
  }
}
