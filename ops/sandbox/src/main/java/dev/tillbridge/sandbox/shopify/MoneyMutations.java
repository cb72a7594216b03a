package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.shopify.Order.Back;
import dev.tillbridge.sandbox.shopify.OrderLine.Done;
import dev.tillbridge.sandbox.wire.Cents;
import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The mutation about money: {@code refundCreate}, which needs a key. */
final class MoneyMutations {

  private final ShopData data;
  private final CatalogueNodes nodes;
  private final Dispatches dispatches;
  private final Idempotency idempotency;
  private final BiConsumer<String, Order> onChange;
  private boolean effect;

  /** {@code onChange} hears what was done to an order: refund. */
  MoneyMutations(
      ShopData data,
      CatalogueNodes nodes,
      Dispatches dispatches,
      BiConsumer<String, Order> onChange) {
    this.data = data;
    this.nodes = nodes;
    this.dispatches = dispatches;
    this.idempotency = new Idempotency(data);
    this.onChange = onChange;
  }

  /** Whether something changed since this was last asked. */
  boolean takeEffect() {
    boolean had = effect;
    effect = false;
    return had;
  }

  GraphNode refund(DataFetchingEnvironment call) {
    Map<String, Object> input = Objects.requireNonNull(call.getArgument("input"));
    var result = idempotency.once(call, (key, print) -> refund(key, print, input));
    var attempt = result.attempt();
    var fields = new HashMap<String, Object>();
    fields.put("userErrors", errors("UserError", attempt.problems()));
    if (attempt.applied()) {
      if (!result.replayed()) {
        effect = true;
      }
      var order = data.orders.need(Gid.number("Order", Arguments.text(input, "orderId")));
      var refund = order.refunds().stream()
          .filter(one -> Gid.of("Refund", one.id()).equals(attempt.reference()))
          .findFirst()
          .orElseThrow();
      fields.put("order", new OrderNode(order, data, nodes));
      fields.put("refund", new RefundNode(refund, new OrderNode(order, data, nodes)));
    }
    return new GraphNode.Fixed("RefundCreatePayload", fields);
  }

  private Attempt refund(String key, String print, Map<String, Object> input) {
    var order = data.orders.get(Gid.number("Order", Arguments.text(input, "orderId")));
    var problem = problem(order, input);
    String made = null;
    if (problem == null && order != null) {
      made = Gid.of("Refund", give(order, input));
    }
    return new Attempt(
        data.counters.up("attempt"),
        key,
        "refundCreate",
        print,
        data.now(),
        problem == null,
        null,
        made,
        List.of(),
        problem == null ? List.of() : List.of(problem));
  }

  private Attempt.@Nullable Problem problem(@Nullable Order order, Map<String, Object> input) {
    if (order == null) {
      return new Attempt.Problem(null, List.of("orderId"), "Order does not exist");
    }
    long amount = 0;
    for (var one : lists(input, "transactions")) {
      amount += Cents.minor(String.valueOf(one.get("amount")), order.currency());
    }
    if (amount > order.received() - order.refunded()) {
      return new Attempt.Problem(
          null, List.of("transactions"), "Refund amount exceeds the amount that can be refunded");
    }
    for (var one : lists(input, "refundLineItems")) {
      var line = line(order, one);
      int units = Arguments.number(one, "quantity");
      var restock = String.valueOf(one.get("restockType"));
      boolean sent = restock.equals("RETURN");
      if (line == null
          || units < 1
          || units > (sent ? line.done().sent() - line.done().refundedSent() : line.current())) {
        return new Attempt.Problem(
            null,
            List.of("refundLineItems"),
            "Quantity cannot refund more items than were purchased");
      }
    }
    return null;
  }

  private static @Nullable OrderLine line(Order order, Map<?, ?> one) {
    long id = Gid.number("LineItem", Arguments.text(one, "lineItemId"));
    return order.lines().stream().filter(line -> line.id() == id).findFirst().orElse(null);
  }

  private long give(Order order, Map<String, Object> input) {
    var backs = new ArrayList<Back>();
    var next = new HashMap<Long, OrderLine>();
    long goods = 0;
    for (var one : lists(input, "refundLineItems")) {
      var line = Objects.requireNonNull(line(order, one));
      int units = Arguments.number(one, "quantity");
      var restock = String.valueOf(one.get("restockType")).toLowerCase(Locale.ROOT);
      int before = line.quantity() - line.current();
      long tax =
          line.taxOf(before + units, order.taxRatePpm()) - line.taxOf(before, order.taxRatePpm());
      long net = line.netOf(before + units) - line.netOf(before);
      backs.add(new Back(line.id(), units, restock, net, tax));
      goods += net + tax;
      next.put(line.id(), taken(order, line, units, restock));
    }
    long amount = 0;
    for (var one : lists(input, "transactions")) {
      amount += Cents.minor(String.valueOf(one.get("amount")), order.currency());
    }
    // What goes back beside the goods is taken for shipping.
    long shipping = Math.max(0, amount - goods);
    var refund = new Order.Refund(
        9_000_000_000L + data.counters.up("refund"),
        data.now(),
        backs,
        false,
        shipping,
        0,
        input.get("note") instanceof String note ? note : null);
    var changed = order.with(
        order.lines().stream().map(line -> next.getOrDefault(line.id(), line)).toList(),
        refund,
        data.now());
    data.orders.put(changed.id(), changed);
    onChange.accept("refund", changed);
    return refund.id();
  }

  private OrderLine taken(Order order, OrderLine line, int units, String restock) {
    var done = line.done();
    if (restock.equals("return")) {
      dispatches.shift(line.itemId(), line.placeId(), units, 0);
      return line.with(
          new Done(done.sent(), done.cancelled(), done.writtenOff(), done.refundedSent() + units));
    }
    int open = Math.min(units, line.open());
    dispatches.uncommit(order, line.id(), open);
    if (restock.equals("cancel")) {
      dispatches.shift(line.itemId(), line.placeId(), open, 0);
      return line.with(
          new Done(done.sent(), done.cancelled() + open, done.writtenOff(), done.refundedSent()));
    }
    return line.with(new Done(
        done.sent(),
        done.cancelled(),
        done.writtenOff() + open,
        done.refundedSent() + units - open));
  }

  /** What the input has under the name, or nothing. */
  static List<Map<?, ?>> lists(Map<String, Object> input, String name) {
    return input.get(name) instanceof List<?> list
        ? list.stream().<Map<?, ?>>map(one -> (Map<?, ?>) one).toList()
        : List.of();
  }

  /** As the API tells of them. */
  static List<GraphNode> errors(String type, List<Attempt.Problem> problems) {
    return problems.stream()
        .<GraphNode>map(problem -> {
          var fields = new HashMap<String, Object>();
          fields.put("field", problem.field());
          fields.put("message", problem.message());
          if (problem.code() != null) {
            fields.put("code", problem.code());
          }
          return new GraphNode.Fixed(type, fields);
        })
        .toList();
  }
}
