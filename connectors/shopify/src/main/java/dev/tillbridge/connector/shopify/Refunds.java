package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.Outcomes.then;
import static dev.tillbridge.connector.shopify.WholeOrders.changed;
import static dev.tillbridge.connector.shopify.WholeOrders.documented;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.shop.ShopRefund;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** Asks what went back of orders: of many orders at once, and of each to the last refund and line. */
final class Refunds {

  /** As {@code order-told.graphql} asks for; so many may not be all. */
  private static final int TOLD = 5;

  /** As {@code order-refunds.graphql} asks for: a list without pages, so that more cannot be told. */
  private static final int MOST = 250;

  /** With 50 a page: more lines than Shopify lets an order have. */
  private static final int MOST_LINE_PAGES = 20;

  private final GraphQl graphQl;

  Refunds(GraphQl graphQl) {
    this.graphQl = graphQl;
  }

  /** A refund of which nothing but the id is known yet. */
  private record Wanted(String order, String refund) {}

  /** By order; what has no refunds is absent. */
  Map<String, Outcome<List<ShopRefund>>> of(Map<String, Field> told) {
    var refunds = new LinkedHashMap<String, Outcome<List<ShopRefund>>>();
    var wanted = new ArrayList<Wanted>();
    told.forEach((id, order) -> {
      switch (documented(() -> ids(id, order))) {
        case Delivered<List<String>>(var ids) ->
          ids.forEach(refund -> wanted.add(new Wanted(id, refund)));
        case Outcome<List<String>> no -> refunds.put(id, no.map(_ -> List.of()));
      }
    });
    for (int from = 0; from < wanted.size(); from += Document.REFUNDS_MOST) {
      var some = wanted.subList(from, Math.min(wanted.size(), from + Document.REFUNDS_MOST));
      var variables = Json.object();
      for (int i = 0; i < some.size(); i++) {
        variables.put("refund" + i, some.get(i).refund());
      }
      var answer = graphQl.call(Document.REFUNDS_NOW, some.size(), variables);
      for (int i = 0; i < some.size(); i++) {
        var one = some.get(i);
        var order = Objects.requireNonNull(told.get(one.order()));
        var name = "refund" + i;
        var read = then(answer, data -> documented(() -> refund(order, one, data.path(name))));
        refunds.merge(one.order(), read.map(List::of), Refunds::both);
      }
    }
    return refunds;
  }

  /** All of them, or why not. */
  private static Outcome<List<ShopRefund>> both(
      Outcome<List<ShopRefund>> before, Outcome<List<ShopRefund>> next) {
    return then(
        before,
        some -> next.map(more -> {
          var all = new ArrayList<>(some);
          all.addAll(more);
          return all;
        }));
  }

  private Outcome<List<String>> ids(String id, Field order) {
    var few = order.at("refunds").each();
    if (few.size() < TOLD) {
      return new Delivered<>(ids(few));
    }
    return then(graphQl.call(Document.ORDER_REFUNDS, Json.object().put("order", id)), data -> {
      var again = Field.root(data).at("order");
      if (changed(order, again)) {
        return changed();
      }
      var all = again.at("refunds").each();
      if (all.size() >= MOST) {
        throw again.at("refunds").wrong("must be fewer than " + MOST + " refunds");
      }
      return new Delivered<>(ids(all));
    });
  }

  private static List<String> ids(List<Field> refunds) {
    return refunds.stream().map(refund -> refund.at("id").gid("Refund")).toList();
  }

  private Outcome<ShopRefund> refund(Field order, Wanted wanted, JsonNode told) {
    var refund = new Field(told, "refund");
    if (changed(order, refund.at("order"))) {
      return changed();
    }
    var currency = order.at("currencyCode").currency();
    return then(
        lines(order, wanted.refund(), refund.at("refundLineItems")),
        lines -> new Delivered<>(GraphQlRefunds.refund(refund, lines, currency)));
  }

  private Outcome<List<Field>> lines(Field order, String refund, Field first) {
    var all = new ArrayList<>(first.at("nodes").each());
    var page = Page.after(first, null);
    for (int i = 0; page.more(); i++) {
      if (i == MOST_LINE_PAGES) {
        throw first.wrong("must not have more than " + all.size() + " lines");
      }
      var variables = Json.object().put("refund", refund).put("after", page.cursor());
      var before = page;
      var next = then(graphQl.call(Document.REFUND_LINES, variables), data -> {
        var again = Field.root(data).at("refund");
        if (changed(order, again.at("order"))) {
          return changed();
        }
        all.addAll(again.at("refundLineItems").at("nodes").each());
        return new Delivered<>(Page.after(again.at("refundLineItems"), before.cursor()));
      });
      if (!(next instanceof Delivered<Page>(var read))) {
        return next.map(_ -> List.of());
      }
      page = read;
    }
    return new Delivered<>(all);
  }
}
