package dev.tillbridge.sandbox.shopify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How an order is to leave, and what of it has left: Shopify's fulfilment orders and fulfilments.
 *
 * @param method SHIPPING or PICK_UP
 * @param address null when nothing is shipped
 * @param source who told of the order, when nobody bought it here
 */
record Dispatch(
    long orderId,
    String method,
    @Nullable Address address,
    @Nullable Source source,
    List<Part> parts,
    List<Sending> sendings) {

  /** Where it goes. */
  record Address(
      String name,
      String street,
      String city,
      String zip,
      String country,
      @Nullable Double latitude,
      @Nullable Double longitude) {}

  /** An order that was recorded from elsewhere. */
  record Source(String name, @Nullable String identifier, List<String> tags) {
    Source {
      tags = List.copyOf(tags);
    }
  }

  /**
   * A fulfilment order.
   *
   * @param ready the customer was told that he can come
   */
  record Part(long id, long placeId, boolean ready, List<Share> shares) {
    Part {
      shares = List.copyOf(shares);
    }

    Part with(List<Share> next) {
      return new Part(id, placeId, ready, next);
    }
  }

  /** Units of an order's line in a part. */
  record Share(long id, long lineId, int units, int sent) {
    int left() {
      return units - sent;
    }
  }

  /** A fulfilment. */
  record Sending(
      long id,
      long placeId,
      Instant at,
      Map<Long, Integer> units,
      @Nullable String company,
      @Nullable String number,
      @Nullable String url,
      boolean told) {
    Sending {
      units = new TreeMap<>(units);
    }
  }

  Dispatch {
    parts = List.copyOf(parts);
    sendings = List.copyOf(sendings);
  }

  Dispatch with(List<Part> next) {
    return new Dispatch(orderId, method, address, source, next, sendings);
  }

  Dispatch with(Sending sending) {
    var all = new ArrayList<>(sendings);
    all.add(sending);
    return new Dispatch(orderId, method, address, source, parts, all);
  }

  /** Units of a share that are yet to leave; what was taken off the order leaves the last part first. */
  int remaining(Order order, Share share) {
    int open = order.lines().stream()
        .filter(line -> line.id() == share.lineId())
        .mapToInt(OrderLine::open)
        .sum();
    for (var part : parts) {
      for (var one : part.shares()) {
        if (one.lineId() == share.lineId()) {
          int some = Math.min(open, one.left());
          if (one.id() == share.id()) {
            return some;
          }
          open -= some;
        }
      }
    }
    return 0;
  }
}
