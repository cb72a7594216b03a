package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.shopify.Order.Back;
import dev.tillbridge.sandbox.shopify.OrderLine.Done;
import dev.tillbridge.sandbox.wire.Cents;
import graphql.schema.DataFetchingEnvironment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The mutations about money: {@code refundCreate}, which needs a key, and {@code orderCreate}, which
 * takes none and makes another order every time.
 */
final class MoneyMutations {

  private final ShopData data;
  private final CatalogueNodes nodes;
  private final Dispatches dispatches;
  private final Idempotency idempotency;
  private final BiConsumer<String, Order> onChange;
  private boolean effect;

  /** {@code onChange} hears what was done to an order: refund or create. */
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

  GraphNode create(DataFetchingEnvironment call) {
    Map<String, Object> input = Objects.requireNonNull(call.getArgument("order"));
    Map<String, Object> options = call.getArgument("options");
    var behaviour =
        options == null ? "BYPASS" : options.getOrDefault("inventoryBehaviour", "BYPASS");
    var problem = problem(input, behaviour);
    if (problem != null) {
      return new GraphNode.Fixed(
          "OrderCreatePayload",
          Map.of("userErrors", errors("OrderCreateUserError", List.of(problem))));
    }
    var order = created(input);
    effect = true;
    onChange.accept("create", order);
    return new GraphNode.Fixed(
        "OrderCreatePayload",
        Map.of("order", new OrderNode(order, data, nodes), "userErrors", List.of()));
  }

  private Attempt.@Nullable Problem problem(Map<String, Object> input, Object behaviour) {
    if (!behaviour.equals("BYPASS")) {
      return new Attempt.Problem("INVALID", List.of("options"), "the sandbox only knows BYPASS");
    }
    if (Boolean.TRUE.equals(input.get("taxesIncluded"))
        && !lists(input, "taxLines").isEmpty()) {
      return new Attempt.Problem(
          "INVALID", List.of("order", "taxesIncluded"), "the sandbox adds taxes on top");
    }
    return lists(input, "lineItems").isEmpty()
        ? new Attempt.Problem("INVALID", List.of("order", "lineItems"), "Line items can't be blank")
        : null;
  }

  private Order created(Map<String, Object> input) {
    var currency = String.valueOf(input.getOrDefault("currency", data.settings().currency()));
    long tax = 0;
    for (var one : lists(input, "taxLines")) {
      tax += minor(one, "priceSet", currency);
    }
    var lines = new ArrayList<OrderLine>();
    for (var one : lists(input, "lineItems")) {
      lines.add(line(one, currency, lines.isEmpty() ? tax : 0));
    }
    Instant now = data.now();
    long id = 5_000_000_000L + data.counters.up("order");
    long number = 1000 + data.counters.get("order");
    boolean gone = "FULFILLED".equals(input.get("fulfillmentStatus"));
    var order = new Order(
        id,
        number,
        currency,
        0,
        (String) input.get("email"),
        null,
        lines,
        now,
        now,
        null,
        gone ? now : null,
        List.of(),
        Order.Extras.NONE);
    data.orders.put(id, order);
    var tags = input.get("tags") instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.<String>of();
    dispatches.recorded(
        order,
        new Dispatch.Source(
            String.valueOf(input.getOrDefault("sourceName", "web")),
            (String) input.get("sourceIdentifier"),
            tags));
    return order;
  }

  /** The order's tax stands on its first line; it was told as a sum. */
  private OrderLine line(Map<?, ?> one, String currency, long tax) {
    var gid = one.get("variantId");
    var variant = gid instanceof String id
        ? data.variants.get(Gid.number("ProductVariant", id))
        : data.bySku(String.valueOf(one.get("sku")));
    int quantity = Arguments.number(one, "quantity");
    return new OrderLine(
        6_000_000_000L + data.counters.up("line"),
        variant == null ? 0 : variant.id(),
        variant == null ? 0 : variant.productId(),
        variant == null ? 0 : variant.itemId(),
        ShopData.MAIN_STREET,
        String.valueOf(one.get("sku")),
        String.valueOf(one.get("title")),
        "",
        "",
        quantity,
        minor(one, "priceSet", currency),
        0,
        tax,
        tax > 0,
        new Done(quantity, 0, 0, 0));
  }

  private static long minor(Map<?, ?> owner, String name, String currency) {
    var bag = (Map<?, ?>) Objects.requireNonNull(owner.get(name), name);
    var money = (Map<?, ?>) Objects.requireNonNull(bag.get("shopMoney"), "shopMoney");
    return Cents.minor(String.valueOf(money.get("amount")), currency);
  }

  private static List<Map<?, ?>> lists(Map<String, Object> input, String name) {
    return input.get(name) instanceof List<?> list
        ? list.stream().<Map<?, ?>>map(one -> (Map<?, ?>) one).toList()
        : List.of();
  }

  private static List<GraphNode> errors(String type, List<Attempt.Problem> problems) {
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
