package dev.tillbridge.sandbox.shopify;

import static dev.tillbridge.sandbox.shopify.MoneyMutations.errors;
import static dev.tillbridge.sandbox.shopify.MoneyMutations.lists;

import dev.tillbridge.sandbox.shopify.OrderLine.Done;
import dev.tillbridge.sandbox.wire.Cents;
import graphql.schema.DataFetchingEnvironment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** {@code orderCreate}, which takes no key and makes another order every time. */
final class OrderMutations {

  private final ShopData data;
  private final CatalogueNodes nodes;
  private final Dispatches dispatches;
  private final BiConsumer<String, Order> onChange;
  private boolean effect;

  /** {@code onChange} hears what was done to an order: create. */
  OrderMutations(
      ShopData data,
      CatalogueNodes nodes,
      Dispatches dispatches,
      BiConsumer<String, Order> onChange) {
    this.data = data;
    this.nodes = nodes;
    this.dispatches = dispatches;
    this.onChange = onChange;
  }

  /** Whether something changed since this was last asked. */
  boolean takeEffect() {
    boolean had = effect;
    effect = false;
    return had;
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
}
