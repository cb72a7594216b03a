package dev.tillbridge.sandbox.woocommerce;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** REST v3, as far as a hub needs it. What it is not asked rightly, it refuses as WordPress does. */
final class WooApi {

  private static final String BASE = "/wp-json/wc/v3";
  private static final Pattern PRODUCT = Pattern.compile("/products/(\\d+)(?:/variations/(\\d+))?");
  private static final Pattern VARIATIONS = Pattern.compile("/products/(\\d+)/variations");
  private static final Pattern ORDER = Pattern.compile("/orders/(\\d+)");
  private static final Pattern HOOK = Pattern.compile("/webhooks/(\\d+)");
  private static final int PER_PAGE_MOST = 100;

  private final WooData data;
  private final WooJson json;
  private final Orders orders;
  private final java.util.function.Consumer<Order> placed;

  /**
   * What it needs.
   *
   * @param placed told of orders that come in between
   */
  WooApi(WooData data, WooJson json, Orders orders, java.util.function.Consumer<Order> placed) {
    this.data = data;
    this.json = json;
    this.orders = orders;
    this.placed = placed;
  }

  Answer answer(Call call) {
    var path = call.path().startsWith(BASE) ? call.path().substring(BASE.length()) : "";
    boolean get = call.method().equals("GET");
    if (path.equals("/products") && get) {
      return products(call.query());
    }
    if (path.equals("/orders") && get) {
      return orders(call.query());
    }
    if (path.equals("/webhooks")) {
      return get ? paged(call.query(), List.copyOf(data.hooks.all()), json::hook) : hook(call);
    }
    if (path.equals("/data/currencies/current") && get) {
      return Answer.json(200, Json.object().put("code", data.settings().currency()));
    }
    var variations = VARIATIONS.matcher(path);
    if (variations.matches() && get) {
      return paged(
          call.query(),
          included(call.query(), data.variationsOf(Long.parseLong(variations.group(1)))),
          json::item);
    }
    var product = PRODUCT.matcher(path);
    if (product.matches()) {
      return product(call, product.group(1), product.group(2));
    }
    var order = ORDER.matcher(path);
    if (order.matches() && get) {
      var found = data.orders.get(order.group(1));
      return found == null
          ? error(404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.")
          : Answer.json(200, json.order(found));
    }
    var hook = HOOK.matcher(path);
    if (hook.matches() && call.method().equals("PUT")) {
      return changeHook(hook.group(1), call.body());
    }
    return error(404, "rest_no_route", "No route was found matching the URL and request method.");
  }

  private Answer products(Map<String, String> query) {
    var wanted = query.get("sku");
    if (wanted == null || wanted.isEmpty()) {
      var parents =
          data.items.all().stream().filter(item -> item.parentId() == 0).toList();
      return paged(query, included(query, parents), json::item);
    }
    // MySQL compares without regard to case.
    var skus = Arrays.stream((wanted + "," + wanted).split(",", -1))
        .map(sku -> sku.toLowerCase(java.util.Locale.ROOT))
        .collect(java.util.stream.Collectors.toSet());
    skus.add(wanted.toLowerCase(java.util.Locale.ROOT));
    var found = data.items.all().stream()
        .filter(item -> skus.contains(item.sku().toLowerCase(java.util.Locale.ROOT)))
        .toList();
    return paged(query, found, json::item);
  }

  private Answer orders(Map<String, String> query) {
    Instant after;
    try {
      var text = query.get("modified_after");
      after = text == null ? Instant.EPOCH : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      return error(400, "rest_invalid_param", "Invalid parameter(s): modified_after");
    }
    if (query.containsKey("modified_after") && !"true".equals(query.get("dates_are_gmt"))) {
      return error(400, "sandbox_local_time", "the site's local time is surely not meant");
    }
    var found = data.orders.all().stream()
        .filter(order -> order.modifiedAt().isAfter(after))
        .filter(order -> isNamed(query.get("include"), Long.toString(order.id())))
        .filter(order -> isNamed(query.get("status"), order.status()))
        .sorted(Comparator.comparing(Order::modifiedAt).thenComparingLong(Order::id))
        .toList();
    if ("id".equals(query.get("orderby"))) {
      var byId = found.stream().sorted(Comparator.comparingLong(Order::id)).toList();
      return paged(query, "asc".equals(query.get("order")) ? byId : byId.reversed(), json::order);
    }
    boolean oldestFirst =
        "asc".equals(query.get("order")) && "modified".equals(query.get("orderby"));
    return paged(query, oldestFirst ? found : found.reversed(), json::order);
  }

  /** Whether a list with commas names it; one that is not there names everything. */
  private static boolean isNamed(@Nullable String list, String one) {
    return list == null || list.isEmpty() || Arrays.asList(list.split(",", -1)).contains(one);
  }

  /** Of a list of items, only those that are named, if any are. */
  private static List<Item> included(Map<String, String> query, List<Item> items) {
    var named = query.get("include");
    if (named == null || named.isEmpty()) {
      return items;
    }
    var ids = Set.of(Arrays.stream(named.split(",", -1)).distinct().toArray(String[]::new));
    return items.stream().filter(item -> ids.contains(Long.toString(item.id()))).toList();
  }

  private static <T> Answer paged(
      Map<String, String> query, List<T> all, Function<T, ObjectNode> tell) {
    int perPage = number(query.get("per_page"), 10);
    int page = number(query.get("page"), 1);
    if (perPage < 1 || perPage > PER_PAGE_MOST || page < 1) {
      return error(400, "rest_invalid_param", "Invalid parameter(s): per_page");
    }
    var list = Json.array();
    all.stream()
        .skip((page - 1L) * perPage)
        .limit(perPage)
        .forEach(one -> list.add(only(query.get("_fields"), tell.apply(one))));
    return Answer.json(200, list)
        .with("X-WP-Total", Integer.toString(all.size()))
        .with("X-WP-TotalPages", Integer.toString(Math.ceilDiv(all.size(), perPage)));
  }

  private static ObjectNode only(@Nullable String fields, ObjectNode whole) {
    return fields == null ? whole : whole.retain(Set.of(fields.split(",", -1)));
  }

  private static int number(@Nullable String text, int otherwise) {
    try {
      return text == null ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private Answer product(Call call, String product, @Nullable String variation) {
    var item = data.items.get(variation == null ? product : variation);
    if (item == null || item.parentId() != (variation == null ? 0 : Long.parseLong(product))) {
      var kind = variation == null ? "product" : "product_variation";
      int status = call.method().equals("GET") ? 404 : 400;
      return error(status, "woocommerce_rest_" + kind + "_invalid_id", "Invalid ID.");
    }
    if (call.method().equals("GET")) {
      return Answer.json(200, only(call.query().get("_fields"), json.item(item)));
    }
    return call.method().equals("PUT")
        ? set(item, call.body())
        : error(404, "rest_no_route", "No route was found.");
  }

  /** The number is set whatever it was: there is nothing to compare it with. */
  private Answer set(Item item, String body) {
    var wish = Json.parseObject(body);
    if (wish == null) {
      return error(400, "rest_invalid_json", "Invalid JSON body passed.");
    }
    var ambush = data.ambushes.get(item.sku());
    if (ambush != null) {
      data.ambushes.remove(item.sku());
      if (orders.place(Map.of(item.sku(), ambush), "processing")
          instanceof Orders.Outcome.Placed(var order)) {
        placed.accept(order);
      }
    }
    var now = data.items.need(item.id());
    var quantity = wish.path("stock_quantity");
    if (wish.path("manage_stock").isBoolean() && !wish.path("manage_stock").booleanValue()) {
      now = now.uncounted();
    } else if (quantity.isInt()) {
      if (now.stock() == null && !wish.path("manage_stock").asBoolean(false)) {
        return Answer.json(200, json.item(now));
      }
      now = now.with(quantity.intValue());
    } else if (!quantity.isMissingNode()) {
      return error(400, "rest_invalid_param", "Invalid parameter(s): stock_quantity");
    }
    data.items.put(now.id(), now);
    data.counters.up("stockSet");
    return Answer.json(200, json.item(now)).withEffect();
  }

  private Answer hook(Call call) {
    var wish = call.method().equals("POST") ? Json.parseObject(call.body()) : null;
    var topic = wish == null ? null : Json.text(wish, "topic");
    var url = wish == null ? null : Json.text(wish, "delivery_url");
    if (wish == null || topic == null || !topic.matches("(order|product|customer)\\.[a-z]+")) {
      return error(400, "woocommerce_rest_shop_webhook_invalid_topic", "Topic must be valid.");
    }
    if (url == null || !url.matches("https?://.+")) {
      return error(400, "woocommerce_rest_shop_webhook_invalid_delivery_url", "URL must be valid.");
    }
    var hook = new Hook(
        data.counters.up("hook"),
        Json.text(wish, "name", "Webhook"),
        topic,
        url,
        Json.text(wish, "secret", "unknown"),
        Json.text(wish, "status", "active"),
        0);
    data.hooks.put(hook.id(), hook);
    return Answer.json(201, json.hook(hook)).withEffect();
  }

  private Answer changeHook(String id, String body) {
    var hook = data.hooks.get(id);
    var wish = Json.parseObject(body);
    if (hook == null || wish == null) {
      return error(400, "woocommerce_rest_shop_webhook_invalid_id", "ID is invalid.");
    }
    var changed = hook.changed(
        Json.text(wish, "status", hook.status()), Json.text(wish, "secret", hook.secret()));
    data.hooks.put(changed.id(), changed);
    return Answer.json(200, json.hook(changed)).withEffect();
  }

  static Answer error(int status, String code, String message) {
    var error = Json.object().put("code", code).put("message", message);
    error.putObject("data").put("status", status);
    return Answer.json(status, error);
  }
}
