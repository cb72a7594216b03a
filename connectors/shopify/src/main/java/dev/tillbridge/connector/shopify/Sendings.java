package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.Outcomes.then;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopFulfilment.Sending;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Reads what of an order has left, to the last line: whoever is in doubt must see all of it. */
final class Sendings {

  /** As many as the document asks for; there is no next page of them. */
  static final int MOST = 15;

  private static final int PAGES_MOST = 100;

  private Sendings() {}

  static Outcome<List<Sending>> of(GraphQl graphQl, String orderId) {
    var variables = Json.object().put("order", orderId);
    return then(graphQl.call(Document.SENDINGS, variables), data -> {
      try {
        var told = Field.root(data).at("order").at("fulfillments").eachIfAny();
        if (told.size() >= MOST) {
          return new Refused<>("the order has left in more than %d parcels, fulfil it at Shopify"
              .formatted(MOST - 1));
        }
        var sendings = new ArrayList<Sending>();
        for (var one : told) {
          if (one.at("status").text().equals("CANCELLED")) {
            continue;
          }
          var whole = whole(graphQl, one);
          if (!(whole instanceof Delivered<Sending>(var sending))) {
            return whole.map(_ -> List.of());
          }
          sendings.add(sending);
        }
        return new Delivered<>(sendings);
      } catch (NotAsDocumented e) {
        return new Refused<>("Shopify's answer is not as documented: " + e.reason());
      }
    });
  }

  private static Outcome<Sending> whole(GraphQl graphQl, Field one) {
    var id = one.at("id").gid("Fulfillment");
    var tracking = one.at("trackingInfo").eachIfAny();
    var number = tracking.isEmpty() ? null : tracking.getFirst().at("number").textIfAny();
    var lines = one.at("fulfillmentLineItems");
    Outcome<SequencedMap<String, Integer>> units =
        lines.at("pageInfo").at("hasNextPage").flag()
            ? pages(graphQl, id)
            : new Delivered<>(units(lines, new LinkedHashMap<>()));
    return units.map(all -> new Sending(id, all, number));
  }

  private static Outcome<SequencedMap<String, Integer>> pages(GraphQl graphQl, String id) {
    var units = new LinkedHashMap<String, Integer>();
    String cursor = null;
    for (int page = 0; page < PAGES_MOST; page++) {
      var variables = Json.object().put("sending", id).put("after", cursor);
      var answer = graphQl.call(Document.SENDING_LINES, variables);
      if (!(answer instanceof Delivered(var data))) {
        return answer.map(_ -> units);
      }
      var lines = Field.root(data).at("fulfillment").at("fulfillmentLineItems");
      units(lines, units);
      cursor = Page.after(lines, cursor).cursor();
      if (cursor == null) {
        return new Delivered<>(units);
      }
    }
    return new Refused<>("the lines of a parcel do not end");
  }

  private static SequencedMap<String, Integer> units(
      Field lines, SequencedMap<String, Integer> units) {
    for (var line : lines.at("nodes").each()) {
      units.merge(
          line.at("lineItem").at("id").gid("LineItem"),
          line.at("quantity").missing()
              ? 0
              : line.at("quantity").whole(0, OrderParts.MOST_PER_LINE),
          Integer::sum);
    }
    return units;
  }
}
