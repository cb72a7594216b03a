package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What shoppers and the shop's staff do, by HTTP; and the webhooks that follow from it. */
final class ShopControl {

  private static final int QUANTITY_MAX = 1_000_000;
  private static final Pattern ORDER =
      Pattern.compile("/orders/([^/]+)/(cancel|fulfil|edit|refund|pay|tag|return)");

  private final ShopData data;
  private final Webhooks webhooks;
  private final Orders orders;
  private final OrderActs acts;
  private final AppControl app;
  private final ProductControl products;
  private final BulkDesk bulk;
  private final Dispatches dispatches;

  ShopControl(
      ShopData data, Webhooks webhooks, AppControl app, ProductControl products, BulkDesk bulk) {
    this.data = data;
    this.app = app;
    this.webhooks = webhooks;
    this.products = products;
    this.bulk = bulk;
    orders = new Orders(data);
    acts = new OrderActs(data, orders);
    dispatches = new Dispatches(data);
  }

  Answer answer(Call call) {
    var order = ORDER.matcher(call.path());
    if (!call.method().equals("POST")) {
      return Answer.problem(405, "method-not-allowed", "POST only");
    }
    if (order.matches()) {
      return change(order.group(1), order.group(2), call.body());
    }
    return switch (call.path()) {
      case "/orders" -> buy(call.body());
      case "/inventory" -> edit(call.body());
      case "/locations" -> open(call.body());
      case "/products" -> products.add(call.body());
      case "/products/show" -> products.show(call.body());
      case "/products/edit" -> products.edit(call.body());
      case "/bulk" -> bulk.order(call.body());
      default -> app.answer(call);
    };
  }

  Answer buy(String body) {
    var wish = Json.parseObject(body);
    if (wish == null) {
      return Answer.problem(400, "invalid-request", "the body is not a JSON object");
    }
    if (!wish.path("lines").isArray() || wish.path("lines").isEmpty()) {
      return invalid("lines", "must be a list with at least one line");
    }
    var lines = new ArrayList<Orders.Wanted>();
    for (int i = 0; i < wish.path("lines").size(); i++) {
      var line = wish.path("lines").path(i);
      var sku = Json.text(line, "sku");
      var quantity = line.path("quantity");
      if (sku == null) {
        return invalid("lines[" + i + "].sku", "must be given");
      }
      if (!quantity.isInt() || quantity.intValue() < 1 || quantity.intValue() > QUANTITY_MAX) {
        return invalid("lines[" + i + "].quantity", "must be between 1 and " + QUANTITY_MAX);
      }
      lines.add(
          new Orders.Wanted(sku, quantity.intValue(), line.path("discount").asLong(0)));
    }
    var extras = extras(wish);
    if (extras == null) {
      return invalid("shipping, tip, duties, giftCard", "must not be negative");
    }
    var name = Json.text(wish, "name");
    return switch (orders.place(lines, Json.text(wish, "email"), name, extras)) {
      case Orders.Outcome.Placed(var order) -> {
        dispatches.begin(order, wish);
        yield placed(order);
      }
      case Orders.Outcome.Unknown(var sku) -> invalid("lines", "no such SKU: " + sku);
      case Orders.Outcome.SoldOut(var sku, var left) -> {
        data.counters.up("soldOut");
        var extra = Json.object().put("sku", sku).put("available", left);
        yield Answer.problem(409, "sold-out", sku + ": only " + left + " left", extra);
      }
    };
  }

  /** Amounts in the smallest unit; null when one makes no sense. */
  private static Order.@Nullable Extras extras(JsonNode wish) {
    long shipping = wish.path("shipping").asLong(0);
    long tip = wish.path("tip").asLong(0);
    long duties = wish.path("duties").asLong(0);
    long giftCard = wish.path("giftCard").asLong(0);
    if (Math.min(Math.min(shipping, tip), Math.min(duties, giftCard)) < 0) {
      return null;
    }
    return new Order.Extras(
        shipping,
        tip,
        duties,
        giftCard,
        wish.path("test").asBoolean(false),
        wish.path("unpaid").asBoolean(false),
        Json.text(wish, "risk", "LOW"),
        Json.text(wish, "buyers"),
        wish.path("ratePpm").asLong(1_000_000),
        List.of());
  }

  /** News of stock changed through the API, for those who subscribed to it. */
  void stockChanged(Attempt attempt) {
    attempt.changes().stream()
        .filter(change -> change.name().equals("available"))
        .map(change -> data.levels.need(Level.key(change.itemId(), change.placeId())))
        .forEach(this::announceLevel);
  }

  /** News of an act on an order through the API. */
  void orderChanged(String act, Order order) {
    var news = new ArrayList<Webhooks.News>();
    if (act.equals("create")) {
      var source = dispatches.of(order).source();
      news.add(new Webhooks.News("orders/create", RestOrder.of(order, source)));
    } else if (!act.equals("move")) {
      news.addAll(news(act, order));
    }
    webhooks.announce(news);
    order.lines().stream()
        .flatMap(line -> data.levelsOf(line.itemId()).stream())
        .distinct()
        .forEach(this::announceLevel);
  }

  JsonNode storefront() {
    var settings = data.settings();
    var page = Json.object().put("name", "Tillbridge demo shop");
    page.put("currency", settings.currency()).put("taxRatePpm", settings.taxRatePpm());
    var products = page.putArray("products");
    var byProduct = new java.util.HashMap<Long, ObjectNode>();
    for (var product : data.products.all()) {
      var shown = products.addObject().put("title", product.title());
      shown.put("handle", product.handle()).put("vendor", product.vendor()).putArray("variants");
      byProduct.put(product.id(), shown);
    }
    for (var variant : data.variants.all()) {
      var shown = Objects.requireNonNull(byProduct.get(variant.productId()));
      var line = shown.withArray("variants").addObject().put("sku", variant.sku());
      line.put("title", variant.title()).put("price", variant.price());
      line.put("taxable", variant.taxable());
      line.put("available", Math.max(0, data.available(variant.itemId())));
    }
    return page;
  }

