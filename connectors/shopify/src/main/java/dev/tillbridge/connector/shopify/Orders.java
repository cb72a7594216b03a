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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Looks which orders changed, page by page; what a webhook should have told and may not have. */
final class Orders {

  /** With 50 a page: more lines than Shopify lets an order have. */
  private static final int MOST_LINE_PAGES = 20;

  private final GraphQl graphQl;

  Orders(GraphQl graphQl) {
    this.graphQl = graphQl;
  }

  Outcome<OrderPage> changedSince(Instant since, @Nullable String cursor) {
    // Whole seconds, rounded down: rather see an order twice than never.
    var from = since.truncatedTo(ChronoUnit.SECONDS);
    var variables = Json.object().put("query", "updated_at:>='" + from + "'").put("after", cursor);
    return then(graphQl.call(Document.ORDERS, variables), data -> page(data, cursor));
  }

  private Outcome<OrderPage> page(JsonNode data, @Nullable String cursor) {
    try {
      var connection = Field.root(data).at("orders");
      var orders = new ArrayList<ShopOrder>();
      var unreadable = new ArrayList<Unreadable>();
      for (var order : connection.at("nodes").each()) {
        var lines = lines(order);
        if (!(lines instanceof Delivered<List<Field>>(var all))) {
          return lines.map(_ -> new OrderPage(List.of(), null));
        }
        read(order, all, orders, unreadable);
      }
      return new Delivered<>(
          new OrderPage(orders, unreadable, Page.after(connection, cursor).cursor()));
    } catch (NotAsDocumented e) {
      return new Refused<>("Shopify's answer is not as documented: " + e.reason());
    }
  }

  private static void read(
      Field order, List<Field> lines, List<ShopOrder> orders, List<Unreadable> unreadable) {
    try {
      orders.add(GraphQlOrder.read(order, lines));
    } catch (NotAsDocumented e) {
      unreadable.add(new Unreadable(order.at("id").gid("Order"), e.reason()));
    }
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
