package dev.tillbridge.connector.woocommerce;

import static dev.tillbridge.connector.woocommerce.Outcomes.then;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopChannel.OrderPage;
import dev.tillbridge.model.shop.ShopChannel.Unreadable;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Looks which orders changed, page by page. Pages by number would skip orders: one that changes
 * while we read moves to the end, and all behind it move up. So each page begins at the time of the
 * last order of the page before; only orders of one second are counted in pages.
 */
final class Orders {

  static final int PAGE = 50;

  /** The API's own form: no offset, with {@code dates_are_gmt}. */
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Rest rest;

  Orders(Rest rest) {
    this.rest = rest;
  }

  /** After which second, and which page of what comes after it. */
  private record Place(Instant after, int page) {

    /** The second before: the API's "after" leaves out the second itself. */
    static Place from(Instant since) {
      return new Place(since.truncatedTo(ChronoUnit.SECONDS).minusSeconds(1), 1);
    }

    static Place read(String cursor) {
      int at = cursor.indexOf('/');
      try {
        return new Place(
            Instant.parse(cursor.substring(0, Math.max(0, at))),
            Integer.parseInt(cursor.substring(at + 1)));
      } catch (DateTimeException | NumberFormatException e) {
        throw new IllegalArgumentException("not a cursor of ours: " + cursor, e);
      }
    }

    Place next(Instant newest) {
      var further = from(newest);
      return further.after().isAfter(after) ? further : new Place(after, page + 1);
    }

    String cursor() {
      return after + "/" + page;
    }
  }

  Outcome<OrderPage> changedSince(Instant since, @Nullable String cursor) {
    var place = cursor == null ? Place.from(since) : Place.read(cursor);
    var query = Map.of(
        "modified_after",
        UTC.format(place.after()),
        "dates_are_gmt",
        "true",
        "orderby",
        "modified",
        "order",
        "asc",
        "per_page",
        Integer.toString(PAGE),
        "page",
        Integer.toString(place.page()));
    return then(rest.get("orders", query), body -> page(body, place));
  }

  /** One order, as it is now. */
  Outcome<ShopOrder> one(String id) {
    if (!id.matches("[1-9]\\d{0,18}")) {
      return new Refused<>(Outcome.Reason.NOT_FOUND, "not an order of WooCommerce: " + id);
    }
    return then(rest.get("orders/" + id, Map.of()), body -> {
      try {
        var order = Field.root(body);
        return OrderJson.isPlaced(order)
            ? new Delivered<>(OrderJson.read(order))
            : new Refused<>("the shop has not taken units for it");
      } catch (NotAsDocumented e) {
        return new Refused<>(e.reason());
      }
    });
  }

  private static Outcome<OrderPage> page(JsonNode body, Place place) {
    try {
      var orders = new ArrayList<ShopOrder>();
      var unreadable = new ArrayList<Unreadable>();
      var all = Field.root(body).each();
      var newest = place.after();
      for (var order : all) {
        newest = order.at("date_modified_gmt").utc();
        if (OrderJson.isPlaced(order)) {
          read(order, orders, unreadable);
        }
      }
      var cursor = all.size() < PAGE ? null : place.next(newest).cursor();
      return new Delivered<>(new OrderPage(orders, unreadable, cursor));
    } catch (NotAsDocumented e) {
      return new Refused<>("WooCommerce's answer is not as documented: " + e.reason());
    }
  }

  static void read(Field order, List<ShopOrder> orders, List<Unreadable> unreadable) {
    try {
      // By its own paths, as in a webhook: where it stood on the page helps nobody.
      orders.add(OrderJson.read(Field.root(order.node())));
    } catch (NotAsDocumented e) {
      unreadable.add(new Unreadable(Long.toString(order.at("id").id()), e.reason()));
    }
  }
}