  private Answer placed(Order order) {
    var body = RestOrder.of(order);
    var placed = new Webhooks.News("orders/create", body);
    webhooks.announce(
        order.extras().unpaid()
            ? List.of(placed)
            : List.of(placed, new Webhooks.News("orders/paid", body)));
    order.lines().stream()
        .map(line -> data.levels.need(Level.key(line.itemId(), line.placeId())))
        .forEach(this::announceLevel);
    return Answer.json(201, ShopTruth.order(order)).withEffect();
  }

  private Answer change(String id, String act, String body) {
    var order = find(id);
    if (order == null) {
      return Answer.problem(404, "not-found", "no order " + id);
    }
    var wish = body.isBlank() ? Json.object() : Json.parseObject(body);
    if (wish == null) {
      return Answer.problem(400, "invalid-request", "the body is not a JSON object");
    }
    var sku = Json.text(wish, "sku", "");
    int quantity = wish.path("quantity").asInt(0);
    if (!act.equals("cancel") && !sku.isEmpty() && (quantity < 1 || quantity > QUANTITY_MAX)) {
      return invalid("quantity", "must be between 1 and " + QUANTITY_MAX);
    }
    boolean restock = wish.path("restock").asBoolean(true);
    var changed = switch (act) {
      case "cancel" -> acts.cancel(order, restock);
      case "pay" -> acts.pay(order);
      case "tag" -> acts.tag(order, Json.text(wish, "tag", "tagged"));
      case "fulfil" -> acts.fulfil(order, sku.isEmpty() ? Map.of() : Map.of(sku, quantity));
      case "edit" ->
        wish.path("remove").asBoolean(false)
            ? acts.refund(order, sku, quantity, restock, true)
            : acts.add(order, sku, quantity);
      case "return" -> acts.takeBack(order, sku, quantity, restock);
      default ->
        wish.path("ofReturn").asBoolean(false)
            ? acts.refundReturned(order, sku, quantity)
            : acts.refund(order, sku, quantity, restock, false);
    };
    if (changed == null) {
      return Answer.problem(409, "too-late", "order " + order.name() + " is " + order.status());
    }
    webhooks.announce(news(act, changed));
    changed.lines().stream()
        .map(line -> data.levels.need(Level.key(line.itemId(), line.placeId())))
        .forEach(this::announceLevel);
    return Answer.json(200, ShopTruth.order(changed)).withEffect();
  }

  private List<Webhooks.News> news(String act, Order order) {
    var body = RestOrder.of(order, dispatches.of(order).source());
    var first = switch (act) {
      case "cancel" -> new Webhooks.News("orders/cancelled", body);
      case "fulfil" ->
        new Webhooks.News(
            order.fulfilledAt() == null ? "orders/partially_fulfilled" : "orders/fulfilled", body);
      case "edit" -> new Webhooks.News("orders/edited", RestOrder.edit(order));
      case "pay" -> new Webhooks.News("orders/paid", body);
      case "tag", "return" -> null;
      default -> new Webhooks.News("refunds/create", RestOrder.lastRefund(order));
    };
    var updated = new Webhooks.News("orders/updated", body);
    return first == null ? List.of(updated) : List.of(first, updated);
  }

  private @Nullable Order find(String id) {
    var byId = data.orders.get(id);
    return byId != null
        ? byId
        : data.orders.all().stream()
            .filter(order -> order.name().equals("#" + id.replace("#", "").replace("%23", "")))
            .findFirst()
            .orElse(null);
  }

  private Answer edit(String body) {
    var wish = Json.parseObject(body);
    if (wish == null) {
      return Answer.problem(400, "invalid-request", "the body is not a JSON object");
    }
    var variant = data.bySku(Json.text(wish, "sku", ""));
    if (variant == null) {
      return invalid("sku", "no such SKU");
    }
    var available = wish.path("available");
    if (!available.isInt() || Math.abs(available.intValue()) > 1_000_000_000) {
      return invalid("available", "must be a whole number");
    }
    announceLevel(orders.edit(variant, available.intValue()));
    return Answer.json(200, ShopTruth.stock(data, variant)).withEffect();
  }

  /** The shop opens another location; its id is the number in Shopify's global id. */
  private Answer open(String body) {
    var wish = Json.parseObject(body);
    if (wish == null || !wish.path("id").isInt() || wish.path("id").intValue() < 1) {
      return invalid("id", "must be a number above zero");
    }
    long id = wish.path("id").intValue();
    var name = Json.text(wish, "name", "Location " + id);
    data.places.put(id, new Place(id, name));
    return Answer.json(201, Json.object().put("id", Gid.of("Location", id)).put("name", name))
        .withEffect();
  }

  private void announceLevel(Level level) {
    var body = Json.object().put("inventory_item_id", level.itemId());
    body.put("location_id", level.placeId()).put("available", level.available());
    body.put("updated_at", level.updatedAt().toString());
    body.put(
        "admin_graphql_api_id",
        Gid.of("InventoryLevel", level.placeId()) + "?inventory_item_id=" + level.itemId());
    webhooks.announce(List.of(new Webhooks.News("inventory_levels/update", body)));
  }

  private static Answer invalid(String field, String reason) {
    var extra = Json.object();
    extra.putArray("errors").addObject().put("field", field).put("reason", reason);
    return Answer.problem(422, "invalid", field + " " + reason, extra);
  }
}
