package dev.tillbridge.sandbox.shopify;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The root of all queries. */
final class QueryNode implements GraphNode {

  private final ShopData data;
  private final CatalogueNodes nodes;
  private final String domain;
  private @Nullable BulkDesk bulk;

  QueryNode(ShopData data, CatalogueNodes nodes, String domain) {
    this.data = data;
    this.nodes = nodes;
    this.domain = domain;
  }

  @Override
  public String type() {
    return "QueryRoot";
  }

  @Override
  public @Nullable Object field(String name, Map<String, Object> arguments) {
    return switch (name) {
      case "shop" -> shop();
      case "location" -> byId(arguments.getOrDefault("id", Gid.of("Location", 1001)), "Location");
      case "locations" ->
        Pages.of(
            "Location",
            data.places.all().stream(),
            place -> Pages.sortable(place.id()),
            nodes::place,
            arguments);
      case "product" -> byId(arguments.get("id"), "Product");
      case "bulkOperation" ->
        bulk == null || !(arguments.get("id") instanceof String id) ? null : bulk.look(id);
      case "products" ->
        Pages.of(
            "Product",
            data.products.all().stream().filter(Search.of(arguments.get("query"), this::holds)),
            product -> Pages.sortable(product.id()),
            nodes::product,
            arguments);
      case "productVariants" -> variants("ProductVariant", nodes::variant, arguments);
      case "inventoryItems" -> variants("InventoryItem", nodes::item, arguments);
      case "inventoryItem" -> byId(arguments.get("id"), "InventoryItem");
      case "inventoryLevel" -> byId(arguments.get("id"), "InventoryLevel");
      case "order" -> byId(arguments.get("id"), "Order");
      case "refund" -> byId(arguments.get("id"), "Refund");
      case "fulfillment" -> byId(arguments.get("id"), "Fulfillment");
      case "orders" -> orders(arguments);
      case "node" -> byId(arguments.get("id"), "");
      case "nodes" ->
        Arguments.list(arguments, "ids").stream().map(id -> byId(id, "")).toList();
      case "currentAppInstallation" -> installation();
      case "webhookSubscriptions" -> subscriptions(arguments);
      default -> throw new IllegalArgumentException("the sandbox has no value for " + name);
    };
  }

  private GraphNode installation() {
    var scopes = data.app().scopes().stream()
        .map(scope -> new Fixed("AccessScope", Map.of("handle", scope, "description", scope)))
        .toList();
    return new Fixed(
        "AppInstallation", Map.of("id", Gid.of("AppInstallation", 1), "accessScopes", scopes));
  }

  /** Where bulk operations are asked about. */
  void bulk(BulkDesk desk) {
    bulk = desk;
  }

  /** Every node of a connection, as a bulk operation sees it: without pages. */
  List<GraphNode> every(GraphNode parent, String name, Map<String, Object> arguments) {
    if (parent != this) {
      return parent.field(name, all(arguments)) instanceof Page page ? page.nodes() : List.of();
    }
    return switch (name) {
      case "products" ->
        data.products.all().stream()
            .filter(Search.of(arguments.get("query"), this::holds))
            .map(nodes::product)
            .toList();
      case "productVariants" -> data.variants.all().stream().map(nodes::variant).toList();
      case "inventoryItems" -> data.variants.all().stream().map(nodes::item).toList();
      case "orders" ->
        data.orders.all().stream()
            .filter(Search.of(arguments.get("query"), this::holds))
            .map(this::order)
            .toList();
      default -> throw new IllegalArgumentException("the sandbox cannot export " + name);
    };
  }

  private static Map<String, Object> all(Map<String, Object> arguments) {
    var all = new HashMap<>(arguments);
    all.put("first", Pages.LARGEST);
    return all;
  }

  private GraphNode shop() {
    return new Fixed(
        "Shop",
        Map.of(
            "id",
            Gid.of("Shop", 1),
            "name",
            "Tillbridge demo shop",
            "email",
            "owner@example.com",
            "myshopifyDomain",
            domain,
            "url",
            "https://" + domain,
            "currencyCode",
            data.settings().currency(),
            "ianaTimezone",
            "America/New_York",
            "taxesIncluded",
            false));
  }

  /** The node of this gid, if it exists and, where a type is given, is of that type. */
  private @Nullable GraphNode byId(@Nullable Object id, String wantedType) {
    if (!(id instanceof String gid)) {
      return null;
    }
    var bare = gid.contains("?") ? gid.substring(0, gid.indexOf('?')) : gid;
    var type = Gid.type(bare);
    if (!wantedType.isEmpty() && !wantedType.equals(type)) {
      throw new GraphRefusal("RESOURCE_NOT_FOUND", "invalid id: " + gid);
    }
    long number = Gid.number(type, bare);
    return switch (type) {
      case "Location" -> mapped(data.places.get(number), nodes::place);
      case "Product" -> mapped(data.products.get(number), nodes::product);
      case "ProductVariant" -> mapped(data.variants.get(number), nodes::variant);
      case "InventoryItem" -> mapped(data.byItem(number), nodes::item);
      case "InventoryLevel" -> level(number, gid);
      case "Fulfillment" -> DispatchNodes.sending(number, data, nodes);
      case "Order" -> mapped(data.orders.get(number), this::order);
      case "Refund" -> refund(number);
      case "WebhookSubscription" -> mapped(data.subscriptions.get(number), WebhookMutations::node);
      case "Shop" -> shop();
      default -> ReturnNode.find(type, number, data, order -> new OrderNode(order, data, nodes));
    };
  }

