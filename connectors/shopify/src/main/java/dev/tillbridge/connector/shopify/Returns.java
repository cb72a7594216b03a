package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.Outcomes.then;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopRefund;
import dev.tillbridge.model.shop.ShopRefund.Restock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what came back of an order by its returns: goods that were restocked before, or without, any
 * money went back. A refund that belongs to a return may tell of the same goods; those count once.
 */
final class Returns {

  /** Each page is one return. */
  private static final int MOST_PAGES = 50;

  private final GraphQl graphQl;

  Returns(GraphQl graphQl) {
    this.graphQl = graphQl;
  }

  /** Goods that a return put back on a shelf. */
  private record Restocked(String id, java.time.Instant at, String lineId, int units) {}

  /** True when a further question tells what came back. */
  static boolean isAsked(Field order) {
    var status = order.at("returnStatus").textIfAny();
    return status != null && !status.equals("NO_RETURN") && !status.equals("RETURN_REQUESTED");
  }

  /** What went back of the order, and what its returns put on a shelf beside that. */
  Outcome<GraphQlRefunds> add(Field order, GraphQlRefunds money) {
    if (!isAsked(order)) {
      return new Delivered<>(money);
    }
    var restocked = new ArrayList<Restocked>();
    var belonging = new HashSet<String>();
    String cursor = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      var next = page(order, cursor, restocked, belonging);
      if (next instanceof Refused<Page> no && no.why().contains("ACCESS_DENIED")) {
        // Said on the page about shops; everything else of the order is known all the same.
        return new Delivered<>(money);
      }
      if (!(next instanceof Delivered<Page>(var read))) {
        return next.map(_ -> money);
      }
      if (!read.more()) {
        return new Delivered<>(together(order, money, restocked, belonging));
      }
      cursor = read.cursor();
    }
    throw order.at("returns").wrong("must not be more than " + MOST_PAGES);
  }

  private Outcome<Page> page(
      Field order, @Nullable String cursor, List<Restocked> restocked, Set<String> belonging) {
    var variables = Json.object().put("order", order.at("id").gid("Order")).put("after", cursor);
    return then(graphQl.call(Document.ORDER_RETURNS, variables), data -> {
      var again = Field.root(data).at("order");
      if (!again.at("updatedAt").node().equals(order.at("updatedAt").node())) {
        return new NotSent<>("the order changed while we read it", null);
      }
      for (var refund : again.at("refunds").each()) {
        if (!refund.at("return").missing()) {
          belonging.add(refund.at("id").gid("Refund"));
        }
      }
      for (var one : again.at("returns").at("nodes").each()) {
        read(one, restocked);
      }
      return new Delivered<>(Page.after(again.at("returns"), cursor));
    });
  }

  private static void read(Field one, List<Restocked> restocked) {
    var ways = one.at("reverseFulfillmentOrders");
    for (var way : whole(ways)) {
      for (var item : whole(way.at("lineItems"))) {
        var sold = item.at("fulfillmentLineItem");
        for (var part : item.at("dispositions").each()) {
          if (!sold.missing() && part.at("type").text().equals("RESTOCKED")) {
            restocked.add(new Restocked(
                part.at("id").gid("ReverseFulfillmentOrderDisposition"),
                part.at("createdAt").time(),
                sold.at("lineItem").at("id").gid("LineItem"),
                part.at("quantity").whole(0, OrderParts.MOST_PER_LINE)));
          }
        }
      }
    }
  }

  private static List<Field> whole(Field connection) {
    if (connection.at("pageInfo").at("hasNextPage").flag()) {
      throw connection.wrong("must not be more than one page");
    }
    return connection.at("nodes").each();
  }

  private static GraphQlRefunds together(
      Field order, GraphQlRefunds money, List<Restocked> restocked, Set<String> belonging) {
    var told = new HashMap<String, Integer>();
    money.refunds().stream()
        .filter(refund -> belonging.contains(refund.id()))
        .flatMap(refund -> refund.lines().stream())
        .filter(line -> line.restock() == Restock.RETURN)
        .forEach(line -> told.merge(line.lineId(), line.quantity(), Integer::sum));
    var nothing = Money.zero(order.at("currencyCode").currency());
    var all = new ArrayList<>(money.refunds());
    restocked.stream()
        .sorted(Comparator.comparing(Restocked::at).thenComparing(Restocked::id))
        .forEach(part -> {
          int units = part.units() - taken(told, part);
          if (units > 0) {
            var line = new ShopRefund.Line(part.lineId(), units, Restock.RETURN, nothing, nothing);
            all.add(new ShopRefund(
                part.id(), part.at(), nothing, nothing, List.of(line), "returned, no refund"));
          }
        });
    return new GraphQlRefunds(all, money.giftCards());
  }

  /** Units of this part of which a refund tells; they are told of once. */
  private static int taken(Map<String, Integer> told, Restocked part) {
    int known = Math.min(part.units(), told.getOrDefault(part.lineId(), 0));
    told.merge(part.lineId(), -known, Integer::sum);
    return known;
  }
}
