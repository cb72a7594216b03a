package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.Outcomes.then;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopChannel.OrderPage;
import dev.tillbridge.model.shop.ShopChannel.Unreadable;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Looks which orders changed, page by page; what a webhook should have told and may not have. */
final class Orders {

  /** With 50 a page: more lines than Shopify lets an order have. */
  private static final int MOST_LINE_PAGES = 20;

  /** As the document has it. */
  private static final int PAGE = 5;

  private final GraphQl graphQl;
  private final Returns returns;

  Orders(GraphQl graphQl) {
    this.graphQl = graphQl;
    this.returns = new Returns(graphQl);
  }

  Outcome<OrderPage> changedSince(Instant since, @Nullable String cursor) {
    // Whole seconds, rounded down: rather see an order twice than never.
    var from = since.truncatedTo(ChronoUnit.SECONDS);
    var variables = Json.object().put("query", "updated_at:>='" + from + "'").put("after", cursor);
    return then(graphQl.call(Document.ORDERS, variables), data -> page(data, cursor));
  }

  /** These orders, whatever became of them; at most as many as a page holds. */
  Outcome<OrderPage> named(List<String> ids) {
    if (ids.isEmpty() || ids.size() > PAGE) {
      throw new IllegalArgumentException("1 to " + PAGE + " orders, were " + ids.size());
    }
    var query = ids.stream()
        .map(id -> "id:" + id.substring(id.lastIndexOf('/') + 1))
        .collect(Collectors.joining(" OR "));
    var variables = Json.object().put("query", query).putNull("after");
    return then(graphQl.call(Document.ORDERS, variables), data -> page(data, null));
  }

  private Outcome<OrderPage> page(JsonNode data, @Nullable String cursor) {
    try {
      var connection = Field.root(data).at("orders");
      var orders = new ArrayList<ShopOrder>();
      var unreadable = new ArrayList<Unreadable>();
      for (var order : connection.at("nodes").each()) {
        switch (whole(order)) {
          case Delivered<Read>(var read) -> read.addTo(orders, unreadable);
          case Outcome<Read> no -> {
            return no.map(_ -> new OrderPage(List.of(), null));
          }
        }
      }
      return new Delivered<>(
          new OrderPage(orders, unreadable, Page.after(connection, cursor).cursor()));
    } catch (NotAsDocumented e) {
      return new Refused<>("Shopify's answer is not as documented: " + e.reason());
    }
  }

  /** An order, or why it cannot be read: one of them is null. */
  private record Read(@Nullable ShopOrder order, @Nullable Unreadable unreadable) {

    void addTo(List<ShopOrder> orders, List<Unreadable> unreadables) {
      if (order != null) {
        orders.add(order);
      }
      if (unreadable != null) {
        unreadables.add(unreadable);
      }
    }
  }

  /** The order as it is now. */
  Outcome<ShopOrder> one(String id) {
    var variables = Json.object().put("order", id);
    return then(graphQl.call(Document.ORDER, variables), data -> {
      try {
        var order = Field.root(data).at("order");
        if (order.missing()) {
          return new Refused<>("Shopify has no order " + id);
        }
        return then(whole(order), read -> {
          var whole = read.order();
          var not = read.unreadable();
          return whole != null
              ? new Delivered<>(whole)
              : new Refused<>(not == null ? "it cannot be read" : not.why());
        });
      } catch (NotAsDocumented e) {
        return new Refused<>("Shopify's answer is not as documented: " + e.reason());
      }
    });
  }

  /** The order with all its lines, and what went back of it. */
  private Outcome<Read> whole(Field order) {
    try {
      return then(
          lines(order),
          lines -> then(
              then(money(order), refunds -> returns.add(order, refunds)),
              money -> new Delivered<>(new Read(GraphQlOrder.read(order, lines, money), null))));
    } catch (NotAsDocumented e) {
      return new Delivered<>(
          new Read(null, new Unreadable(order.at("id").gid("Order"), e.reason())));
    }
  }

  private Outcome<GraphQlRefunds> money(Field order) {
    if (!GraphQlOrder.asksForMoney(order)) {
      return new Delivered<>(GraphQlRefunds.NONE);
    }
    var variables = Json.object().put("order", order.at("id").gid("Order"));
    return then(graphQl.call(Document.ORDER_MONEY, variables), data -> {
      var again = Field.root(data).at("order");
      return again.at("updatedAt").node().equals(order.at("updatedAt").node())
          ? new Delivered<>(GraphQlRefunds.read(again, order.at("currencyCode").currency()))
          : new NotSent<>("the order changed while we read it", null);
    });
  }

  private Outcome<List<Field>> lines(Field order) {
    var all = new ArrayList<>(order.at("lineItems").at("nodes").each());
    var page = Page.after(order.at("lineItems"), null);
    for (int i = 0; page.more(); i++) {
      if (i == MOST_LINE_PAGES) {
        throw order.at("lineItems").wrong("must not have more than " + all.size() + " lines");
      }
      var next = moreLines(order, page, all);
      if (!(next instanceof Delivered<Page>(var read))) {
        return next.map(_ -> List.of());
      }
      page = read;
    }
    return new Delivered<>(all);
  }

  private Outcome<Page> moreLines(Field order, Page page, List<Field> all) {
    var variables =
        Json.object().put("order", order.at("id").gid("Order")).put("after", page.cursor());
    return then(graphQl.call(Document.ORDER_LINES, variables), data -> {
      var again = Field.root(data).at("order");
      if (!again.at("updatedAt").node().equals(order.at("updatedAt").node())) {
        return new NotSent<>("the order changed while we read it", null);
      }
      for (var line : again.at("lineItems").at("nodes").each()) {
        all.add(new Field(line.node(), "lineItems.nodes[" + all.size() + "]"));
      }
      return new Delivered<>(Page.after(again.at("lineItems"), page.cursor()));
    });
  }
}
