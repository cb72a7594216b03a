package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.Outcomes.then;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Asks for what the first answer about orders leaves out: further lines, what went back, what was
 * returned, who paid.
 */
final class WholeOrders {

  /** With 50 a page: more lines than Shopify lets an order have. */
  private static final int MOST_LINE_PAGES = 20;

  private final GraphQl graphQl;
  private final Refunds refunds;
  private final Returns returns;

  WholeOrders(GraphQl graphQl) {
    this.graphQl = graphQl;
    this.refunds = new Refunds(graphQl);
    this.returns = new Returns(graphQl);
  }

  /**
   * Each order by itself.
   *
   * @param told what {@code order-told.graphql} asks for, by the order's id
   * @return refused, naming the field, what is not as documented; not sent what must be asked again
   */
  Map<String, Outcome<ShopOrder>> read(Map<String, Field> told) {
    var refunded = refunds.of(told);
    var paid = payments(told);
    var whole = new LinkedHashMap<String, Outcome<ShopOrder>>();
    told.forEach((id, order) -> whole.put(
        id,
        documented(() -> then(
            lines(id, order),
            lines -> then(
                refunded.getOrDefault(id, new Delivered<>(List.of())),
                back -> then(
                    paid.getOrDefault(id, new Delivered<>(GraphQlRefunds.NONE)),
                    payments -> then(
                        returns.add(order, new GraphQlRefunds(back, payments.giftCards())),
                        money -> new Delivered<>(GraphQlOrder.read(order, lines, money)))))))));
    return whole;
  }

  /** What is not as documented concerns one order only. */
  static <T> Outcome<T> documented(Supplier<Outcome<T>> reading) {
    try {
      return reading.get();
    } catch (NotAsDocumented e) {
      return new Refused<>(e.reason());
    }
  }

  /** Ends a question whose order is not what it was when the first one was answered. */
  static boolean changed(Field order, Field again) {
    return !again.at("updatedAt").node().equals(order.at("updatedAt").node());
  }

  static <T> Outcome<T> changed() {
    return new NotSent<>("the order changed while we read it", null);
  }

  /** How much gift cards paid, of those orders that somebody else paid as well. */
  private Map<String, Outcome<GraphQlRefunds>> payments(Map<String, Field> told) {
    var paid = new LinkedHashMap<String, Outcome<GraphQlRefunds>>();
    var split = new ArrayList<String>();
    told.forEach((id, order) -> {
      switch (documented(() -> new Delivered<>(GraphQlOrder.isSplit(order)))) {
        case Delivered<Boolean>(var yes) -> {
          if (yes) {
            split.add(id);
          }
        }
        case Outcome<Boolean> no -> paid.put(id, no.map(_ -> GraphQlRefunds.NONE));
      }
    });
    for (int from = 0; from < split.size(); from += Document.ORDERS_MOST) {
      var some = split.subList(from, Math.min(split.size(), from + Document.ORDERS_MOST));
      var variables = Json.object();
      for (int i = 0; i < some.size(); i++) {
        variables.put("order" + i, some.get(i));
      }
      var answer = graphQl.call(Document.PAYMENTS_NOW, some.size(), variables);
      for (int i = 0; i < some.size(); i++) {
        var order = Objects.requireNonNull(told.get(some.get(i)));
        var name = "order" + i;
        paid.put(
            some.get(i),
            then(
                answer,
                data -> documented(() -> {
                  var again = new Field(data.path(name), "order");
                  return changed(order, again)
                      ? changed()
                      : new Delivered<>(
                          GraphQlRefunds.paid(again, order.at("currencyCode").currency()));
                })));
      }
    }
    return paid;
  }

  private Outcome<List<Field>> lines(String id, Field order) {
    var all = new ArrayList<>(order.at("lineItems").at("nodes").each());
    var page = Page.after(order.at("lineItems"), null);
    for (int i = 0; page.more(); i++) {
      if (i == MOST_LINE_PAGES) {
        throw order.at("lineItems").wrong("must not have more than " + all.size() + " lines");
      }
      var next = moreLines(id, order, page, all);
      if (!(next instanceof Delivered<Page>(var read))) {
        return next.map(_ -> List.of());
      }
      page = read;
    }
    return new Delivered<>(all);
  }

  private Outcome<Page> moreLines(String id, Field order, Page page, List<Field> all) {
    var variables = Json.object().put("order", id).put("after", page.cursor());
    return then(graphQl.call(Document.ORDER_LINES, variables), data -> {
      var again = Field.root(data).at("order");
      if (changed(order, again)) {
        return changed();
      }
      for (var line : again.at("lineItems").at("nodes").each()) {
        all.add(new Field(line.node(), "lineItems.nodes[" + all.size() + "]"));
      }
      return new Delivered<>(Page.after(again.at("lineItems"), page.cursor()));
    });
  }
}
