package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.shopify.Dispatch.Part;
import dev.tillbridge.sandbox.shopify.Dispatch.Sending;
import dev.tillbridge.sandbox.shopify.Dispatch.Share;
import dev.tillbridge.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How orders leave the shop's locations. Only used under the shop's lock. */
final class Dispatches {

  private final ShopData data;

  Dispatches(ShopData data) {
    this.data = data;
  }

  /** A shopper has chosen how his order comes to him: {@code method}, {@code shipTo}. */
  void begin(Order order, JsonNode wish) {
    var to = wish.path("shipTo");
    var method = Json.text(wish, "method", "SHIPPING");
    var address = method.equals("PICK_UP")
        ? null
        : new Dispatch.Address(
            order.customer() == null ? "A shopper" : order.customer(),
            Json.text(to, "street", "1 Harbour Road"),
            Json.text(to, "city", "New York"),
            Json.text(to, "zip", "10004"),
            "US",
            to.path("latitude").isNumber() ? to.path("latitude").doubleValue() : null,
            to.path("longitude").isNumber() ? to.path("longitude").doubleValue() : null);
    data.dispatches.put(
        order.id(), new Dispatch(order.id(), method, address, null, parts(order), List.of()));
  }

  /** An order that was told to the shop after its goods had left. */
  void recorded(Order order, Dispatch.Source source) {
    data.dispatches.put(
        order.id(), new Dispatch(order.id(), "NONE", null, source, List.of(), List.of()));
  }

  /** One for each location that lines were taken from. */
  private List<Part> parts(Order order) {
    var shares = new TreeMap<Long, List<Share>>();
    for (var line : order.lines()) {
      shares
          .computeIfAbsent(line.placeId(), _ -> new ArrayList<>())
          .add(new Share(shareId(), line.id(), line.quantity(), line.done().sent()));
    }
    var parts = new ArrayList<Part>();
    shares.forEach((place, all) -> parts.add(new Part(partId(), place, false, all)));
    return parts;
  }

  private long partId() {
    return 11_000_000_000L + data.counters.up("fulfillmentOrder");
  }

  private long shareId() {
    return 12_000_000_000L + data.counters.up("fulfillmentOrderLine");
  }

  /** With lines that an edit added since. */
  Dispatch of(Order order) {
    var known = data.dispatches.get(order.id());
    if (known == null) {
      begin(order, Json.object());
      return data.dispatches.need(order.id());
    }
    if (known.method().equals("NONE")) {
      return known;
    }
    var parts = new ArrayList<>(known.parts());
    for (var line : order.lines()) {
      int there = parts.stream()
          .flatMap(part -> part.shares().stream())
          .filter(share -> share.lineId() == line.id())
          .mapToInt(Share::units)
          .sum();
      if (there < line.quantity()) {
        var share = new Share(shareId(), line.id(), line.quantity() - there, 0);
        parts.add(new Part(partId(), line.placeId(), false, List.of(share)));
      }
    }
    return parts.size() == known.parts().size() ? known : saved(known.with(parts));
  }

  /** The order that has this part. */
  @Nullable
  Order orderOf(long partId) {
    return data.dispatches.all().stream()
        .filter(one -> one.parts().stream().anyMatch(part -> part.id() == partId))
        .map(one -> data.orders.need(one.orderId()))
        .findFirst()
        .orElse(null);
  }

  /**
   * Units leave a location.
   *
   * @param units by share
   */
  Sending send(Order order, long placeId, Map<Long, Integer> units, Sending like) {
    var dispatch = of(order);
    var byLine = new TreeMap<Long, Integer>();
    var parts = dispatch.parts().stream()
        .map(part -> part.with(part.shares().stream()
            .map(share -> {
              int some = units.getOrDefault(share.id(), 0);
              byLine.merge(share.lineId(), some, Integer::sum);
              return new Share(share.id(), share.lineId(), share.units(), share.sent() + some);
            })
            .toList()))
        .toList();
    byLine.values().removeIf(some -> some == 0);
    var sending = new Sending(
        13_000_000_000L + data.counters.up("fulfillment"),
        placeId,
        data.now(),
        byLine,
        like.company(),
        like.number(),
        like.url(),
        like.told());
    saved(dispatch.with(parts).with(sending));
    return sending;
  }

  void ready(Order order, long partId) {
    var dispatch = of(order);
    saved(dispatch.with(dispatch.parts().stream()
        .map(part ->
            part.id() == partId ? new Part(partId, part.placeId(), true, part.shares()) : part)
        .toList()));
  }

  /**
   * Units go to another location: what was committed here is available again, there it is taken.
   *
   * @param units by share; empty for all
   * @return the id of the part that has them now
   */
  long move(Order order, Part from, Map<Long, Integer> units, long placeId) {
    var dispatch = of(order);
    var stays = new ArrayList<Share>();
    var goes = new ArrayList<Share>();
    var moved = new HashMap<Long, Integer>();
    for (var share : from.shares()) {
      int left = dispatch.remaining(order, share);
      int some = units.isEmpty() ? left : units.getOrDefault(share.id(), 0);
      if (share.units() - some > 0) {
        stays.add(new Share(share.id(), share.lineId(), share.units() - some, share.sent()));
      }
      if (some > 0) {
        goes.add(new Share(shareId(), share.lineId(), some, 0));
        moved.merge(share.lineId(), some, Integer::sum);
      }
    }
    var parts = new ArrayList<>(dispatch.parts());
    parts.removeIf(part -> part.id() == from.id());
    if (!stays.isEmpty()) {
      parts.add(from.with(stays));
    }
    var part = new Part(partId(), placeId, false, goes);
    parts.add(part);
    saved(dispatch.with(parts));
    for (var line : order.lines()) {
      int some = moved.getOrDefault(line.id(), 0);
      if (some > 0) {
        shift(line.itemId(), from.placeId(), some, -some);
        shift(line.itemId(), placeId, -some, some);
      }
    }
    return part.id();
  }

  /** Goods that left, or were written off: from where their parts are. */
  void uncommit(Order order, long lineId, int units) {
    int left = units;
    var dispatch = of(order);
    var line =
        order.lines().stream().filter(one -> one.id() == lineId).findFirst().orElseThrow();
    for (var part : dispatch.parts().reversed()) {
      for (var share : part.shares()) {
        int some = share.lineId() == lineId ? Math.min(left, dispatch.remaining(order, share)) : 0;
        if (some > 0) {
          shift(line.itemId(), part.placeId(), 0, -some);
          left -= some;
        }
      }
    }
  }

  void shift(long itemId, long placeId, int available, int committed) {
    var key = Level.key(itemId, placeId);
    var known = data.levels.get(key);
    var level = known == null ? new Level(itemId, placeId, 0, 0, true, data.now()) : known;
    data.levels.put(
        key, level.with(level.available() + available, level.committed() + committed, data.now()));
  }

  private Dispatch saved(Dispatch dispatch) {
    data.dispatches.put(dispatch.orderId(), dispatch);
    return dispatch;
  }
}
