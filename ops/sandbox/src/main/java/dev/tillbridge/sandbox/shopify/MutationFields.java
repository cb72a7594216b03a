package dev.tillbridge.sandbox.shopify;

import graphql.schema.DataFetchingEnvironment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The fields of the mutation root. */
final class MutationFields {

  private final ShopData data;
  private final CatalogueNodes nodes;
  private final Idempotency idempotency;
  private final InventoryMutations inventory;
  private final WebhookMutations webhooks;
  private final Consumer<Attempt> onStock;
  private @Nullable ProductMutations products;
  private @Nullable BulkDesk bulk;
  private final DispatchMutations dispatch;
  private final MoneyMutations money;
  private final OrderMutations orders;
  private boolean effect;

  /**
   * {@code onStock} hears of every change of stock made through the API, {@code onOrder} of every act
   * on an order.
   */
  MutationFields(
      ShopData data,
      CatalogueNodes nodes,
      Consumer<Attempt> onStock,
      BiConsumer<String, Order> onOrder) {
    this.data = data;
    this.nodes = nodes;
    this.onStock = onStock;
    idempotency = new Idempotency(data);
    inventory = new InventoryMutations(data);
    webhooks = new WebhookMutations(data);
    var dispatches = new Dispatches(data);
    dispatch = new DispatchMutations(data, nodes, dispatches, onOrder);
    money = new MoneyMutations(data, nodes, dispatches, onOrder);
    orders = new OrderMutations(data, nodes, dispatches, onOrder);
  }

  /** How products are changed and what runs in the background. */
  void also(ProductMutations newProducts, BulkDesk newBulk) {
    products = newProducts;
    bulk = newBulk;
  }

  GraphNode updateProduct(DataFetchingEnvironment call) {
    effect = true;
    return Objects.requireNonNull(products).update(call.getArguments());
  }

  GraphNode updateVariants(DataFetchingEnvironment call) {
    effect = true;
    return Objects.requireNonNull(products).updateVariants(call.getArguments());
  }

  GraphNode runBulk(DataFetchingEnvironment call) {
    effect = true;
    return Objects.requireNonNull(bulk).run(call.getArguments());
  }

  /** Whether something changed since this was last asked. */
  boolean takeEffect() {
    boolean dispatched = dispatch.takeEffect();
    boolean paid = money.takeEffect();
    boolean recorded = orders.takeEffect();
    boolean had = effect || dispatched || paid || recorded;
    effect = false;
    return had;
  }

  /** How orders leave. */
  DispatchMutations dispatch() {
    return dispatch;
  }

  /** Refunds. */
  MoneyMutations money() {
    return money;
  }

  /** Orders that were made elsewhere. */
  OrderMutations orders() {
    return orders;
  }

  GraphNode setQuantities(DataFetchingEnvironment call) {
    Map<String, Object> input = Objects.requireNonNull(call.getArgument("input"));
    InventoryMutations.refuseBadEntries("quantities", Arguments.list(input, "quantities"));
    var result = idempotency.once(call, (key, print) -> inventory.set(key, print, input));
    return payload("InventorySetQuantities", result);
  }

  GraphNode adjustQuantities(DataFetchingEnvironment call) {
    Map<String, Object> input = Objects.requireNonNull(call.getArgument("input"));
    InventoryMutations.refuseBadEntries("changes", Arguments.list(input, "changes"));
    var result = idempotency.once(call, (key, print) -> inventory.adjust(key, print, input));
    return payload("InventoryAdjustQuantities", result);
  }

  GraphNode activate(DataFetchingEnvironment call) {
    var result = idempotency.once(call, (key, print) -> activate(call, key, print));
    note(result);
    var attempt = result.attempt();
    var fields = new HashMap<String, Object>();
    fields.put("userErrors", errors("UserError", attempt));
    for (var change : attempt.changes()) {
      var level = nodes.levelAt(change.itemId(), change.placeId(), true);
      if (level != null) {
        fields.put("inventoryLevel", level);
      }
    }
    return new GraphNode.Fixed("InventoryActivatePayload", fields);
  }

  GraphNode subscribe(DataFetchingEnvironment call, String apiVersion) {
    int before = data.subscriptions.size();
    var payload = webhooks.create(apiVersion, call.getArguments());
    effect |= data.subscriptions.size() != before;
    return payload;
  }

  GraphNode resubscribe(DataFetchingEnvironment call) {
    effect = true;
    return webhooks.update(call.getArguments());
  }

  GraphNode unsubscribe(DataFetchingEnvironment call) {
    int before = data.subscriptions.size();
    var payload = webhooks.delete(call.getArguments());
    effect |= data.subscriptions.size() != before;
    return payload;
  }