  private @Nullable GraphNode level(long placeId, String gid) {
    var mark = "inventory_item_id=";
    int at = gid.indexOf(mark);
    return at < 0
        ? null
        : mapped(data.levels.get(gid.substring(at + mark.length()) + "@" + placeId), nodes::level);
  }

  private @Nullable GraphNode refund(long id) {
    return data.orders.all().stream()
        .flatMap(order -> order.refunds().stream()
            .filter(refund -> refund.id() == id)
            .map(refund -> (GraphNode) new RefundNode(refund, new OrderNode(order, data, nodes))))
        .findFirst()
        .orElse(null);
  }

  private GraphNode order(Order order) {
    return new OrderNode(order, data, nodes);
  }

  private Page variants(
      String type, Function<Variant, GraphNode> node, Map<String, Object> arguments) {
    return Pages.of(
        type,
        data.variants.all().stream().filter(Search.of(arguments.get("query"), this::holds)),
        variant -> Pages.sortable(variant.id()),
        node,
        arguments);
  }

  private Page orders(Map<String, Object> arguments) {
    Function<Order, String> time = switch (String.valueOf(arguments.get("sortKey"))) {
      case "UPDATED_AT" -> order -> Pages.sortable(order.updatedAt().toEpochMilli());
      case "CREATED_AT", "PROCESSED_AT" ->
        order -> Pages.sortable(order.createdAt().toEpochMilli());
      default -> _ -> "";
    };
    return Pages.of(
        "Order",
        data.orders.all().stream().filter(Search.of(arguments.get("query"), this::holds)),
        order -> time.apply(order) + Pages.sortable(order.id()),
        this::order,
        arguments);
  }

  private Page subscriptions(Map<String, Object> arguments) {
    var topics = arguments.get("topics") instanceof List<?> list ? list : null;
    return Pages.of(
        "WebhookSubscription",
        data.subscriptions.all().stream()
            .filter(s -> topics == null || topics.contains(s.topic()))
            .filter(s -> arguments.get("uri") == null || s.uri().equals(arguments.get("uri"))),
        subscription -> Pages.sortable(subscription.id()),
        WebhookMutations::node,
        arguments);
  }

  private boolean holds(Variant variant, Search.Term term) {
    return switch (term.key()) {
      case "sku" -> matches(variant.sku(), term.value());
      case "barcode" -> variant.barcode() != null && matches(variant.barcode(), term.value());
      case "id" -> Search.compare(variant.id(), term, number(term));
      case "product_id" -> variant.productId() == number(term);
      case "title" -> matches(variant.title(), term.value());
      case "updated_at", "created_at" -> Search.compare(variant.createdAt(), term, time(term));
      default -> throw unknown(term);
    };
  }

  private boolean holds(Product product, Search.Term term) {
    return switch (term.key()) {
      case "handle" -> matches(product.handle(), term.value());
      case "title" -> matches(product.title(), term.value());
      case "vendor" -> matches(product.vendor(), term.value());
      case "id" -> Search.compare(product.id(), term, number(term));
      case "status" -> term.value().equalsIgnoreCase("active");
      case "sku" ->
        data.variantsOf(product.id()).stream().anyMatch(v -> matches(v.sku(), term.value()));
      case "updated_at", "created_at" -> Search.compare(product.createdAt(), term, time(term));
      default -> throw unknown(term);
    };
  }

  private boolean holds(Order order, Search.Term term) {
    return switch (term.key()) {
      case "updated_at" -> Search.compare(order.updatedAt(), term, time(term));
      case "created_at", "processed_at" -> Search.compare(order.createdAt(), term, time(term));
      case "id" -> Search.compare(order.id(), term, number(term));
      case "name" -> order.name().equals(term.value()) || order.name().equals("#" + term.value());
      case "financial_status" ->
        Arrays.asList(term.value().split(",")).contains(order.financialStatus());
      case "fulfillment_status" ->
        term.value().equals(order.fulfilledAt() == null ? "unfulfilled" : "shipped");
      case "source_name" -> term.value().equals(source(order, "sourceName"));
      case "source_identifier" -> term.value().equals(source(order, "sourceIdentifier"));
      case "test" -> term.value().equals("false");
      case "status" ->
        switch (term.value().toLowerCase(Locale.ROOT)) {
          case "any" -> true;
          case "open" -> order.open();
          case "closed" -> order.fulfilledAt() != null;
          case "cancelled" -> order.cancelledAt() != null;
          default -> throw unknown(term);
        };
      default -> throw unknown(term);
    };
  }

  private @Nullable Object source(Order order, String field) {
    return new OrderNode(order, data, nodes).field(field, Map.of());
  }

  private static boolean matches(String value, String wanted) {
    return wanted.endsWith("*")
        ? value.regionMatches(true, 0, wanted, 0, wanted.length() - 1)
        : value.equalsIgnoreCase(wanted);
  }

  private static long number(Search.Term term) {
    try {
      return Long.parseLong(term.value().substring(term.value().lastIndexOf('/') + 1));
    } catch (NumberFormatException e) {
      throw new GraphRefusal("BAD_REQUEST", term.key() + " needs a number: " + term.value());
    }
  }

  private static Instant time(Search.Term term) {
    try {
      return OffsetDateTime.parse(term.value()).toInstant();
    } catch (DateTimeException e) {
      throw new GraphRefusal("BAD_REQUEST", term.key() + " needs an ISO time: " + term.value());
    }
  }

  private static GraphRefusal unknown(Search.Term term) {
    return new GraphRefusal("BAD_REQUEST", "the sandbox cannot search by " + term.key());
  }

  private static <T> @Nullable GraphNode mapped(@Nullable T row, Function<T, GraphNode> node) {
    return row == null ? null : node.apply(row);
  }
}
