package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.Outcomes.then;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopChannel.ChangePage;
import dev.tillbridge.model.shop.ShopChannel.ChangedOrder;
import dev.tillbridge.model.shop.ShopChannel.OrderPage;
import dev.tillbridge.model.shop.ShopChannel.Unreadable;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks which orders changed, and how they are now; what a webhook may not have told. */
final class Orders {

  private final GraphQl graphQl;
  private final WholeOrders whole;

  Orders(GraphQl graphQl) {
    this.graphQl = graphQl;
    this.whole = new WholeOrders(graphQl);
  }

  Outcome<OrderPage> changedSince(Instant since, @Nullable String cursor) {
    return then(graphQl.call(Document.ORDERS, since(since, cursor)), data -> page(data, cursor));
  }

  /**
   * A fiftieth of the cost for each order; enough to see whether it is known as it is. Nothing is
   * looked at before there is room to ask for some of it as well: many who only look would leave
   * room for nobody.
   */
  Outcome<ChangePage> changes(Instant since, @Nullable String cursor) {
    var wait = graphQl.room(Document.ORDER_CHANGES, Document.ORDERS_NOW, Document.ORDERS_MOST);
    if (wait.isPositive()) {
      return new NotSent<>("close to Shopify's call limit", wait);
    }
    return then(graphQl.call(Document.ORDER_CHANGES, since(since, cursor)), data -> {
      try {
        var connection = Field.root(data).at("orders");
        var changes = connection.at("nodes").each().stream().map(Orders::change).toList();
        var next = Page.after(connection, cursor).cursor();
        return new Delivered<>(new ChangePage(List.of(), changes, List.of(), next));
      } catch (NotAsDocumented e) {
        return new Refused<>("Shopify's answer is not as documented: " + e.reason());
      }
    });
  }

  private static ChangedOrder change(Field order) {
    return new ChangedOrder(
        order.at("id").gid("Order"),
        order.at("updatedAt").time(),
        OrderParts.payment(order.at("displayFinancialStatus")),
        OrderParts.fulfilled(order.at("displayFulfillmentStatus")),
        order.at("test").flag(),
        order.at("cancelledAt").timeIfAny() != null);
  }

  private static ObjectNode since(Instant since, @Nullable String cursor) {
    // Whole seconds, rounded down: rather see an order twice than never.
    var from = since.truncatedTo(ChronoUnit.SECONDS);
    return Json.object().put("query", "updated_at:>='" + from + "'").put("after", cursor);
  }

  private Outcome<OrderPage> page(JsonNode data, @Nullable String cursor) {
    try {
      var connection = Field.root(data).at("orders");
      var told = new LinkedHashMap<String, Field>();
      connection.at("nodes").each().forEach(one -> told.put(one.at("id").gid("Order"), one));
      return page(whole.read(told), Page.after(connection, cursor).cursor());
    } catch (NotAsDocumented e) {
      return new Refused<>("Shopify's answer is not as documented: " + e.reason());
    }
  }

  /** One that cannot be read must not hide the others; one that must wait, makes the page wait. */
  private static Outcome<OrderPage> page(
      Map<String, Outcome<ShopOrder>> read, @Nullable String cursor) {
    var orders = new ArrayList<ShopOrder>();
    var unreadable = new ArrayList<Unreadable>();
    for (var entry : read.entrySet()) {
      switch (entry.getValue()) {
        case Delivered<ShopOrder>(var order) -> orders.add(order);
        case Refused<ShopOrder>(var reason, var why) -> {
          if (reason != Outcome.Reason.NOT_FOUND) {
            unreadable.add(new Unreadable(entry.getKey(), why));
          }
        }
        case NotSent<ShopOrder>(var why, var wait) -> {
          return new NotSent<>(why, wait);
        }
        case InDoubt<ShopOrder>(var why) -> {
          return new InDoubt<>(why);
        }
      }
    }
    return new Delivered<>(new OrderPage(orders, unreadable, cursor));
  }

  /** These orders, whatever became of them. */
  Outcome<OrderPage> named(List<String> ids) {
    return page(now(ids), null);
  }

  /** The order as it is now. */
  Outcome<ShopOrder> one(String id) {
    var answer = now(List.of(id)).get(id);
    return answer == null ? new NotSent<>("the shop was not asked", null) : answer;
  }

  /** Each of these as it is now. */
  Map<String, Outcome<ShopOrder>> now(Collection<String> ids) {
    var answers = new LinkedHashMap<String, Outcome<ShopOrder>>();
    var all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += Document.ORDERS_MOST) {
      var some = all.subList(from, Math.min(all.size(), from + Document.ORDERS_MOST));
      var told = told(some, answers);
      if (!(told instanceof Delivered<Map<String, Field>>(var orders))) {
        // Whoever is told to wait now need not try with the others.
        all.subList(from, all.size()).forEach(id -> answers.put(id, told.map(_ -> never())));
        return answers;
      }
      answers.putAll(whole.read(orders));
    }
    return answers;
  }

  private static ShopOrder never() {
    throw new IllegalStateException("only what was delivered has a value");
  }

  /** How long a question about so many orders should wait that can wait. */
  Duration patience(int orders) {
    return graphQl.patience(Document.ORDERS_NOW, Math.clamp(orders, 1, Document.ORDERS_MOST));
  }

  /** What the first answer tells of them; those that are gone are in the answers. */
  private Outcome<Map<String, Field>> told(
      List<String> ids, Map<String, Outcome<ShopOrder>> answers) {
    var variables = Json.object();
    for (int i = 0; i < ids.size(); i++) {
      variables.put("order" + i, ids.get(i));
    }
    return then(graphQl.call(Document.ORDERS_NOW, ids.size(), variables), data -> {
      var told = new LinkedHashMap<String, Field>();
      for (int i = 0; i < ids.size(); i++) {
        var order = Field.root(data).at("order" + i);
        if (order.missing()) {
          answers.put(
              ids.get(i),
              new Refused<>(Outcome.Reason.NOT_FOUND, "Shopify has no order " + ids.get(i)));
        } else {
          told.put(ids.get(i), new Field(order.node(), "order"));
        }
      }
      return new Delivered<>(told);
    });
  }
}