  private Attempt activate(DataFetchingEnvironment call, String key, String fingerprint) {
    var itemGid = (String) Objects.requireNonNull(call.getArgument("inventoryItemId"));
    var placeGid = (String) Objects.requireNonNull(call.getArgument("locationId"));
    long itemId = Gid.number("InventoryItem", itemGid);
    long placeId = Gid.number("Location", placeGid);
    Integer available = call.getArgument("available");
    var problem = activationProblem(itemId, placeId, available != null);
    var changes = List.<Attempt.Change>of();
    if (problem == null) {
      var known = data.levels.get(Level.key(itemId, placeId));
      var level = known == null ? new Level(itemId, placeId, 0, 0, false, data.now()) : known;
      // Without a quantity the old one stays (2026-04 and later).
      int quantity = available == null ? level.available() : available;
      data.levels.put(
          level.key(), level.activated(data.now()).with(quantity, level.committed(), data.now()));
      changes = List.of(new Attempt.Change(
          "available", itemId, placeId, quantity - level.available(), quantity, null));
    }
    return new Attempt(
        data.counters.up("attempt"),
        key,
        "inventoryActivate",
        fingerprint,
        data.now(),
        problem == null,
        null,
        null,
        changes,
        problem == null ? List.of() : List.of(problem));
  }

  private Attempt.@Nullable Problem activationProblem(
      long itemId, long placeId, boolean withQuantity) {
    var known = data.levels.get(Level.key(itemId, placeId));
    if (known != null && known.active() && withQuantity) {
      return new Attempt.Problem(
          null,
          List.of("available"),
          "Not allowed to set available quantity when the item is already active at the location.");
    }
    if (data.byItem(itemId) == null) {
      return new Attempt.Problem(
          null, List.of("inventoryItemId"), "The product couldn't be stocked: no such item.");
    }
    return data.places.get(placeId) == null
        ? new Attempt.Problem(
            null, List.of("locationId"), "The product couldn't be stocked: no such location.")
        : null;
  }

  private GraphNode payload(String name, Idempotency.Result result) {
    note(result);
    var attempt = result.attempt();
    var fields = new HashMap<String, Object>();
    fields.put("userErrors", errors(name + "UserError", attempt));
    if (attempt.applied()) {
      fields.put("inventoryAdjustmentGroup", group(attempt));
    }
    return new GraphNode.Fixed(name + "Payload", fields);
  }

  private void note(Idempotency.Result result) {
    if (result.attempt().applied() && !result.replayed()) {
      effect = true;
      onStock.accept(result.attempt());
    }
  }

  private GraphNode group(Attempt attempt) {
    var fields = new HashMap<String, Object>();
    fields.put("id", Gid.of("InventoryAdjustmentGroup", attempt.id()));
    fields.put("createdAt", attempt.at().toString());
    if (attempt.reason() != null) {
      fields.put("reason", attempt.reason());
    }
    if (attempt.reference() != null) {
      fields.put("referenceDocumentUri", attempt.reference());
    }
    return new GroupNode(fields, attempt);
  }

  /** The group's changes can be asked for by quantity, item and location. */
  private final class GroupNode implements GraphNode {
    private final Map<String, Object> fields;
    private final Attempt attempt;

    GroupNode(Map<String, Object> fields, Attempt attempt) {
      this.fields = fields;
      this.attempt = attempt;
    }

    @Override
    public String type() {
      return "InventoryAdjustmentGroup";
    }

    @Override
    public @Nullable Object field(String name, Map<String, Object> arguments) {
      if (!name.equals("changes")) {
        return fields.get(name);
      }
      return attempt.changes().stream()
          .filter(change -> wanted(arguments, "quantityNames", change.name()))
          .filter(change ->
              wanted(arguments, "inventoryItemIds", Gid.of("InventoryItem", change.itemId())))
          .filter(change -> wanted(arguments, "locationIds", Gid.of("Location", change.placeId())))
          .map(MutationFields.this::change)
          .toList();
    }

    private static boolean wanted(Map<String, Object> arguments, String name, String value) {
      return !(arguments.get(name) instanceof List<?> only) || only.contains(value);
    }
  }

  private GraphNode change(Attempt.Change change) {
    var fields = new HashMap<String, Object>();
    fields.put("name", change.name());
    fields.put("delta", change.delta());
    fields.put("quantityAfterChange", change.after());
    fields.put("item", nodes.item(Objects.requireNonNull(data.byItem(change.itemId()))));
    fields.put("location", nodes.place(data.places.need(change.placeId())));
    return new GraphNode.Fixed("InventoryChange", fields);
  }

  private static List<GraphNode> errors(String type, Attempt attempt) {
    return attempt.problems().stream().map(problem -> error(type, problem)).toList();
  }

  private static GraphNode error(String type, Attempt.Problem problem) {
    var fields = new HashMap<String, Object>();
    fields.put("field", problem.field());
    fields.put("message", problem.message());
    if (problem.code() != null) {
      fields.put("code", problem.code());
    }
    return new GraphNode.Fixed(type, fields);
  }
}
